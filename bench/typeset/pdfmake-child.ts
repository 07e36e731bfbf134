/** The process of `pdfmake.ts`: told of a file of content, it makes the file beside it and says so. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake, { type Definition, type Part } from 'pdfmake';
import { furniture } from './html.ts';

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
const font = (weight: string) => join(folder, weight, `NotoSans_${weight}.ttf`);
const mm = 72 / 25.4;
const spaced = (fontSize: number, above: number, below: number) => ({
  fontSize,
  margin: [0, above, 0, below] as [number, number, number, number],
});

pdfmake.setFonts({
  'Noto Sans': {
    normal: font('400Regular'),
    italics: font('400Regular_Italic'),
    bold: font('700Bold'),
    bolditalics: font('700Bold_Italic'),
  },
});
// The fonts, and nothing from the network.
pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder));
pdfmake.setUrlAccessPolicy(() => false);

/** Page, margins, type and spaces of templates/typeset/look.typ. */
function documentOf({ title, content }: { title: string; content: readonly Part[] }): Definition {
  const line = (left: string, right: string) => ({
    columns: [left, { text: right, alignment: 'right' as const }],
    fontSize: 8.5,
    margin: [22 * mm, 15 * mm, 22 * mm, 0] as [number, number, number, number],
  });
  return {
    info: { title },
    pageSize: 'A4',
    pageMargins: [22 * mm, 30 * mm, 22 * mm, 27 * mm],
    header: line(furniture.runningHead, furniture.marking),
    footer: (page, pages) => line(furniture.versionLabel, `Page ${page} of ${pages}`),
    // Of the font's own line of 1.362.
    defaultStyle: { font: 'Noto Sans', fontSize: 10, lineHeight: 1.01, color: '#1d2226' },
    styles: {
      h1: { ...spaced(22, 37, 20), bold: true },
      h2: { ...spaced(14.5, 16, 7), bold: true },
      h3: { ...spaced(11.5, 13, 6), bold: true },
      body: spaced(10, 0, 7),
      caption: { ...spaced(10, 14, 6), bold: true },
      small: spaced(8.5, 0, 2),
      table: spaced(9, 0, 6),
    },
    content,
  };
}

async function build(path: string): Promise<void> {
  const document = pdfmake.createPdf(documentOf(JSON.parse(await readFile(path, 'utf8'))));
  await document.write(`${path}.pdf`);
  process.send?.('done');
}

process.on('message', (path: string) => void build(path));
