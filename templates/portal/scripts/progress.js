// A page that waits asks how far it is and says so; when what it waits for has ended, it is loaded again. Without scripts the
// page loads itself again every two seconds, so nobody depends on this file.
const waiting = document.querySelector('[data-progress]');
const everyMs = 1500;
let failures = 0;

async function ask() {
  try {
    const answer = await fetch(waiting.dataset.progress, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const { ended, message } = await answer.json();
    failures = 0;
    if (ended) return location.reload();
    const said = waiting.querySelector('[data-message]');
    if (said.textContent !== message) said.textContent = message;
  } catch {
    // The network or the session may be gone: a full load of the page says which.
    failures += 1;
    if (failures > 5) return location.reload();
  }
  setTimeout(() => void ask(), everyMs);
}

if (waiting) setTimeout(() => void ask(), everyMs);
