import sharp from 'sharp';
import { expect, it } from 'vitest';
import { convertFile } from '../../functions/documents/convert/convert.ts';
import type { Converted } from '../../functions/documents/convert/model.ts';
import { inspectFile } from '../../functions/documents/inspect/inspect.ts';
import { type Docx, docx, h, item, p, part, picture, r, tbl } from '../builders/docx.ts';
import { pageTexts, withPdf } from './reading.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const NOTICE =
  'Converted from a Word document when it was uploaded: its words are kept, its layout is not. The original file is kept. ';

async function convert(parts: Docx): Promise<Converted> {
  const outcome = await convertFile(await docx(parts), WORD);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

async function textOf(parts: Docx): Promise<string> {
  const { pdf } = await convert(parts);
  return (await pageTexts(pdf)).join(' ').replace(NOTICE, '');
}

/** Roles of the structure tree in order, without the text. */
async function rolesOf(pdf: Uint8Array): Promise<string[]> {
  return withPdf(pdf, async (document) => {
    const roles: string[] = [];
    const walk = (node: { role?: string; children?: unknown[] }) => {
      if (node.role) roles.push(node.role);
      for (const child of node.children ?? []) walk(child as { role?: string; children?: unknown[] });
    };
    for (let number = 1; number <= document.numPages; number += 1) {
      const tree = await (await document.getPage(number)).getStructTree();
      if (tree) walk(tree);
    }
    return roles;
  });
}

it('says that it was converted, and sets words, weight and links', async () => {
  const parts = {
    body: p(
      `${r('The ')}${r('chair', '<w:b/>')}${r(' welcomed ')}<w:hyperlink r:id="rIdH">${r('everybody')}</w:hyperlink>`,
    ),
    links: { rIdH: 'https://www.example.org/board?a=1' },
  };
  const { pdf, removed, warnings } = await convert(parts);
  expect(await pageTexts(pdf)).toEqual([`${NOTICE}The chair welcomed everybody`]);
  expect([removed, warnings]).toEqual([[], []]);
  const urls = await withPdf(pdf, async (document) =>
    (await (await document.getPage(1)).getAnnotations()).map(({ url }) => url),
  );
  expect(urls).toEqual(['https://www.example.org/board?a=1']);
});

it('renumbers headings from the first level, without gaps, also of styles that are based on them', async () => {
  const { pdf } = await convert({
    body:
      h(2, 'Scope') +
      p('a') +
      h(4, 'Detail') +
      p('b') +
      p('By style', '<w:pStyle w:val="OurHeading"/>') +
      h(3, 'Below') +
      h(1, 'Top'),
  });
  expect((await rolesOf(pdf)).filter((role) => /^H\d/.test(role))).toEqual(['H1', 'H2', 'H1', 'H2', 'H1']);
});

it('prints the numbers that Word prints', async () => {
  const text = await textOf({
    body:
      item(2, 0, 'One') +
      item(2, 1, 'One one') +
      item(2, 1, 'One two') +
      item(2, 2, 'letter') +
      item(2, 0, 'Two') +
      p('Between') +
      item(2, 0, 'Three') +
      item(2, 1, 'Three one') +
      p('Heading', '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'),
  });
  expect(text).toBe('1. One 1.1 One one 1.2 One two (a) letter 2. Two Between 3. Three 3.1 Three one 4. Heading');
});

it('starts a list again where Word does, and counts in letters and Roman numbers', async () => {
  const levels = (format: string) =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="%1)"/></w:lvl>`;
  const text = await textOf({
    numbering:
      `<w:abstractNum w:abstractNumId="5">${levels('upperRoman')}</w:abstractNum><w:abstractNum w:abstractNumId="6">${levels('lowerLetter')}</w:abstractNum>` +
      '<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="6"/></w:num>' +
      '<w:num w:numId="7"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>',
    body: item(5, 0, 'a') + item(5, 0, 'b') + item(6, 0, 'c') + item(7, 0, 'd') + item(7, 0, 'e'),
  });
  expect(text).toBe('I) a II) b a) c IX) d X) e');
});

it('keeps bullets as nested lists', async () => {
  const { pdf } = await convert({ body: item(1, 0, 'a') + item(1, 1, 'b') + item(1, 0, 'c') });
  const roles = await rolesOf(pdf);
  expect([roles.filter((role) => role === 'L').length, roles.filter((role) => role === 'LI').length]).toEqual([2, 3]);
  expect((await pageTexts(pdf))[0]).toContain('• a – b • c');
});

it('tags the header row of a table: said, of its style, or bold', async () => {
  const rows = [
    ['Action', 'Owner'],
    ['Audit', 'Team'],
  ];
  const bold = [[p(r('Action', '<w:b/>')), p(r('Owner', '<w:b/>'))], ...rows.slice(1)];
  const tables = {
    said: tbl(rows).replace('<w:tr>', '<w:tr><w:trPr><w:tblHeader/></w:trPr>'),
    style: tbl(rows, '<w:tblStyle w:val="Council"/><w:tblLook w:val="0020"/>'),
    bold: tbl(bold),
    none: tbl(rows, '<w:tblLook w:firstRow="1"/>'),
  };
  const headers = await Promise.all(
    Object.values(tables).map(
      async (body) => (await rolesOf((await convert({ body })).pdf)).filter((role) => role === 'TH').length,
    ),
  );
  expect(headers).toEqual([2, 2, 2, 0]);
});

it('sets ragged, merged, nested and framed tables', async () => {
  const merged = (value: string) => `<w:tcPr><w:vMerge${value}/></w:tcPr>`;
  const cell = (inside: string) => `<w:tc>${inside}</w:tc>`;
  const text = await textOf({
    body:
      `<w:tbl><w:tr>${cell(`${merged(' w:val="restart"')}${p('tall')}`)}${cell(p('b'))}${cell(p('c'))}</w:tr><w:tr>${cell(`${merged('')}${p('')}`)}${cell(`<w:tcPr><w:gridSpan w:val="9"/></w:tcPr>${p('wide')}`)}</w:tr><w:tr>${cell(p('alone'))}</w:tr></w:tbl>` +
      tbl([['outer', `${tbl([['inner', tbl([['innermost', 'x']])]])}${p('after')}`]]) +
      tbl([['framed']]),
  });
  for (const word of ['tall', 'b', 'c', 'wide', 'alone', 'outer', 'inner', 'innermost', 'after', 'framed'])
    expect(text).toContain(word);
});

it('prints notes at the foot, once for two references, and nothing of their lists is lost', async () => {
  const note = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
  const text = await textOf({
    body: p(`${r('First')}${note(2)}${r(' and again')}${note(2)}`) + p(`${r('Second')}${note(3)}`),
    footnotes: `<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">${p('Of all children.')}</w:footnote><w:footnote w:id="3">${item(1, 0, 'listed')}${tbl([['in a table', 'too']])}</w:footnote>`,
  });
  expect(text.match(/Of all children\./g)).toHaveLength(1);
  expect(text).toMatch(/listed.*in a table/);
});

it('leaves out deletions, comments, hidden text and linked pictures, and says so', async () => {
  const hidden = r('SECRET', '<w:vanish/>');
  const { pdf, removed, warnings } = await convert({
    body:
      p(
        `${r('Kept')}<w:del w:id="1"><w:r><w:delText>SECRET</w:delText></w:r></w:del><w:moveFrom w:id="2">${r('SECRET')}</w:moveFrom><w:moveTo w:id="3">${r(' moved')}</w:moveTo><w:ins w:id="4">${r(' added')}</w:ins>${hidden}${r('SECRET', '<w:rStyle w:val="Secret"/>')}<w:r><w:commentReference w:id="1"/></w:r>`,
      ) +
      tbl([
        ['x', 'y'],
        ['SECRET', 'SECRET'],
      ]).replace(/<w:tr>(?!.*<w:tr>)/, '<w:tr><w:trPr><w:hidden/></w:trPr>') +
      picture('r:link="rIdL"', 'SECRET', [10, 10]) +
      p(
        `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor hidden="1"><wp:docPr id="1" name="n"/></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>`,
      ) +
      p(r('half', '<w:strike/>')),
    comments: `<w:comment w:id="1">${p('SECRET')}</w:comment>`,
    header: p('SECRET'),
    links: { rIdL: 'https://tracker.example/pixel.png' },
  });
  const text = (await pageTexts(pdf)).join(' ');
  expect(text).toContain('Kept moved added');
  expect(text).not.toContain('SECRET');
  expect(Buffer.from(pdf).includes('SECRET') || Buffer.from(pdf).includes('tracker')).toBe(false);
  expect(removed).toEqual([
    '1 comment',
    '1 tracked deletion',
    '4 pieces of hidden text',
    '1 picture that is kept elsewhere and linked',
    'the text of headers and footers',
  ]);
  expect(warnings).toEqual([
    'Tracked changes: 1 insertion is printed as if it had been accepted.',
    '1 struck-out passage is printed with "[struck out: …]" around it.',
  ]);
});

it('keeps text boxes, fields, equations and ticks, as words', async () => {
  const box = `<w:txbxContent>${p('boxed')}</w:txbxContent>`;
  const text = await textOf({
    body:
      p(
        `${r('Beside')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>${box}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      ) +
      p(
        `<w:fldSimple w:instr="AUTHOR">${r('field ')}</w:fldSimple><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>${r(' ✓ ≥ 5')}`,
      ),
  });
  expect(text).toBe('Beside boxed field a=b [tick] >= 5');
});

it('sets pictures at the size and with the words that they have, cut as they are cut', async () => {
  const bytes = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#28A197' } })
    .png()
    .toBuffer();
  const { pdf, warnings } = await convert({
    body:
      picture('r:embed="rIdP"', 'Plans fell by a third', [60, 30]) +
      picture('r:embed="rIdP"', '', [50, 50], '<a:srcRect l="50000"/>'),
    links: { rIdP: 'media/image1.png' },
    files: { 'word/media/image1.png': bytes },
  });
  const tree = await withPdf(pdf, async (document) =>
    JSON.stringify(await (await document.getPage(1)).getStructTree()),
  );
  expect(tree).toContain('"alt":"Plans fell by a third"');
  expect(tree).toContain('"alt":"A picture. The document has no description of it."');
  expect(warnings).toEqual([
    '1 picture was cropped: only the part that the document shows is printed.',
    '1 picture has no alternative text: a reader who cannot see is told only that there is a picture.',
  ]);
});

it('says where a picture stood that cannot be printed', async () => {
  const { pdf, removed } = await convert({
    body: picture('r:embed="rIdP"', 'A map', [60, 30]),
    links: { rIdP: 'media/image1.png' },
    files: { 'word/media/image1.png': Buffer.from('not a picture') },
  });
  expect((await pageTexts(pdf))[0]).toContain('[A picture stands here in the original: A map]');
  expect(removed).toEqual(['1 picture that cannot be printed']);
});

it('turns the pages that lie across', async () => {
  const size = (orientation: string) => `<w:sectPr><w:pgSz w:w="1" w:h="1"${orientation}/></w:sectPr>`;
  const { pdf } = await convert({
    body: `${p('upright')}${p('end', size(''))}${p('across')}${size(' w:orient="landscape"')}`,
  });
  const widths = await withPdf(pdf, async (document) =>
    Promise.all([1, 2].map(async (number) => Math.round((await document.getPage(number)).view[2] ?? 0))),
  );
  expect(widths).toEqual([595, 842]);
});

it('links to places in the document that are printed, and to nothing else', async () => {
  const { pdf, removed } = await convert({
    body:
      p(
        `<w:hyperlink w:anchor="there">${r('jump')}</w:hyperlink><w:hyperlink w:anchor="nowhere">${r(' lost')}</w:hyperlink><w:hyperlink w:anchor="empty">${r(' bare')}</w:hyperlink>`,
      ) +
      p(['rIdJ', 'rIdF', 'rIdD'].map((id) => `<w:hyperlink r:id="${id}">${r('bad ')}</w:hyperlink>`).join('')) +
      '<w:p><w:bookmarkStart w:id="2" w:name="empty"/></w:p>' +
      `<w:p><w:bookmarkStart w:id="1" w:name="there"/>${r('There')}</w:p>`,
    links: { rIdJ: 'javascript:alert(1)', rIdF: 'file:///etc/passwd', rIdD: 'data:text/html,x' },
  });
  const links = await withPdf(pdf, async (document) => (await document.getPage(1)).getAnnotations());
  expect(links.map(({ url, dest }) => [url, dest !== undefined])).toEqual([[undefined, true]]);
  expect(removed).toEqual(['3 links that do not lead to the web']);
});

it('the table of contents, whose page numbers would be wrong, is left out', async () => {
  const { pdf, removed } = await convert({ body: p('Findings 7', '<w:pStyle w:val="TOC1"/>') + h(1, 'Findings') });
  expect((await pageTexts(pdf))[0]).toBe(`${NOTICE}Findings`);
  expect(removed).toEqual(['the table of contents, whose page numbers would be wrong']);
});

it('takes the strict form of the format, and another place for the main part', async () => {
  const strict = part('document', `<w:body>${h(1, 'Strict')}${p('words')}</w:body>`).replaceAll(
    'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
    'http://purl.oclc.org/ooxml/wordprocessingml/main',
  );
  expect(await textOf({ body: '', files: { 'word/document.xml': strict } })).toBe('Strict words');
});

it('is compiled: tagged, by content whatever its name, the same bytes each time', async () => {
  const bytes = await docx({ body: h(1, 'Minutes') + p('words 🙂') });
  const [first, second] = [await inspectFile(bytes, 'minutes.pdf'), await inspectFile(bytes, 'b.docx')];
  expect(first).toMatchObject({ verdict: 'ready', type: WORD, pages: 1, title: 'Minutes', tagged: true });
  expect(first.reason).toBe(
    'Ready: 1 page, set anew from the Word document: its layout is not kept. If that matters, save it as a PDF and upload that.',
  );
  expect(first.warnings).toEqual([
    "Some characters can't be printed and stand as their codes: U+1F642. Replace them, or upload a PDF.",
  ]);
  expect(Buffer.from(first.compiled ?? []).equals(second.compiled ?? new Uint8Array())).toBe(true);
});
