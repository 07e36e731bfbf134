import { PDFiumLibrary } from '@hyzyla/pdfium';

export type Area = readonly [left: number, bottom: number, right: number, top: number];

/** A page as an independent renderer shows it, annotations too. Areas are in points from the page's lower left corner. */
export interface Picture {
  width: number;
  height: number;
  /** Share of the points that are not white, 0 to 1. */
  inked(area: Area): number;
  /** The darkest brightness, 0 to 255. */
  darkest(area: Area): number;
  /** Share of the dots that are not as in another picture of the same size. */
  differenceFrom(other: Picture): number;
  dots: Uint8Array;
}

let library: Promise<PDFiumLibrary> | undefined;

/** At one pixel a point. */
export async function pictureOf(pdf: Uint8Array, page = 0): Promise<Picture> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(pdf);
  try {
    const { data, width, height } = await document
      .getPage(page)
      .render({ scale: 1, render: 'bitmap', renderFormFields: true });
    const brightness = (x: number, y: number): number => {
      const at = (y * width + x) * 4;
      return Math.min(data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255);
    };
    const within = ([left, bottom, right, top]: Area, see: (value: number, sum: number) => void): void => {
      for (let y = Math.max(0, Math.floor(height - top)); y < Math.min(height, height - bottom); y += 1)
        for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x += 1) {
          const at = (y * width + x) * 4;
          see(brightness(x, y), ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3);
        }
    };
    return {
      width,
      height,
      inked: (area) => {
        let [all, inked] = [0, 0];
        within(area, (value) => {
          all += 1;
          if (value < 250) inked += 1;
        });
        return all === 0 ? 0 : inked / all;
      },
      darkest: (area) => {
        let darkest = 255;
        within(area, (_, average) => {
          darkest = Math.min(darkest, average);
        });
        return darkest;
      },
      differenceFrom: (other) => {
        let different = 0;
        for (let at = 0; at < data.length; at += 4) {
          const far = [0, 1, 2].some(
            (channel) => Math.abs((data[at + channel] ?? 0) - (other.dots[at + channel] ?? 0)) > 16,
          );
          if (far) different += 1;
        }
        return different / (data.length / 4);
      },
      dots: data,
    };
  } finally {
    document.destroy();
  }
}
