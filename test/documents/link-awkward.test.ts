import { describe, expect, it } from 'vitest';
import { type PdfObject, simplePdf } from '../builders/pdf.ts';
import { compiled, linked, planOf } from './linking.ts';
import { pageTexts } from './reading.ts';
import { type RenderedPage, renderedPages } from './rendering.ts';

const boxes = {
  plain: '/MediaBox[0 0 400 500]',
  cropped: '/MediaBox[0 0 400 500]/CropBox[50 60 380 450]',
  'crop beyond the media': '/MediaBox[20 30 400 500]/CropBox[-100 100 700 460]',
  'origin elsewhere': '/MediaBox[-300 -200 100 300]',
  'upside down': '/MediaBox[400 500 0 0]',
  small: '/MediaBox[0 0 210 205]',
};

/** What a page may leave behind for what is painted after it. */
const contents = {
  sound: (drawn: string) => `q ${drawn} Q`,
  'states left open': (drawn: string) => `q q 0.5 0 0 -0.5 40 300 cm ${drawn}`,
  'states restored too often': (drawn: string) => `Q ${drawn} Q Q 0.8 g`,
  'text left open': (drawn: string) => `${drawn} BT /F1 30 Tf 3 Tr 50 Ts`,
  'marks left open': (drawn: string) => `/P <</MCID 0>> BDC /Span BMC ${drawn}`,
  'clipped to nothing': (drawn: string) => `${drawn} 0 0 1 1 re W n 9 w 1 0 0 RG`,
};

const cases = [0, 90, 180, 270].flatMap((rotate) =>
  Object.entries(boxes).flatMap(([box, syntax]) =>
    Object.entries(contents).map(([content, wrap], index) => {
      // Every second kind of content on a page whose unit is two points.
      const unit = 1 + (index % 2);
      return {
        name: `${rotate}°, ${box}, unit ${unit}, ${content}`,
        page: `${syntax}/Rotate ${rotate}${unit === 1 ? '' : `/UserUnit ${unit}`}`,
        content: wrap(drawing(index)),
      };
    }),
  ),
);

function drawing(index: number): string {
  return (
    `0.9 0.2 0.1 rg 120 130 60 40 re f 0 0 1 RG 4 w -250 -150 m 380 460 l S ` +
    `BT 0 g /F1 18 Tf 70 200 Td (awkward ${index}) Tj ET 0.2 0.6 0.3 rg -90 -60 90 70 re f`
  );
}

/** All cases in one file, page by page. */
function awkward(): Uint8Array {
  const more: Record<number, PdfObject> = {};
  const [firstPage, firstContent] = [1_000, 3_000];
  cases.forEach(({ page, content }, index) => {
    more[firstPage + index] = `<</Type/Page/Parent 2 0 R/Contents ${firstContent + index} 0 R${page}>>`;
    more[firstContent + index] = { dict: '', data: content };
  });
  const kids = cases.map((_, index) => `${firstPage + index} 0 R`).join(' ');
  more[2] = `<</Type/Pages/Count ${cases.length}/Kids[${kids}]/Resources<</Font<</F1 3 0 R>>>>>>`;
  return simplePdf({ pages: [], more });
}

const scale = 0.5;
/** From the lower edge of what a reader sees, in points whatever the page's unit: margin, plate and a pixel of smoothing. */
const stampHeight = 22;

/** How many pixels differ above the strip in which stamps are, and in it. */
function difference(one: RenderedPage, other: RenderedPage): { above: number; within: number } {
  let [above, within] = [0, 0];
  const strip = one.height - Math.ceil(stampHeight * scale);
  for (let at = 0; at < one.data.length; at += 1) {
    if (Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0)) <= 2) continue;
    if (Math.floor(at / 4 / one.width) < strip) above += 1;
    else within += 1;
  }
  return { above, within };
}

describe(`${cases.length} awkward pages`, () => {
  it('are the same pictures and text as they came, with and without their stamps', async () => {
    const original = awkward();
    const { object } = await compiled(original);
    const item = (ref: string, stamp: boolean) => ({ kind: 'evidence' as const, object: 'a', ref, title: ref, stamp });
    const { pdf } = await linked(planOf([item('E01', false), item('E02', true)]), { a: object });
    const before = await renderedPages(original, scale);
    const after = await renderedPages(pdf, scale);
    expect(after).toHaveLength(2 * before.length);

    const stamps = await pageTexts(pdf, { artifacts: true });
    const wrong: string[] = [];
    cases.forEach(({ name }, index) => {
      const [page, bare, stamped] = [before[index], after[index], after[index + cases.length]];
      if (!page || !bare || !stamped) throw new Error('a page is missing');
      for (const linkedPage of [bare, stamped])
        if (linkedPage.width !== page.width || linkedPage.height !== page.height) wrong.push(`${name}: another size`);
      const untouched = difference(page, bare);
      if (untouched.above + untouched.within > 0) wrong.push(`${name}: another picture without a stamp`);
      const { above, within } = difference(page, stamped);
      if (above > 0) wrong.push(`${name}: ${above} pixels differ beside its stamp`);
      if (within === 0) wrong.push(`${name}: its stamp cannot be seen`);
      const text = `E02 · ${index + 1} of ${cases.length} · pack page ${cases.length + index + 1}`;
      if (!stamps[index + cases.length]?.includes(text)) wrong.push(`${name}: its stamp cannot be read`);
    });
    expect(wrong).toEqual([]);

    const texts = await pageTexts(original);
    expect(await pageTexts(pdf)).toEqual([...texts, ...texts]);
  });
});
