import fc from 'fast-check';
import { parseFragment, serialize } from 'parse5';
import { describe, expect, test } from 'vitest';
import { readAsBrowser } from '../../../../functions/documents/tree/browser.ts';
import { walk } from '../../../../functions/documents/tree/model.ts';
import { readWellFormed } from '../../../../functions/documents/tree/well-formed.ts';
import { composePack } from '../../../../functions/packs/compose/compose-pack.ts';
import { bundle } from '../../../documents/typeset-samples.ts';
import { cover, sheets, zoo } from '../../../documents/typeset-zoo.ts';
import { templates } from '../../packs/compose/templates.ts';
import { DOCUMENT, ELEMENTS, HOSTILE, mutated, REFERENCES } from './markup.ts';

/** Whether the short way was taken; if it was, it read what a browser reads, in which a browser had nothing to mend. */
function tookShortWay(html: string): boolean {
  const short = readWellFormed(html);
  if (!short) return false;
  const browser = readAsBrowser(html);
  expect(browser.problems).toEqual([]);
  // As JSON: the order of attributes goes on paper too.
  expect(JSON.stringify(short.nodes)).toBe(JSON.stringify(browser.nodes));
  // Pictures stand in it as a browser writes them, but for what XML doesn't know.
  for (const { picture } of walk(short.nodes)) {
    if (picture !== undefined) expect(serialize(parseFragment(picture)).replaceAll('&nbsp;', '\u00A0')).toBe(picture);
  }
  return true;
}

/** Runs the property, and how often each way was taken. */
function waysOf(documents: fc.Arbitrary<string>, numRuns: number) {
  const ways = { short: 0, long: 0 };
  fc.assert(
    fc.property(documents, (html) => {
      ways[tookShortWay(html) ? 'short' : 'long'] += 1;
    }),
    { numRuns },
  );
  return ways;
}

const section = (inner: string) => `<section><h1>Title</h1>${inner}</section>`;
const picture = (inner: string, attributes = '') =>
  section(`<figure><svg role="img" aria-label="x" viewBox="0 0 9 9"${attributes}>${inner}</svg></figure>`);

describe('what we print takes the short way', () => {
  test.each(
    templates.flatMap(({ name, parse, sample, nearlyEmpty }) =>
      (['report', 'bundle'] as const).flatMap((edition) => [
        [`${name}, ${edition}`, composePack(parse(sample), edition).html],
        [`${name}, ${edition}, nearly empty`, composePack(parse(nearlyEmpty), edition).html],
      ]),
    ),
  )('%s', (_, html) => {
    expect(tookShortWay(html)).toBe(true);
  });

  test.each([
    ['every element and mark of the allow-list', `${cover}\n${zoo}\n${sheets}`],
    ['a bundle', bundle.html],
    ['nothing', ''],
    ['what a picture escapes', picture('<text x="&gt;&amp;&quot;\'" aria-label="&lt;">&lt;&gt;"\u00A0</text>')],
    [
      'references',
      section('<p title>&amp;lt; &lt;&gt; &quot;&apos;&#39;&#x27;&nbsp;&#160;&#233;</p>').replace(' title', ''),
    ],
    ['references in values', section('<p><a href="https://example.org/?a=1&amp;b=&quot;2&quot;">x</a></p>')],
    [
      'rows without a body',
      section('<table><tr><td>1</td></tr><tr><td>2</td></tr><tbody><tr><td>3</td></tr></tbody></table>'),
    ],
    ['lines of Windows', section('<p>one\r\ntwo\rthree</p>\r\n<p>four</p>')],
    [
      'marks and comments',
      section('<!--a.hbs--><p>x<!--2--> y</p><!--/--><!-- as - said --><!----><!---x--><!--a--b--><!--x--->'),
    ],
    [
      'names of SVG as a browser spells them',
      picture('<defs><linearGradient id="a" gradientUnits="userSpaceOnUse"/></defs>'),
    ],
    ['texts of a picture', picture('<title>a &amp; b\u00A0</title><text>&lt;c&gt;</text><!--7--><desc/>')],
    [
      'a picture in a picture',
      picture('<svg x="1"/><svg xmlns="http://www.w3.org/2000/svg" font-family="a"><g/></svg>'),
    ],
    [
      'emphasis in a cell in an emphatic list',
      section('<ul><li><em>x</em><table><tr><td><em>y</em></td></tr></table></li></ul>'),
    ],
    ['a long comment', section(`<!--${'a-b'.repeat(2e6)}-->`)],
    ['a large image', section(`<figure><img alt="x" src="data:image/png;base64,${'A'.repeat(4e6)}"></figure>`)],
    ['void elements, with a stroke or not', section('<p>a<br>b<br/>c<br />d</p><hr><hr/>')],
  ])('%s', (_, html) => {
    expect(tookShortWay(html)).toBe(true);
  });
});

describe('what a browser may read otherwise takes the long way', () => {
  test.each([
    ['an open paragraph', section('<p>x')],
    ['an open section', '<section><h1>Title</h1>'],
    ['a paragraph ended by another', section('<p>x<p>y</p></p>')],
    ['crossed tags', section('<p><em>x<strong>y</em>z</strong></p>')],
    ['a stray end', section('<p>x</p></p>')],
    ['a link in a link', section('<p><a href="#x">x<span><a href="#y">y</a></span></a></p>')],
    ['emphasis in emphasis', section(`<p>${'<em>'.repeat(5)}x${'</em>'.repeat(5)}</p>`)],
    ['a paragraph that ends itself', section('<p/>')],
    ['very many attributes', section(`<p${Array.from({ length: 1e5 }, (_, index) => ` a${index}`).join('')}>x</p>`)],
    ['an attribute twice', section('<p lang="en" lang="cy">x</p>')],
    ['a value without quotes', section('<p lang=en>x</p>')],
    ['a value in single quotes', section("<p lang='en'>x</p>")],
    ['attributes without a space between them', section('<p lang="en"dir="ltr">x</p>')],
    ['capitals', section('<P>x</P>')],
    ['a bare ampersand', section('<p>a & b</p>')],
    ['a reference without its end', section('<p>&ampamp &copy &notit;</p>')],
    ['a control character by reference', section('<p>&#1; &#128; &#xD800; &#0; &#x110000;</p>')],
    ['a character beyond the first plane by reference', section('<p>&#x1F600;</p>')],
    ['a bare <', section('<p>a < b</p>')],
    ['words in a table', section('<table>x<tr><td>1</td></tr></table>')],
    ['a hard space in a table', section('<ul><li><table>&nbsp;<tr><td>1</td></tr></table></li></ul>')],
    ['a bare hard space in a table', section('<ul><li><table>\u00A0<tr><td>1</td></tr></table></li></ul>')],
    ['a cell without a row', section('<table><tbody><td>1</td></tbody></table>')],
    ['a document type', `<!doctype html>${section('')}`],
    ['a processing instruction', section('<?x?>')],
    ['a comment that ends at once', section('<!-->x-->')],
    ['a comment with a comment', section('<!--<!--x-->-->')],
    ['a comment without its end', section('<!--x')],
    ['a comment of another kind', section('</ x><!x>')],
    ['an end tag with attributes', section('<p>x</p lang="en">')],
    ['a script', section('<script>"</section>"</script>')],
    ['a text area', section('<textarea></section></textarea>')],
    ['text out of place', section('words')],
    ['a break that ends', section('<p>x</br>y</p>')],
    ['names of SVG in small letters', picture('<lineargradient id="a"></lineargradient>')],
    ['names of SVG in capitals', picture('<RECT/>')],
    ['attributes of SVG in small letters', picture('<marker refx="1"/>')],
    ['a paragraph in a picture', picture('<p>x</p>')],
    ['a break in a picture', picture('<g><br></g>')],
    ['HTML in the title of a picture', picture('<title><g>x</g></title>')],
    ['HTML in the description of a picture', picture('<desc><p>x</p></desc>')],
    ['a picture nested deeper than any chart', picture(`${'<g>'.repeat(41)}${'</g>'.repeat(41)}`)],
    ['character data in a picture', picture('<text><![CDATA[x]]></text>')],
    ['a prefix', picture('<use xlink:href="#a"/>', ' xmlns:xlink="http://www.w3.org/1999/xlink"')],
    ['a picture ended by another tag', picture('</figure>')],
  ])('%s', (_, html) => {
    expect(tookShortWay(html)).toBe(false);
  });
});

test('both ways read the same of any tree of elements', () => {
  const ways = waysOf(DOCUMENT, 1500);
  expect(ways.short).toBeGreaterThan(300);
  expect(ways.long).toBeGreaterThan(100);
});

test('both ways read the same of tags in any order', () => {
  const tag = fc
    .constantFrom(...ELEMENTS)
    .chain((name) => fc.constantFrom(`<${name}>`, `</${name}>`, `<${name} id="a">`));
  const parts = fc.oneof(tag, fc.constantFrom(...HOSTILE, ...REFERENCES, 'x', ' '));
  const ways = waysOf(
    fc.array(parts, { maxLength: 12 }).map((list) => `<section>${list.join('')}</section>`),
    2000,
  );
  expect(ways.long).toBeGreaterThan(1000);
});

test('both ways read the same of what we print when it is damaged', () => {
  const pieces = [...zoo.split(/(?=<section)/), bundle.html, cover, sheets].map((piece) => piece.replaceAll('\0', ''));
  const ways = waysOf(mutated(fc.constantFrom(...pieces)), 400);
  expect(ways.short).toBeGreaterThan(20);
  expect(ways.long).toBeGreaterThan(100);
});
