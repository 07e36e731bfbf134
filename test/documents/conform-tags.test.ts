import { PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { parseTree } from '../../functions/documents/tree/parse.ts';
import { tagContents } from '../../functions/documents/typeset/conform/contents.ts';
import { CompilerFile } from '../../functions/documents/typeset/conform/file.ts';
import { tagRowHeaders } from '../../functions/documents/typeset/conform/row-headers.ts';
import { findIn } from '../../functions/documents/typeset/conform/structure.ts';
import { typeset } from '../../functions/documents/typeset/typeset.ts';
import { attributesOf, childrenOf, find, kindOf, structureRoot } from './structure-tree.ts';
import { requestOf, value } from './typeset-samples.ts';

/** Objects, the catalog first and the root of the structure second, as the compiler sets them down. */
function written(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.7\n\n';
  const lines = ['0000000000 65535 f\r\n'];
  for (const [index, object] of objects.entries()) {
    lines.push(`${String(text.length).padStart(10, '0')} 00000 n\r\n`);
    text += `${index + 1} 0 obj\n${object}\nendobj\n\n`;
  }
  const trailer = `trailer\n<<\n  /Size ${lines.length}\n  /Root 1 0 R\n>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(`${text}xref\n0 ${lines.length}\n${lines.join('')}${trailer}`, 'latin1');
}

const catalog = '<<\n  /Type /Catalog\n  /StructTreeRoot 2 0 R\n>>';
const root = (kid: number, rest = '') => `<<\n  /Type /StructTreeRoot\n  /K [${kid} 0 R]${rest}\n>>`;
const element = (kind: string, parent: number, kids: string, rest = '') =>
  `<<\n  /Type /StructElem\n  /S /${kind}\n  /P ${parent} 0 R${rest}\n  /K [${kids}]\n>>`;
const sectionsOf = (html: string) => value(parseTree(`<section><h1>Title</h1>${html}</section>`, {}));
const table = (rows: string) => sectionsOf(`<table><caption>Rows</caption><tbody>${rows}</tbody></table>`);

/** Two rows of three cells: the objects of the cells are 6 to 8 and 10 to 12. */
function withCells(cell: (index: number) => string, names = '[(U1x1y1) 12 0 R (Z 1) 6 0 R]'): CompilerFile {
  const cells = (parent: number, first: number) =>
    [0, 1, 2].map((index) => element('TD', parent, String(index), cell(first + index)));
  return new CompilerFile(
    written([
      catalog,
      root(3, `\n  /IDTree <<\n    /Names ${names}\n  >>`),
      element('Table', 2, '4 0 R'),
      element('TBody', 3, '5 0 R 9 0 R'),
      element('TR', 4, '6 0 R 7 0 R 8 0 R'),
      ...cells(5, 6),
      element('TR', 4, '10 0 R 11 0 R 12 0 R'),
      ...cells(9, 10),
    ]),
  );
}

const layout = '<<\n    /O /Layout\n    /BorderStyle [/Solid /None]\n  >>';
describe('row headers', () => {
  const one = table(
    '<tr><th scope="row">A</th><td>1</td><td>2</td></tr><tr><th scope="row">B</th><td>3</td><td>4</td></tr>',
  );

  it.each([
    ['none', '', ['<</O /Table\n/Scope /Row>>'], ['<</O /Table\n/Headers [(R0x0y0)]>>']],
    [
      'of a table, with headers',
      `\n  /A [<<\n    /O /Table\n    /Headers [(U1x1y1)]\n  >> ${layout}]`,
      ['<</O /Table\n/Headers [(U1x1y1)]\n/Scope /Row>>', layout],
      ['<</O /Table\n/Headers [(U1x1y1) (R0x0y0)]>>', layout],
    ],
    [
      'of a table, with an empty list',
      '\n  /A [<<\n    /O /Table\n    /Headers []\n  >>]',
      ['<</O /Table\n/Headers []\n/Scope /Row>>'],
      ['<</O /Table\n/Headers [(R0x0y0)]>>'],
    ],
    [
      'of the layout only',
      `\n  /A [${layout}]`,
      [layout, '<</O /Table\n/Scope /Row>>'],
      [layout, '<</O /Table\n/Headers [(R0x0y0)]>>'],
    ],
    [
      'of the layout before those of a table',
      `\n  /A [${layout} <<\n    /O /Table\n    /ColSpan 2\n  >> ${layout}]`,
      [layout, '<</O /Table\n/ColSpan 2\n/Scope /Row>>', layout],
      [layout, '<</O /Table\n/ColSpan 2\n/Headers [(R0x0y0)]>>', layout],
    ],
  ])('are added to attributes: %s', (_, attributes, header, headed) => {
    const file = withCells(() => attributes);
    expect(value(tagRowHeaders(file, findIn(file).tables, one))).toBe(2);
    expect(file.entries(6).get('A')).toBe(`[${header.join(' ')}]`);
    expect([file.entries(6).get('S'), file.entries(6).get('ID')]).toEqual(['/TH', '(R0x0y0)']);
    expect([7, 8].map((cell) => file.entries(cell).get('A'))).toEqual(Array(2).fill(`[${headed.join(' ')}]`));
    expect(file.entries(7).get('S')).toBe('/TD');
    const names = '<</Names [(R0x0y0) 6 0 R (R0x0y1) 10 0 R (U1x1y1) 12 0 R (Z 1) 6 0 R]>>';
    expect(file.entries(2).get('IDTree')).toBe(names);
  });

  it.each([
    ['another count of tables', sectionsOf('<p>None.</p>'), 'expected 0 tables, found 1'],
    ['another count of rows', table('<tr><td>1</td><td>2</td><td>3</td></tr>'), 'expected 1 rows in table 1, found 2'],
    [
      'another count of cells',
      table('<tr><th scope="row" rowspan="2">A</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>'),
      'expected 2 cells in row 2 of table 1, found 3',
    ],
  ])('%s is an error', (_, sections, message) => {
    const file = withCells(() => '');
    const done = tagRowHeaders(file, findIn(file).tables, sections);
    expect(done).toMatchObject({ ok: false, code: 'typeset-failed', message: expect.stringContaining(message) });
  });

  it.each(['[(U\\(1) 6 0 R]', '[(R0x0y0) 6 0 R]', '[(U1) 6 0 R (U2)]'])('an IDTree of another shape: %s', (names) => {
    const file = withCells(() => '', names);
    expect(() => tagRowHeaders(file, findIn(file).tables, one)).toThrow(/IDTree/);
  });
});

it('a table in a cell is a table of its own, and its rows are not those of the outer one', () => {
  const file = new CompilerFile(
    written([
      catalog,
      root(3),
      element('Table', 2, '4 0 R'),
      element('TR', 3, '5 0 R 9 0 R'),
      element('TD', 4, '<<\n    /Type /OBJR\n    /Obj 1 0 R\n  >> 6 0 R'),
      element('Table', 5, '7 0 R'),
      element('TR', 6, '8 0 R'),
      element('TH', 7, '0'),
      '<<\n  /Type /StructElem\n  /S /TD\n  /P 4 0 R\n>>',
    ]),
  );
  expect(findIn(file).tables).toEqual([[[5, 9]], [[8]]]);
});

it('a loop in the structure ends', () => {
  const file = new CompilerFile(written([catalog, root(3), element('Div', 2, '3 0 R')]));
  expect(() => findIn(file)).toThrow(/deeper than any page/);
});

it('contents whose entries are no single paragraphs are an error', () => {
  const file = new CompilerFile(
    written([catalog, root(3), element('Div', 2, '4 0 R'), element('TOCI', 3, '5 0 R'), element('Span', 4, '0')]),
  );
  const sections = sectionsOf('<ul><li><a data-contents href="#x">X</a></li></ul><h2 id="x">X</h2>');
  const { entries } = findIn(file);
  const messageOf = (...given: Parameters<typeof tagContents>) => {
    const done = tagContents(...given);
    return done.ok ? undefined : done.message;
  };
  expect(messageOf(file, entries, sections)).toContain('one paragraph in each entry');
  expect(messageOf(file, entries, sectionsOf('<p>None.</p>'))).toContain('expected 0 entries, found 1');
});

it('words of the document that look like tags stay words', async () => {
  const label = 'one\n  /K [1 0 R]\n  /S /TD\n>>\nendobj\n\n9 0 obj\n<<\n  /Type /Font\n';
  const asHtml = label.replace(/[^a-z]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const html = `<section><h1>Title</h1><figure><svg role="img" aria-label="${asHtml}" viewBox="0 0 9 9"><rect width="9" height="9"/></svg></figure>
<table><caption>Rows</caption><tbody><tr><th scope="row">${asHtml}</th><td>1</td></tr></tbody></table></section>`;
  const { pdf } = value(await typeset({ ...requestOf(html), style: { ...requestOf(html).style, title: label } }));
  const structure = structureRoot(await PDFDocument.load(pdf, { updateMetadata: false }));
  const [figure] = find(structure, ['Figure']);
  const alternative = figure?.lookup(PDFName.of('Alt'));
  const text = alternative instanceof PDFHexString || alternative instanceof PDFString ? alternative.decodeText() : '';
  expect(text.replace(/\s+/g, ' ').trim()).toBe(label.replace(/\s+/g, ' ').trim());
  const cells = find(structure, ['TR']).flatMap(childrenOf);
  expect(cells.map(kindOf)).toEqual(['TH', 'TD']);
  expect(cells.map((cell) => attributesOf(cell, 'Table').has(PDFName.of('Scope')))).toEqual([true, false]);
});
