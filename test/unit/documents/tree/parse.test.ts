import { describe, expect, test } from 'vitest';
import { textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';

const section = (inner: string) => `<section>\n<h1>Title</h1>\n${inner}\n</section>`;
const table = (rows: string, attributes = '') => section(`<table${attributes}><tbody>${rows}</tbody></table>`);

function problemsOf(html: string) {
  const parsed = parseTree(html);
  return parsed.ok ? [] : (parsed.details ?? []).map(({ where, message }) => `${where}: ${message}`);
}

describe('what a template may not contain is named with its line', () => {
  test.each([
    ['an element', section('<div>x</div>'), 'line 3, <div>: This element is not on the list'],
    ['an attribute', section('<p class="x">x</p>'), 'line 3, <p>: The attribute class is not allowed'],
    ['a handler', section('<p onclick="x()">x</p>'), 'The attribute onclick is not allowed'],
    ['a script', section('<script>alert(1)</script>'), '<script>: This element is not on the list'],
    ['a style', section('<style>p {}</style>'), '<style>: This element is not on the list'],
    ['a data attribute of nobody', section('<p data-colour="red">x</p>'), 'The attribute data-colour'],
    ['a link to a rule', section('<hr id="z"><p><a href="#z">x</a></p>'), "can't lead to this <hr>"],
    ['a link to a row', section('<table><tr id="z"><td>1</td></tr></table><p><a href="#z">x</a></p>'), 'this <tr>'],
    [
      'a link into a head, which stands on each page',
      section('<table><thead><tr><th scope="col" id="z">1</th></tr></thead></table><p><a href="#z">x</a></p>'),
      'this <th>',
    ],
    [
      'a plain link to a note',
      section(
        '<p>x<a data-footnote href="#z">n</a> <a href="#z">y</a></p><ol data-footnotes><li id="z">note</li></ol>',
      ),
      'this <li>',
    ],
    ['text outside a block', section('loose words'), "in <section>: Text can't stand here"],
    ['a block in a paragraph', section('<p><strong><p>x</p></strong></p>'), 'line 3'],
    ['an open element', section('<ul><li>one<li>two</ul>'), 'line 3, <li>: <li> is not closed'],
    ['text that HTML would move', section('<table>words<tr><td>1</td></tr></table>'), "Text can't stand here"],
    ['something beside the sections', '<p>x</p>', 'line 1, <p>: Only <section> may stand at the top'],
    ['a javascript link', section('<p><a href="javascript:alert(1)">x</a></p>'), 'is not a value that href may have'],
    ['a link to nothing', section('<p><a href="#gone">x</a></p>'), 'nothing with the id "gone"'],
    [
      'a fetched picture',
      section('<figure><img alt="x" src="https://example.org/x.png"></figure>'),
      'is not a value that src',
    ],
    ['an id twice', section('<p id="a">x</p><p id="a">y</p>'), 'The id "a" is already used: line 3'],
    ['a colour that no tag has', section('<p><strong data-tag="pink">x</strong></p>'), 'is not a value that data-tag'],
    ['a first heading below h1', '<section><h2>x</h2></section>', 'The first heading must be an h1'],
    ['a skipped level', section('<h3>x</h3>'), 'line 3, <h3>: An h1 is followed by an h3'],
    ['an empty heading', '<section><h1> </h1></section>', 'A heading needs words'],
    [
      'a footnote without a note',
      section('<p id="n">x<a data-footnote href="#n">1</a></p>'),
      'A footnote points at a <li>',
    ],
    [
      'a ragged table',
      table('<tr><td>1</td><td>2</td></tr>\n<tr><td>1</td></tr>'),
      'line 4, <tr>: This row has 1 columns',
    ],
    ['a rowspan beyond the end', table('<tr><td rowspan="2">1</td></tr>'), 'rowspan goes beyond the last row'],
    ['a header without a scope', table('<tr><th>1</th></tr>'), 'The attribute scope is missing'],
    ['a column header in the body', table('<tr><th scope="col">1</th></tr>'), 'belongs in <thead>'],
    ['widths for other columns', table('<tr><td>1</td></tr>', ' data-widths="1 2"'), 'data-widths names 2 columns'],
    [
      'the page of a document that has no coversheet here',
      section('<p><a href="pack:E07" data-page>From</a></p>'),
      'line 3, <a>: A page number is that of an id, or of a document that has its coversheet here',
    ],
    [
      'words beside an entry of the contents',
      section('<ul><li>2 <a data-contents href="#t">x</a></li></ul><p id="t">y</p>'),
      'stands alone in a <li>',
    ],
    [
      'a list of contents with other things',
      section('<ul><li><a data-contents href="#t">x</a></li><li>z</li></ul><p id="t">y</p>'),
      'every <li> holds an entry',
    ],
    ['a page break in a cell', table('<tr><td><p data-break-before>x</p></td></tr>'), 'data-break-before is only for'],
    [
      'a cover inside a section',
      section('<section data-cover><p>x</p></section>'),
      'data-cover is only for a section at the top',
    ],
    ['a coversheet without its title', '<section data-coversheet="E01"><p>x</p></section>', 'has one h1'],
    [
      'the body of a page',
      section('<body onload="x()"><p>x</p>'),
      "line 3: The HTML is malformed here: <body> can't stand",
    ],
    ['a page in a paragraph', section('<p>x<html onclick="x()"></p>'), "<html> can't stand here"],
    ['a cell in a paragraph', section('<p><td>x</td></p>'), "<td> can't stand here"],
    ['the end of what is around it', section('<p>x</p></main></div>'), '</main> ends nothing'],
    [
      'an address that goes on',
      section(`<p><a href="mailto:${'@'.repeat(1e5)} ">x</a></p>`),
      'is not a value that href',
    ],
    ['a term without details', section('<dl><dt>x</dt></dl>'), 'Every <dt> needs its <dd>'],
  ])('%s', (_, html, expected) => {
    expect(problemsOf(html).join('\n')).toContain(expected);
  });

  test('all problems come at once', () => {
    expect(problemsOf(section('<div>x</div>\n<p class="x">y</p>\n<h4>z</h4>'))).toHaveLength(2);
  });
});

describe('pictures', () => {
  const svg = (inner: string, attributes = 'role="img" aria-label="Plans: 212" viewBox="0 0 10 10"') =>
    section(`<figure><svg ${attributes}>${inner}</svg></figure>`);

  test.each([
    ['no label', svg('', 'role="img" viewBox="0 0 1 1"'), 'aria-label is missing'],
    ['no role', svg('', 'aria-label="x" viewBox="0 0 1 1"'), 'needs role="img"'],
    ['script', svg('<script>x</script>'), 'not allowed in a picture'],
    ['foreign content', svg('<foreignObject></foreignObject>'), 'not allowed in a picture'],
    ['an image', svg('<image href="x.png"/>'), 'not allowed in a picture'],
    ['a handler', svg('<g onload="x()"></g>'), 'onload is not allowed'],
    ['a reference outside', svg('<use href="https://example.org/#a"/>'), 'may only refer to an id'],
    ['a fetched fill', svg('<rect fill="url(https://example.org/#a)"/>'), 'may only refer to an id'],
    ['a fetched fill with a mark in it', svg('<rect fill="ur<!--1-->l(https://example.org/#a)"/>'), 'plain characters'],
    ['a fetched fill with an escape', svg('<rect fill="u\\72 l(https://example.org/#a)"/>'), 'plain characters'],
    ['HTML in its title', svg('<title><g>x</g></title>'), 'line 3, <g>: Only words may stand in <title>'],
    ['HTML in its description', svg('<g><desc>x<title>y</title></desc></g>'), 'Only words may stand in <desc>'],
    [
      'parts of another language',
      svg('<g xmlns="http://www.w3.org/1999/xhtml"></g>'),
      'xmlns of a picture may only be',
    ],
    [
      'words that a mark keeps from being a script',
      svg('<text>\n<![CDATA[ ]<!--1-->]><script>x()</script> ]]></text>'),
      'line 4: A CDATA section is not allowed',
    ],
    ['parts without end', svg('<g>'.repeat(1e5)), 'nested more than 40 deep'],
  ])('%s is a problem', (_, html, expected) => {
    expect(problemsOf(html).join('\n')).toContain(expected);
  });

  test('names in any spelling are those of SVG', () => {
    const parsed = parseTree(svg('<LINEARGRADIENT id="a" GradientUnits="userSpaceOnUse"></linearGradient>'));
    if (!parsed.ok) throw new Error(parsed.message);
    const [picture] = walk(parsed.value).filter((element) => element.name === 'svg');
    expect(picture?.picture).toContain('<linearGradient id="a" gradientUnits="userSpaceOnUse"></linearGradient>');
  });

  test('the source holds nothing that XML lacks', () => {
    const parsed = parseTree(svg('<text aria-label="&#1;">a&nbsp;b<!--12-->c<!-- d -- e ---></text>'));
    if (!parsed.ok) throw new Error(parsed.message);
    const [picture] = walk(parsed.value).filter((element) => element.name === 'svg');
    expect(picture?.picture).toContain('<text>a\u00A0bc</text>');
  });

  test('every text is set in the family that the project ships', () => {
    const parsed = parseTree(svg('<text font-family="Liberation Sans">a</text>'));
    if (!parsed.ok) throw new Error(parsed.message);
    const picture = [...walk(parsed.value)].find((element) => element.name === 'svg');
    expect(picture?.picture).not.toContain('Liberation');
    expect(picture?.attributes.alt).toBe('Plans: 212');
  });
});

test('white space is what a browser shows', () => {
  const parsed = parseTree(section('<p>  one\n  two <strong> three </strong>\n four<br>  five  </p>'));
  if (!parsed.ok) throw new Error(parsed.message);
  const paragraph = [...walk(parsed.value)].find((element) => element.name === 'p');
  expect(paragraph && textOf(paragraph)).toBe('one two three four five');
});

test('words beside very many blocks are read in good time', () => {
  expect(parseTree(section(`<ul><li>${'x<hr>'.repeat(2e4)}</li></ul>`)).ok).toBe(true);
});

test('words beside blocks in a cell become a paragraph', () => {
  const parsed = parseTree(table('<tr><td>words <em>more</em><ul><li>x</li></ul></td></tr>'));
  if (!parsed.ok) throw new Error(parsed.message);
  const cell = [...walk(parsed.value)].find((element) => element.name === 'td');
  expect(cell?.children.map((child) => (typeof child === 'string' ? child : child.name))).toEqual(['p', 'ul']);
});
