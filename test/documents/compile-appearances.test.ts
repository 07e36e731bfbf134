import { describe, expect, it } from 'vitest';
import { simplePdf, words } from '../builders/pdf.ts';
import { annotated, cellOf, lookless } from '../builders/pdf-annotations.ts';
import { findActiveContent } from './active-content.ts';
import { bundled, compiled } from './linking.ts';
import { type Picture, pictureOf } from './picturing.ts';
import { pageTexts } from './reading.ts';

/** Share of the points of a cell that are not white, a little beyond its edge included. */
function inked(picture: Picture, index: number): number {
  const [x1, y1, x2, y2] = cellOf(index);
  return picture.inked([x1 - 4, y1 - 4, x2 + 4, y2 + 4]);
}

describe('what carries no look gets the one that viewers make', () => {
  it('each kind is drawn in its place, and nowhere else', async () => {
    const { pdf } = await bundled(annotated(Object.values(lookless)), { stamp: false });
    const picture = await pictureOf(pdf);
    const names = Object.keys(lookless);
    expect(names.filter((_, index) => inked(picture, index) < 0.003)).toEqual([]);
    expect(picture.inked([0, 0, 595, 842])).toBeLessThan(0.25);
    expect(inked(picture, names.length)).toBe(0);
    expect((await compiled(annotated(Object.values(lookless)))).warnings).toEqual([]);
    expect(findActiveContent(pdf)).toEqual([]);
  });

  it('words are words: values, chosen rows, captions and text boxes in any script, but no password', async () => {
    const [text = ''] = await pageTexts((await bundled(annotated(Object.values(lookless)))).pdf);
    for (const said of ['Thornmere', 'First line', 'Second line is long enough', 'turn', 'Fostering', 'South', 'Press'])
      expect(text).toContain(said);
    expect(text).toContain('Seen and agreed');
    expect(text).toContain('Жиз');
    expect(text).toContain('मान');
    expect(text.replaceAll(' ', '')).toContain('AB12345');
    expect(text).not.toContain('secret');
    expect(text).toContain('••••••');
  });

  it('a mark on words lies where they are, whatever order its corners come in', async () => {
    const marks = ['a highlight', 'a highlight in the order of the standard'].map((name) => lookless[name] ?? '');
    const picture = await pictureOf((await bundled(annotated(marks), { stamp: false })).pdf);
    expect(inked(picture, 0)).toBeCloseTo(inked(picture, 1), 2);
    const [x1, y1, x2, y2] = cellOf(1);
    expect(picture.inked([x1 + 10, y1 + 10, x2 - 10, y2 - 10])).toBeGreaterThan(0.99);
  });

  it('a highlight leaves the words below it readable', async () => {
    const page = (annots: string): Uint8Array => simplePdf({ pages: [words('Words', 72, 700)], page: annots });
    const highlight = '/Annots[<</Subtype/Highlight/Rect[70 695 200 715]/QuadPoints[70 715 200 715 70 695 200 695]>>]';
    const picture = await pictureOf((await bundled(page(highlight), { stamp: false })).pdf);
    expect(picture.darkest([70, 695, 200, 715])).toBeLessThan(40);
    expect(picture.inked([70, 695, 200, 715])).toBeGreaterThan(0.95);
  });

  it('what is off, hidden or without a value stays so', async () => {
    const hidden = [
      lookless['a text field']?.replace('/F 4', '/F 6') ?? '',
      lookless['a text field']?.replace('/F 4', '/F 32') ?? '',
      '/Subtype/Widget/FT/Tx/T(empty)/V()',
      '/Subtype/Widget/FT/Btn/T(off)/V/Off/AS/Off',
      '/Subtype/Widget/FT/Sig/T(sig)',
      '/Subtype/Square/C[]',
    ];
    const { pdf } = await bundled(annotated(hidden), { stamp: false });
    expect((await pictureOf(pdf)).inked([0, 0, 595, 842])).toBe(0);
    expect(await pageTexts(pdf)).toEqual(['']);
    expect((await compiled(annotated(hidden))).warnings).toEqual([]);
  });

  it('a form that asks for it has its values drawn anew', async () => {
    const field = `${lookless['a text field']}/AP<</N 101 0 R>>`;
    const old = {
      101: {
        dict: '/Type/XObject/Subtype/Form/BBox[0 0 120 34]/Resources<</Font<</F1 3 0 R>>>>',
        data: words('old', 2, 2),
      },
    };
    const form = (flag: string): Uint8Array =>
      simplePdf({
        pages: [''],
        page: `/Annots[<<${field}/Rect[30 766 150 800]>>]`,
        catalog: `/AcroForm<</Fields[]${flag}>>`,
        more: old,
      });
    expect(await pageTexts((await bundled(form(''))).pdf)).toEqual(['old']);
    expect(await pageTexts((await bundled(form('/NeedAppearances true'))).pdf)).toEqual(['Thornmere']);
  });

  it('values, kinds and styles are inherited from the fields above; a circle of fields ends', async () => {
    const pdf = simplePdf({
      pages: [''],
      page: '/Annots[<</Subtype/Widget/Parent 100 0 R/Rect[30 700 150 720]>>]',
      more: {
        100: '<</T(child)/Parent 101 0 R/V(inherited)>>',
        101: '<</T(parent)/FT/Tx/Parent 100 0 R/DA(/Helv 10 Tf 1 0 0 rg)>>',
      },
    });
    expect(await pageTexts((await bundled(pdf)).pdf)).toEqual(['inherited']);
  });

  it('what cannot be shown as it is, is told with its page and name', async () => {
    const long = `/Subtype/Widget/FT/Tx/T(long)/V(${'word '.repeat(300)})/DA(/Helv 12 Tf 0 g)`;
    const emoji = '/Subtype/Widget/FT/Tx/T(emoji)/V<feffd83dde00>/DA(/Helv 12 Tf 0 g)';
    const { warnings } = await compiled(annotated([long, emoji, '/Subtype/Stamp/T(A. Officer)']));
    expect(warnings).toMatchObject([
      { where: 'page 1', found: 'form field "long"', message: expect.stringContaining('longer than its place') },
      { where: 'page 1', found: 'form field "emoji"', message: expect.stringContaining('U+1F600') },
      { where: 'page 1', found: 'rubber stamp "A. Officer"', message: expect.stringContaining('no picture of itself') },
    ]);
  });

  it('the same bytes make the same looks', async () => {
    const pdf = annotated(Object.values(lookless));
    expect(Buffer.compare((await compiled(pdf)).object, (await compiled(pdf)).object)).toBe(0);
  });
});
