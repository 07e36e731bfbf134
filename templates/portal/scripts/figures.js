// While somebody types a number in a narrative, the figures that it may be are offered below; one press binds it. Without scripts
// the same is offered after a preview, so nobody depends on this file.
const box = document.querySelector('[data-offers]');
const text = box && document.getElementById(box.dataset.for);
const said = document.querySelector('[data-offers-said]');
const pauseMs = 350;
const aNumber = /(?:^|[\s(*])(\d[\d,]*(?:\.\d+)?(?:%|st|nd|rd|th)?)$/;
let timer;
let asked = '';

/** The number that ends where the cursor stands, if it isn't within a bound figure. */
function numberAtCursor() {
  const end = text.selectionStart;
  if (end !== text.selectionEnd) return undefined;
  const before = text.value.slice(0, end).replace(/[.,;:)\s]$/, '');
  const found = aNumber.exec(before);
  if (!found || /\[\[[^\]]*$/.test(before)) return undefined;
  const start = before.length - found[1].length;
  const sentence = text.value.slice(Math.max(0, start - 150), start + 150).replace(/\s+/g, ' ');
  return { start, number: found[1], sentence };
}

function close() {
  box.hidden = true;
  box.replaceChildren();
  said.textContent = '';
}

/** In place of what stands there, so that "undo" of the browser still works. */
function put(start, end, binding) {
  text.focus();
  text.setSelectionRange(start, end);
  if (!document.execCommand('insertText', false, binding)) text.setRangeText(binding, start, end, 'end');
  close();
}

function choice(offer, at) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ep-offer';
  const value = document.createElement('strong');
  value.textContent = offer.printed;
  button.append(value, ` ${offer.says}${offer.fit === 'near' ? ' (not the same)' : ''}`);
  button.addEventListener('click', () => put(at.start, at.start + at.number.length, offer.binding));
  return button;
}

async function offer() {
  const at = numberAtCursor();
  const key = at ? `${at.start} ${at.number}` : '';
  if (key === asked) return;
  asked = key;
  if (!at) return close();
  const query = new URLSearchParams({ find: at.number, sentence: at.sentence });
  const answer = await fetch(`${box.dataset.offers}?${query}`, { headers: { accept: 'application/json' } });
  // Whoever may not see figures, or whose session has ended, is offered none: saving says so.
  if (!answer.ok || asked !== key) return;
  const { offers } = await answer.json();
  if (offers.length === 0) return close();
  const heading = document.createElement('p');
  heading.className = 'ep-offers__heading';
  heading.textContent = `${at.number} may be:`;
  box.replaceChildren(heading, ...offers.map((one) => choice(one, at)));
  box.hidden = false;
  said.textContent = `${offers.length} ${offers.length === 1 ? 'figure' : 'figures'} offered for ${at.number}, after the text box. Escape closes them.`;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => void offer().catch(close), pauseMs);
}

if (text) {
  for (const event of ['input', 'keyup', 'click']) text.addEventListener(event, later);
  for (const part of [text, box]) {
    part.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || box.hidden) return;
      close();
      text.focus();
    });
  }
  for (const button of document.querySelectorAll('[data-binding]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      put(text.selectionStart, text.selectionEnd, button.dataset.binding);
    });
  }
  // Enter in the picker finds; it doesn't save.
  document.querySelector('[data-picker]')?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    document.querySelector('button[value="find"]').click();
  });
}
