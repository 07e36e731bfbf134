import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp, { type Sharp } from 'sharp';

/** Dots an inch of the golden pictures: enough to see what moved, little enough to keep. */
const RESOLUTION = 50;
/** Channels may differ by so much before a dot counts as different: the kept pictures have few colours. */
const SAME_COLOUR = 56;

export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue a dot. */
  dots: Buffer;
}

/** Each page as a picture, drawn by PDFium, which has nothing of the compiler. */
export async function draw(pdf: Uint8Array): Promise<Picture[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    try {
      const pictures: Picture[] = [];
      for (const page of document.pages()) {
        const { data, width, height } = await page.render({ scale: RESOLUTION / 72, render: 'bitmap' });
        pictures.push(await plain(sharp(data, { raw: { width, height, channels: 4 } })));
      }
      return pictures;
    } finally {
      document.destroy();
    }
  } finally {
    library.destroy();
  }
}

async function plain(image: Sharp): Promise<Picture> {
  const { data, info } = await image
    .flatten({ background: 'white' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, dots: data };
}

export const readPicture = (png: Buffer): Promise<Picture> => plain(sharp(png));

const image = ({ width, height, dots }: Picture) => sharp(dots, { raw: { width, height, channels: 3 } });

/** Few colours: a tenth of the size. */
export const writePicture = (picture: Picture): Promise<Buffer> =>
  image(picture).png({ palette: true, colours: 32, dither: 0, effort: 10 }).toBuffer();

/** Share of dots that differ, and a picture of where: red on a pale copy of what should be. */
export function compare(expected: Picture, actual: Picture): { share: number; diff: Picture } {
  if (expected.width !== actual.width || expected.height !== actual.height) return { share: 1, diff: actual };
  const dots = Buffer.alloc(expected.dots.length);
  let different = 0;
  for (let at = 0; at < dots.length; at += 3) {
    const other = [0, 1, 2].some(
      (channel) =>
        Math.abs((expected.dots[at + channel] as number) - (actual.dots[at + channel] as number)) > SAME_COLOUR,
    );
    if (other) different += 1;
    for (let channel = 0; channel < 3; channel += 1) {
      dots[at + channel] = other ? (channel === 0 ? 220 : 0) : 192 + ((expected.dots[at + channel] as number) >> 2);
    }
  }
  return { share: different / (dots.length / 3), diff: { ...expected, dots } };
}
