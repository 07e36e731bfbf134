import { describe, expect, test } from 'vitest';
import { contrast, inkOn } from '../../../../functions/documents/charts/contrast.ts';
import { INK, MUTED, PALETTE, PAPER } from '../../../../functions/documents/charts/model.ts';
import { stackedBar } from '../../../../functions/documents/charts/stacked-bar.ts';
import { elements, value } from './reading.ts';

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#FFFFFF')).toBe(21);
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
});

describe('the palette', () => {
  test('each colour differs by 3:1 from the next and from the page', () => {
    for (const [place, colour] of PALETTE.entries()) {
      const next = PALETTE[place + 1];
      if (next) expect(contrast(colour, next), `${colour} beside ${next}`).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, PAPER), `${colour} on the page`).toBeGreaterThanOrEqual(3);
    }
  });

  test('words on each colour, and on the page, have 4.5:1', () => {
    for (const colour of PALETTE) expect(contrast(colour, inkOn(colour)), colour).toBeGreaterThanOrEqual(4.5);
    for (const ink of [INK, MUTED]) expect(contrast(ink, PAPER)).toBeGreaterThanOrEqual(4.5);
  });
});

/** A part may be nought, and then two colours meet that are not next to each other in the palette. */
test('parts that may meet are told apart without colour: a white gap lies between them, and a texture where colours fail', () => {
  for (let first = 0; first < PALETTE.length; first += 1) {
    for (let second = first + 1; second < PALETTE.length; second += 1) {
      const values = PALETTE.map((_, place) => value(place === first || place === second ? 50 : 0));
      const parts = PALETTE.map((_, place) => `P${place}`);
      const { svg } = stackedBar({ title: 'T', unit: 'u', decimals: 0, parts, bars: [{ label: 'A', values }] });
      const rects = elements(svg, 'rect').filter(({ height }) => height === '36');
      const [one, two] = rects.map(({ x, width, fill }) => ({ from: Number(x), to: Number(x) + Number(width), fill }));
      if (!one || !two) throw new Error('two parts are drawn');
      expect(two.from - one.to).toBeGreaterThanOrEqual(1.9);
      const textures = [first, second].map((place) => Math.floor(place / 2));
      expect(
        contrast(one.fill ?? '', two.fill ?? '') >= 3 || textures[0] !== textures[1],
        `${one.fill} beside ${two.fill}`,
      ).toBe(true);
    }
  }
});
