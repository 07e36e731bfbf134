import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { convertFile } from '../../functions/documents/convert/convert.ts';
import { parseXml, writeXml, XmlFault } from '../../functions/documents/convert/xml.ts';
import { inspectFile } from '../../functions/documents/inspect/inspect.ts';
import { contentTypes, docx, type Files, item, p, part, picture, r, tbl, zipOf } from '../builders/docx.ts';
import { findActiveContent } from './active-content.ts';
import { bundled } from './linking.ts';
import { pageTexts } from './reading.ts';

const MACROS = contentTypes('application/vnd.ms-word.document.macroEnabled.main+xml');
const kind = (type: string) => contentTypes(`application/vnd.openxmlformats-officedocument.${type}`);
const withFiles = (files: Files) => docx({ body: p('words'), files });

/** A ZIP whose directory and headers claim another size for its parts than they have. */
async function lying(claimed: number): Promise<Uint8Array> {
  const bytes = Buffer.from(await withFiles({ 'word/styles.xml': `<w:styles>${'x'.repeat(90_000)}</w:styles>` }));
  const name = Buffer.from('word/styles.xml');
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
    if (bytes.readUInt32LE(Math.max(0, at - 46)) === 0x02014b50) bytes.writeUInt32LE(claimed, at - 46 + 24);
    if (bytes.readUInt32LE(Math.max(0, at - 30)) === 0x04034b50) bytes.writeUInt32LE(claimed, at - 30 + 22);
  }
  return bytes;
}

async function twice(): Promise<Uint8Array> {
  const bytes = Buffer.from(await withFiles({ 'word/zzzz.xml': '<a/>', 'word/yyyy.xml': '<a/>' }));
  for (let at = bytes.indexOf('word/yyyy.xml'); at >= 0; at = bytes.indexOf('word/yyyy.xml', at + 1))
    bytes.write('zzzz', at + 5);
  return bytes;
}

const dtd = (inside: string) =>
  part('document', `<w:body>${p('&x;')}</w:body>`).replace('?>', `?><!DOCTYPE w:document [${inside}]>`);
const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

const refused: Readonly<Record<string, [make: () => Promise<Uint8Array>, code: string, says: RegExp]>> = {
  'a picture that inflates a thousandfold': [
    () => withFiles({ 'word/media/a.png': Buffer.alloc(12_000_000) }),
    'unsafe-archive',
    /grows more than 250 times/,
  ],
  'text that would fill the memory': [
    () => withFiles({ 'word/styles.xml': ' '.repeat(25_000_000) }),
    'unsafe-archive',
    /grow beyond every document/,
  ],
  'many parts': [
    () => zipOf(Object.fromEntries(Array.from({ length: 2_001 }, (_, n) => [`${n}.xml`, '']))),
    'unsafe-archive',
    /holds 2001 parts/,
  ],
  'a part that is larger than it says': [() => lying(10), 'damaged', /damaged/],
  'a part that is smaller than it says': [() => lying(900_000), 'damaged', /damaged/],
  'two parts of one name': [twice, 'unsafe-archive', /two parts of one name/],
  'a path out of the archive': [
    () => zipOf({ 'xx/a.xml': 'x' }).then((bytes) => Buffer.from(bytes.map((byte) => (byte === 0x78 ? 0x2e : byte)))),
    'damaged',
    /damaged/,
  ],
  'a DTD that reads a file': [
    () => withFiles({ 'word/document.xml': dtd('<!ENTITY x SYSTEM "file:///etc/passwd">') }),
    'unsafe-xml',
    /document type definition/,
  ],
  'a DTD that multiplies': [
    () => withFiles({ 'word/document.xml': dtd(`<!ENTITY l0 "ha">${laughs}<!ENTITY x "&l9;">`) }),
    'unsafe-xml',
    /document type definition/,
  ],
  'a DTD in the styles': [
    () => withFiles({ 'word/styles.xml': '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>' }),
    'unsafe-xml',
    /Open it in Word/,
  ],
  'a DTD in the list of types': [
    () => withFiles({ '[Content_Types].xml': '<!DOCTYPE a []><a/>' }),
    'damaged',
    /packed like an office document, and damaged/,
  ],
  'XML that ends early': [
    () => withFiles({ 'word/document.xml': part('document', '<w:body>').slice(0, -14) }),
    'damaged',
    /save it again/,
  ],
  'XML that is nested without end': [
    () =>
      docx({
        body: Array.from({ length: 4_000 }, (_, n) => `<w:sdt a="${Math.sin(n)}">`).join('') + '</w:sdt>'.repeat(4_000),
      }),
    'damaged',
    /save it again/,
  ],
  'no main part': [() => withFiles({ 'word/document.xml': '' }), 'damaged', /damaged/],
  'nothing to print': [() => docx({ body: '<w:p/>' }), 'no-content', /nothing to print/],
  'a table of 8,000 cells': [
    () =>
      docx({ body: tbl(Array.from({ length: 400 }, (_, n) => Array.from({ length: 20 }, () => `${Math.sin(n)}`))) }),
    'too-large',
    /table of 8,000 cells/,
  ],
  macros: [
    () => withFiles({ '[Content_Types].xml': MACROS }),
    'macros',
    /macros \(small programs\), .*\. Open it, save it as "Word document/,
  ],
  'macros under the name of a plain document': [() => withFiles({ 'word/vbaProject.bin': 'x' }), 'macros', /macros/],
  'a workbook': [
    () => withFiles({ '[Content_Types].xml': kind('spreadsheetml.sheet.main+xml') }),
    'unsupported-kind',
    /an Excel workbook.*print area/,
  ],
  'a presentation': [
    () => withFiles({ '[Content_Types].xml': kind('presentationml.presentation.main+xml') }),
    'unsupported-kind',
    /PowerPoint.*slides or handouts/,
  ],
  'an archive with documents in it': [
    async () => zipOf({ 'a.docx': await docx({ body: p('x') }) }),
    'unsupported-kind',
    /a ZIP archive, although .*one by one/,
  ],
  'an older Word document, or a locked one': [
    async () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(600).fill(0)]),
    'unsupported-kind',
    /older Microsoft Office, or one that opens only with a password/,
  ],
};

it.each(Object.entries(refused))('%s is refused in words, quickly', async (_, [make, code, says]) => {
  const bytes = await make();
  const start = process.cpuUsage();
  expect(await inspectFile(bytes, 'x.docx')).toMatchObject({
    verdict: 'refused',
    code,
    reason: expect.stringMatching(says),
  });
  // Work, not time by the clock: other tests run beside this one.
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
});

it('asks nobody for anything: linked pictures, templates, fields, included files', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const field = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE "${address}/field"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const { verdict } = await inspectFile(
    await docx({
      body:
        picture('r:link="rIdL"', 'x', [10, 10]) +
        picture('r:embed="rIdL"', 'x', [10, 10]) +
        p(`${field}<w:r><w:pict><v:shape><v:imagedata r:id="rIdL"/></v:shape></w:pict></w:r>`) +
        p('words'),
      links: { rIdL: `${address}/linked` },
    }),
    'x.docx',
  );
  expect([verdict, asked]).toEqual(['ready', []]);
});

it('mark-up in words stays words, and a style map of the document has no say', async () => {
  const attack = '&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{x}} #let \uE0009.\uE001';
  const bytes = await docx({
    body:
      p(attack) +
      item(2, 0, attack) +
      tbl([[attack, attack]]) +
      picture('r:embed="no"', `&quot;&gt;${attack}`, [5, 5]) +
      p(`<w:hyperlink r:id="rIdQ">${r('x')}</w:hyperlink>`),
    links: { rIdQ: 'https://example.org/&quot;&gt;&lt;script&gt;' },
    files: { 'mammoth/style-map': 'p => script:fresh' },
  });
  const converted = await convertFile(bytes, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
  if (!converted.ok) throw new Error(converted.message);
  const { pdf, removed } = converted.value;
  expect((await pageTexts(pdf))[0]?.match(/<\/p><script>alert\(1\)<\/script>\{\{x\}\} #let/g)).toHaveLength(4);
  expect(findActiveContent((await bundled(pdf)).pdf)).toEqual([]);
  expect(removed).toEqual(['1 picture that cannot be printed']);
});

it('archives inside a document are never opened, and are counted', async () => {
  const bomb = await zipOf({ 'a.bin': Buffer.alloc(8_000_000) });
  const { verdict, removed } = await inspectFile(await withFiles({ 'word/embeddings/sheet.xlsx': bomb }), 'x.docx');
  expect([verdict, removed]).toEqual(['ready', ['1 file inside the file']]);
});

it('a document cut at any place is refused or read, never thrown', async () => {
  const bytes = await docx({ body: p('words') });
  for (let length = 1; length < bytes.length; length += 97) {
    expect((await inspectFile(bytes.slice(0, length), 'x.docx')).verdict).toBe('refused');
  }
});

it('XML comes out as it went in, with one prefix for a namespace and no entity', () => {
  const source =
    '<a:x xmlns:a="http://schemas.openxmlformats.org/wordprocessingml/2006/main" a:val="1 &lt; 2"><a:t>&#x41;&amp;<![CDATA[<b>]]></a:t><!-- no --></a:x>';
  const written = writeXml(parseXml(Buffer.from(source)));
  expect(written).toContain('w:val="1 &#60; 2"><w:t>A&#38;&#60;b&#62;</w:t></w:x>');
  expect(parseXml(Buffer.from(written))).toEqual(parseXml(Buffer.from(source)));
  for (const bad of [
    '<a>',
    '<a></b>',
    '<a/><b/>',
    'x<a/>',
    '<a b=c/>',
    '<a>&x;</a>',
    '<a>& </a>',
    '<a b="<"/>',
    '',
    '<a',
    '<!-- <a/>',
  ])
    expect(() => parseXml(Buffer.from(bad)), bad).toThrow(XmlFault);
});
