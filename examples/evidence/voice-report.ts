import { rgb } from 'pdf-lib';
import { readBlocks } from './blocks.ts';
import { setBlocks } from './flow.ts';
import { a4, embeddedFaces, startDocument } from './start.ts';
import { startTags } from './tags.ts';

const spoke = [
  { theme: 'Ask me by myself', children: 41 },
  { theme: 'Tell me what happens next', children: 37 },
  { theme: 'Give me something too', children: 29 },
  { theme: 'Notice when it gets better', children: 22 },
];

/** An accessible document: tagged headings, lists, tables and a figure with alternative text; embedded fonts; its language. */
export async function makeVoiceReport(markdown: string): Promise<Uint8Array> {
  const document = await startDocument({
    title: 'What children and families told us, 2025–26',
    author: 'Thornmere Voices',
    producer: 'Accessible publishing tool',
    date: '2026-05-15',
  });
  const faces = await embeddedFaces(document);
  const colour = rgb(0.5, 0.15, 0.1);
  const tags = startTags(document, `Bar chart: ${spoke.map((one) => `${one.theme} ${one.children}`).join(', ')}.`);
  const chart = {
    height: 120,
    draw: (page: Parameters<typeof tags.mark>[1], x: number, top: number, width: number) => {
      for (const [index, { theme, children }] of spoke.entries()) {
        const y = top - 24 - index * 28;
        page.drawText(theme, { x, y: y + 3, size: 10, font: faces.regular });
        page.drawRectangle({ x: x + 170, y, width: ((width - 210) * children) / 63, height: 14, color: colour });
        page.drawText(String(children), {
          x: x + 176 + ((width - 210) * children) / 63,
          y: y + 3,
          size: 10,
          font: faces.bold,
        });
      }
    },
  };
  const footer = 'Sample: invented · What children and families told us';
  const look = { ...faces, size: 12, page: a4, margin: 70, colour, footer };
  setBlocks(document, readBlocks(markdown), look, { mark: tags.mark, drawings: { chart } });
  tags.finish('en-GB');
  return document.save({ useObjectStreams: false });
}
