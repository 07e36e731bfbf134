import { expect, test } from 'vitest';
import { textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { numbersOf } from '../../../../functions/documents/tree/numbers.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';

function numbered(html: string): string[] {
  const tree = parseTree(html);
  if (!tree.ok) throw new Error(tree.message);
  const numbers = numbersOf(tree.value);
  return [...walk(tree.value)].flatMap((element) =>
    numbers.has(element) ? `${numbers.get(element)} ${textOf(element)}` : [],
  );
}

test('headings and paragraphs share one count; what is in a list, table or call-out, and lower headings, have none', () => {
  expect(
    numbered(`<section><h1>Contents</h1><p>not counted</p></section>
<section data-numbered><h1>Purpose</h1><p>a</p><ul><li><p>item</p></li></ul><aside><p>note</p></aside><p>b</p></section>
<section data-numbered><h1>Background</h1><p data-lead>lead</p><p>c</p>
<section><h2>Changes</h2><p>d</p><h3>Detail</h3><p>e</p><p data-unnumbered>aside</p></section><h2>Next</h2><p>f</p></section>`),
  ).toEqual('1 Purpose|1.1 a|1.2 b|2 Background|2.1 c|2.2 Changes|2.2.1 d|2.2.2 e|2.3 Next|2.3.1 f'.split('|'));
});

test('appendices have letters, and do not disturb the chapters', () => {
  expect(
    numbered(`<section data-appendix data-numbered><h1>Figures</h1><p>a</p></section>
<section data-numbered><h1>One</h1></section><section data-appendix><h1>Words</h1><p>b</p></section>`),
  ).toEqual(['Appendix A Figures', 'A.1 a', '1 One', 'Appendix B Words']);
});

test('a link to a number needs a target that has one', () => {
  const link = '<p><a data-number href="#t">paragraph</a></p>';
  const wrong = parseTree(`<section><h1>x</h1>${link}<p id="t">y</p></section>`);
  expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('numbered to point at') });
  expect(parseTree(`<section data-numbered><h1>x</h1>${link}<p id="t">y</p></section>`).ok).toBe(true);
});
