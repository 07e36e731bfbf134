import fc from 'fast-check';
import {
  isWord,
  mayContain,
  ruleOf,
  SVG_ATTRIBUTES,
  SVG_ELEMENTS,
} from '../../../../functions/documents/tree/allow-list.ts';

/** HTML at random: in order, nearly in order, and hostile. */

const split = (words: string): string[] => words.trim().split(/\s+/);

export const ELEMENTS = split(
  `section h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption blockquote aside
  hr img svg strong em sup sub bdi code span abbr time a br`,
);

export const REFERENCES = split(
  `&amp; &lt; &gt; &quot; &apos; &nbsp; &#39; &#x27; &#x3D; &#8217; &#xe9; &amp;amp; & &amp &AMP; &lt &copy; &notin; &not &# &#; &#x;
  &#0; &#1; &#10; &#13; &#127; &#128; &#x80; &#159; &#55296; &#xD800; &#xFFFE; &#65535; &#x1F600; &#x110000; &#99999; &#39`,
);

export const HOSTILE = [
  ...split(
    '< > </ </> <! <!--> <!---> <!----> <!--12--> <!--a.hbs--> <!--/--> <!--a--b--> <!--x---> <!--x--!> <![CDATA[x]]> <?x?>',
  ),
  ...split(
    '<script> </script> <style> <title> <textarea> <template> </template> <b> <i> <nobr> <div> </div> <select> <form>',
  ),
  ...split(
    '<svg> </svg> <math> <foreignObject> <foreignobject> <desc> <g> </g> <G/> <clippath/> <mi> <button> <body> <html>',
  ),
  ...split(
    '<head> <frameset> <noscript> <plaintext> <iframe> <p/> </p> </br> <em <P> <td> </td> <tr> </table> </a> words',
  ),
  ...['<!-- x -->', '<!doctype html>', '\r', '\r\n', '\f', '\u00A0', '\uFEFF', '\u2028', '\u0001', '\uD800', '\uFFFE'],
  ...[
    '<p x',
    '<p x=',
    '<p x="',
    '<p x=">',
    "<p lang='en'>",
    '<p lang=en>',
    '<p lang="en"lang="cy">',
    '<p =x>',
    '<p "x">',
  ],
  ...['<p lang="en" lang="cy">', '<p LANG="en">', '<p / lang="en">', '<a href="#a">'],
];

const texts = fc.oneof(
  { arbitrary: fc.constantFrom('words', ' more words ', '\n', 'a\u00A0b', 'é 漢 😀', '"quoted" > it\'s'), weight: 8 },
  { arbitrary: fc.constantFrom(...REFERENCES), weight: 1 },
  { arbitrary: fc.constantFrom('<!--12-->', '<!-- x -->', '<!--a.hbs-->', '<!--/-->'), weight: 1 },
);
const blanks = fc.constantFrom('', '', '\n', ' ', '<!--3-->', '\t\n');
const values = fc.constantFrom(
  'a',
  'x y',
  '',
  'url(#a)',
  '#a',
  'a&amp;b',
  '&quot;',
  '<',
  '>',
  'é',
  "'",
  '\n',
  'a&b',
  '&#39;',
);

/** Attributes by name, most with a value that they may have. */
const GOOD: Readonly<Record<string, string>> = {
  ...{
    id: 'a',
    lang: 'en',
    dir: 'rtl',
    href: '#a',
    scope: 'row',
    colspan: '2',
    rowspan: '1',
    start: '3',
    alt: 'words',
  },
  ...{ src: 'data:image/png;base64,AAAA', 'data-widths': '1 2', 'data-tag': 'red', 'data-coversheet': 'E01' },
};
const attribute = (name: string) =>
  fc.oneof(
    { arbitrary: fc.constant(` ${name}="${GOOD[name] ?? 'x'}"`), weight: 12 },
    { arbitrary: values.map((value) => ` ${name}="${value}"`), weight: 2 },
    {
      arbitrary: fc.constantFrom(
        ` ${name}`,
        `\n${name}="a"`,
        ` ${name}=a`,
        ` ${name.toUpperCase()}="a"`,
        `${name}="a"`,
      ),
      weight: 1,
    },
  );

function attributesOf(name: string): fc.Arbitrary<string> {
  const rule = ruleOf(name);
  const required = rule?.required ?? [];
  return fc
    .subarray(
      ['id', 'lang', ...(rule?.attributes ?? [])].filter((each) => !required.includes(each)),
      { maxLength: 2 },
    )
    .chain((chosen) => fc.tuple(...[...required, ...chosen].map(attribute)))
    .map((list) => list.join(''));
}

const shapes = fc.constantFrom(...SVG_ELEMENTS, ...SVG_ELEMENTS, 'clippath', 'RECT', 'p', 'foreignObject', 'a');
const { part } = fc.letrec<{ part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    texts,
    fc
      .tuple(
        shapes,
        fc.uniqueArray(fc.constantFrom(...SVG_ATTRIBUTES, 'viewbox', 'refx', 'xlink:href'), { maxLength: 3 }),
        values,
        fc.array(tie('part'), { maxLength: 3 }),
        fc.boolean(),
      )
      .map(([name, attributes, value, inner, isShort]) => {
        const tag = `<${name}${attributes.map((each) => ` ${each}="${each === 'href' ? '#a' : value}"`).join('')}`;
        return inner.length === 0 && isShort ? `${tag}/>` : `${tag}>${inner.join('')}</${name}>`;
      }),
  ),
}));
const picture = fc
  .tuple(
    fc.array(part, { maxLength: 4 }),
    fc.constantFrom('', ' font-family="Arial"', ' xmlns="http://www.w3.org/2000/svg"', ' viewbox="0"'),
  )
  .map(([inner, more]) => `<svg role="img" aria-label="a &amp; b" viewBox="0 0 1 1"${more}>${inner.join('')}</svg>`);

/** An element with what it may contain, nearly always. */
function element(name: string, depth: number): fc.Arbitrary<string> {
  const content = ruleOf(name)?.content;
  if (content === undefined) return fc.constant(`<${name}>`);
  if (name === 'svg') return picture;
  const open = attributesOf(name).map((attributes) => `<${name}${attributes}`);
  if (content === 'empty') return fc.tuple(open, fc.constantFrom('>', '/>', ' />')).map((parts) => parts.join(''));
  const allowed = ELEMENTS.filter((child) => mayContain(content, child) && (depth > 0 || isWord(child)));
  const gap = content === 'words' || content === 'flow' ? texts : blanks;
  const child = fc.oneof(
    { arbitrary: gap, weight: 10 },
    ...(allowed.length > 0 && depth > -2
      ? [{ arbitrary: fc.constantFrom(...allowed).chain((each) => element(each, depth - 1)), weight: 30 }]
      : []),
    {
      arbitrary: fc.constantFrom(...ELEMENTS).chain((each) => (depth > 0 ? element(each, depth - 1) : fc.constant(''))),
      weight: 1,
    },
  );
  return fc.tuple(open, fc.array(child, { maxLength: 4 })).map(([tag, inner]) => `${tag}>${inner.join('')}</${name}>`);
}

export const DOCUMENT: fc.Arbitrary<string> = fc
  .array(fc.oneof({ arbitrary: element('section', 4), weight: 9 }, { arbitrary: blanks, weight: 2 }), { maxLength: 2 })
  .map((parts) => parts.join(''));

/** HTML with one to three damages: a stretch taken away, said twice, moved or written over, or something hostile put in. */
export function mutated(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const damage = fc.record({
    kind: fc.constantFrom('drop', 'drop', 'repeat', 'insert', 'insert', 'insert', 'move'),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 6 }),
    what: fc.constantFrom(...HOSTILE, ...REFERENCES, ' ', 'x', '"'),
    byTag: fc.boolean(),
  });
  return fc.tuple(whole, fc.array(damage, { minLength: 1, maxLength: 3 })).map(([html, damages]) =>
    damages.reduce((text, { kind, at, length, what, byTag }) => {
      // Between tags and texts, or anywhere.
      const parts = byTag ? text.split(/(?=<)|(?<=>)/) : Array.from(text);
      const from = at % Math.max(1, parts.length);
      const taken = parts.slice(from, from + length);
      if (kind === 'drop') parts.splice(from, length);
      if (kind === 'repeat') parts.splice(from, 0, ...taken);
      if (kind === 'insert') parts.splice(from, 0, what);
      if (kind === 'move') parts.splice((from * 7) % parts.length, 0, ...parts.splice(from, length));
      return parts.join('');
    }, html),
  );
}
