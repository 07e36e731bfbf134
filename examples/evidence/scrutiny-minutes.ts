import { PDFiumLibrary } from '@hyzyla/pdfium';
import { degrees, rgb } from 'pdf-lib';
import { PNG } from 'pngjs';
import { readBlocks } from './blocks.ts';
import { setBlocks } from './flow.ts';
import { a4, standardFaces, startDocument } from './start.ts';

const about = {
  title: 'Scanned document',
  author: 'Civic Hall second floor',
  producer: 'Office copier',
  date: '2026-03-20',
};

/**
 * A scan as a copier makes it: each page one grey picture with specks and a shadow at the edge, fed in sideways and turned by /Rotate,
 * and a crop box that leaves out the edge of the glass. There is no text in it.
 */
export async function makeScrutinyMinutes(markdown: string): Promise<Uint8Array> {
  const typed = await startDocument(about);
  const faces = await standardFaces(typed, 'Times');
  setBlocks(typed, readBlocks(markdown), {
    ...faces,
    size: 15,
    page: a4,
    margin: 74,
    colour: rgb(0, 0, 0),
    footer: 'Sample: invented · Minutes',
  });

  const scan = await startDocument(about);
  for (const [index, picture] of (await scanPages(await typed.save())).entries()) {
    const image = await scan.embedPng(picture);
    const glass = 18;
    const [width, height] = [a4[1] + 2 * glass, a4[0] + 2 * glass];
    const page = scan.addPage([width, height]);
    page.drawRectangle({ x: 0, y: 0, width, height, color: rgb(0.45, 0.45, 0.46) });
    page.drawImage(image, { x: glass, y: glass, width: a4[1], height: a4[0] });
    page.setCropBox(glass, glass, a4[1], a4[0]);
    page.setRotation(degrees(index % 2 === 0 ? 90 : 270));
  }
  return scan.save({ useObjectStreams: false });
}

/** Each page as a grey PNG that lies on its side: to the left where it will be turned by 90 degrees, else to the right. */
async function scanPages(bytes: Uint8Array): Promise<Uint8Array[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(bytes);
    const pictures: Uint8Array[] = [];
    for (const page of document.pages()) {
      const { data, width, height } = await page.render({ scale: 1.4, render: 'bitmap' });
      pictures.push(lieDown(data, width, height, pictures.length % 2 === 0));
    }
    document.destroy();
    return pictures;
  } finally {
    library.destroy();
  }
}

function lieDown(upright: Uint8Array, width: number, height: number, turnedRight: boolean): Uint8Array {
  const png = new PNG({ width: height, height: width, colorType: 0, inputColorType: 0, inputHasAlpha: false });
  const speck = specks(turnedRight ? 41 : 43);
  const grey = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const shade = upright[(y * width + x) * 4 + 1] ?? 255;
      const shadow = x < 14 ? 14 - x : 0;
      const value = Math.max(0, Math.min(245, shade - shadow * 6 - (speck() < 0.0006 ? 120 : 0)));
      const at = turnedRight ? (width - 1 - x) * height + y : x * height + (height - 1 - y);
      grey[at] = Math.round(value / 17) * 17;
    }
  }
  png.data = grey;
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false, deflateLevel: 9 });
}

/** The same numbers from 0 to 1 at each run. */
function specks(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
