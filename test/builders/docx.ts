import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const NAMESPACES =
  `xmlns:w="${W}" xmlns:r="${R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ' +
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" ' +
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const DATE = new Date('2026-03-31T12:00:00Z');

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A ZIP of these files, always with the same bytes. */
export async function zipOf(files: Files): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), name, { mtime: DATE, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

export interface Docx {
  /** Inside `w:body`. */
  body: string;
  /** Inside `w:styles`, beside headings 1 to 4, Title, a table style and a list style of bullets. */
  styles?: string;
  /** Inside `w:numbering`; list 1 is bullets, list 2 is `1.`, `1.1`, `(a)`. */
  numbering?: string;
  footnotes?: string;
  comments?: string;
  header?: string;
  /** Relationship id → part or address (external when it has a scheme). */
  links?: Readonly<Record<string, string>>;
  /** Any other parts, or other content for those above. */
  files?: Files;
}

/** A Word file as Word packs it. */
export function docx(parts: Docx): Promise<Uint8Array> {
  return zipOf({ ...filesOf(parts), ...parts.files });
}

export const filesOf = ({
  body,
  styles = '',
  numbering = '',
  footnotes,
  comments,
  header,
  links = {},
}: Docx): Files => ({
  '[Content_Types].xml': contentTypes(),
  '_rels/.rels': relationships({ rId1: ['officeDocument', 'word/document.xml'] }),
  'word/document.xml': part('document', `<w:body>${body}</w:body>`),
  'word/styles.xml': part('styles', STYLES + styles),
  'word/numbering.xml': part('numbering', LISTS + numbering),
  ...(footnotes === undefined ? {} : { 'word/footnotes.xml': part('footnotes', footnotes) }),
  ...(comments === undefined ? {} : { 'word/comments.xml': part('comments', comments) }),
  ...(header === undefined ? {} : { 'word/header1.xml': part('hdr', header) }),
  'word/_rels/document.xml.rels': relationships({
    rIdStyles: ['styles', 'styles.xml'],
    rIdNumbering: ['numbering', 'numbering.xml'],
    rIdFootnotes: ['footnotes', 'footnotes.xml'],
    rIdComments: ['comments', 'comments.xml'],
    ...Object.fromEntries(
      Object.entries(links).map(([id, to]) => [id, [to.startsWith('media/') ? 'image' : 'hyperlink', to]]),
    ),
  }),
});

export const part = (root: string, content: string): string =>
  `${DECLARATION}<w:${root} ${NAMESPACES}>${content}</w:${root}>`;

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.';

export function contentTypes(main = `${MAIN}document.main+xml`): string {
  const names = {
    styles: 'styles',
    numbering: 'numbering',
    footnotes: 'footnotes',
    comments: 'comments',
    header1: 'header',
  };
  const overrides = Object.entries(names).map(
    ([name, kind]) => `<Override PartName="/word/${name}.xml" ContentType="${MAIN}${kind}+xml"/>`,
  );
  return (
    `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
    '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>' +
    `<Override PartName="/word/document.xml" ContentType="${main}"/>${overrides.join('')}</Types>`
  );
}

function relationships(links: Readonly<Record<string, readonly string[]>>): string {
  const each = Object.entries(links).map(
    ([id, [kind = '', to = '']]) =>
      `<Relationship Id="${id}" Type="${R}/${kind}" Target="${to}"${/^[a-z]+:/i.test(to) ? ' TargetMode="External"' : ''}/>`,
  );
  return `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

const style = (id: string, name: string, inside = '', type = 'paragraph') =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${inside}</w:style>`;

const STYLES =
  [1, 2, 3, 4].map((level) => style(`Heading${level}`, `heading ${level}`)).join('') +
  style('Title', 'Title') +
  style('TOC1', 'toc 1') +
  style('Secret', 'Secret', '<w:rPr><w:vanish/></w:rPr>', 'character') +
  style('OurHeading', 'Our heading', '<w:basedOn w:val="Heading2"/>') +
  style('Council', 'Council table', '', 'table');

const level = (number: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;

const LISTS =
  `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}${level(1, 'bullet', 'o')}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}${level(2, 'lowerLetter', '(%3)')}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>';

/** A run of words; `looks` goes into its properties. */
export const r = (text: string, looks = ''): string =>
  `<w:r>${looks ? `<w:rPr>${looks}</w:rPr>` : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of words or runs. */
export const p = (content: string, looks = ''): string =>
  `<w:p>${looks ? `<w:pPr>${looks}</w:pPr>` : ''}${content.startsWith('<') ? content : r(content)}</w:p>`;

export const h = (number: number, text: string): string => p(text, `<w:pStyle w:val="Heading${number}"/>`);

export const item = (list: number, depth: number, text: string): string =>
  p(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`);

/** A table of paragraphs. */
export const tbl = (rows: readonly (readonly string[])[], looks = ''): string =>
  `<w:tbl><w:tblPr>${looks}</w:tblPr>${rows
    .map(
      (cells) =>
        `<w:tr>${cells.map((cell) => `<w:tc>${cell.startsWith('<') ? cell : p(cell)}</w:tc>`).join('')}</w:tr>`,
    )
    .join('')}</w:tbl>`;

/** A picture of so many millimetres. `inside` goes beside its blip, e.g. a crop. */
export const picture = (
  relationship: string,
  alt: string,
  millimetres: readonly [number, number],
  inside = '',
): string =>
  `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="${millimetres[0] * 36_000}" cy="${millimetres[1] * 36_000}"/><wp:docPr id="1" name="x" descr="${alt}"/>` +
  `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip ${relationship}/>${inside}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
