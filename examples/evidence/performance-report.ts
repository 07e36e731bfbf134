import { type PDFFont, type PDFPage, PDFRawStream, type PDFRef, rgb } from 'pdf-lib';
import { readBlocks } from './blocks.ts';
import { setBlocks } from './flow.ts';
import { a4, standardFaces, startDocument } from './start.ts';

const ends = [478, 481, 485, 482, 475, 470, 464, 456, 444, 435, 428, 418, 407];
const before = '68 were a second or later plan (15.0%).';
const after = '75 were a second or later plan (16.6%). Corrected on 20 July 2026; first printed as 68 (15.0%).';

/** A report that was corrected after it was made: the second state is appended to the file and the first still stands in it. */
export async function makePerformanceReport(markdown: string): Promise<Uint8Array> {
  const document = await startDocument({
    title: 'Performance report, March 2026',
    author: 'Data and Insight Team, Thornmere Council',
    producer: 'Report generator',
    date: '2026-04-21',
  });
  const faces = await standardFaces(document, 'Helvetica');
  const colour = rgb(0.05, 0.3, 0.55);
  let line: { ref: PDFRef; x: number; y: number; font: string } | undefined;
  const sentence = {
    height: 30,
    draw: (page: PDFPage, x: number, top: number) => {
      page.drawText('Of the 452 plans that started in the year,', { x, y: top - 11, size: 11, font: faces.regular });
      const font = page.node.newFontDictionary('Correctable', faces.regular.ref).toString();
      const here = { x, y: top - 26, font };
      const stream = PDFRawStream.of(document.context.obj({}), sentenceBytes(before, here));
      line = { ref: document.context.register(stream), ...here };
      page.node.addContentStream(line.ref);
    },
  };
  const plans = {
    height: 170,
    draw: (page: PDFPage, x: number, top: number, width: number) => drawColumns(page, x, top, width, faces.regular),
  };
  const look = {
    ...faces,
    size: 11,
    page: a4,
    margin: 64,
    colour,
    footer: 'Sample: invented · Performance report, March 2026',
  };
  setBlocks(document, readBlocks(markdown), look, { drawings: { 'repeat-plans': sentence, plans } });
  const first = await document.save({ useObjectStreams: false });
  if (!line) throw new Error('The report has no line !repeat-plans.');
  return appendUpdate(first, line.ref, sentenceBytes(after, line));
}

function sentenceBytes(text: string, at: { x: number; y: number; font: string }): Uint8Array {
  const words = text.replace(/[()\\]/g, '\\$&');
  return new TextEncoder().encode(`q BT ${at.font} 11 Tf 0.1 g ${at.x} ${at.y} Td (${words}) Tj ET Q\n`);
}

function drawColumns(page: PDFPage, x: number, top: number, width: number, font: PDFFont) {
  const step = width / ends.length;
  page.drawText('Children on a plan at the end of each month, March 2025 to March 2026', {
    x,
    y: top - 12,
    size: 10,
    font,
  });
  for (const [index, count] of ends.entries()) {
    const height = count / 4.4;
    const left = x + index * step;
    page.drawRectangle({ x: left + 4, y: top - 160, width: step - 8, height, color: rgb(0.05, 0.3, 0.55) });
    page.drawText(String(count), { x: left + step / 2 - 8, y: top - 156 + height, size: 9, font });
  }
}

/** Appends a new state of one stream as an incremental update (ISO 32000-1, 7.5.6): object, cross-reference section, trailer. */
function appendUpdate(first: Uint8Array, ref: PDFRef, content: Uint8Array): Uint8Array {
  const text = Buffer.from(first).toString('latin1');
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1];
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(text.slice(Number(previous)))?.[1];
  if (previous === undefined || trailer === undefined) throw new Error('The first state has no classic trailer.');
  const number = ref.objectNumber;
  const object = `${number} 0 obj\n<</Length ${content.length}>>\nstream\n${Buffer.from(content).toString('latin1')}\nendstream\nendobj\n`;
  const start = first.length + 1;
  const entry = `${String(start).padStart(10, '0')} 00000 n \n`;
  const section = `xref\n${number} 1\n${entry}trailer\n<<${trailer.trim()}\n/Prev ${previous}>>\nstartxref\n${start + object.length}\n%%EOF\n`;
  return Buffer.concat([first, Buffer.from(`\n${object}${section}`, 'latin1')]);
}
