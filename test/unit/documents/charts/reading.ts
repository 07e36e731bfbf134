import { widthOf } from '../../../../functions/documents/charts/measure.ts';
import type { Series, Value } from '../../../../functions/documents/charts/model.ts';
import { walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';

export const value = (figure: number | string): Value =>
  typeof figure === 'number' ? { value: figure } : { symbol: figure };

/** A series from 2020 on. */
export const series = (name: string, figures: readonly (number | string)[], from = 2020): Series => ({
  name,
  points: figures.map((figure, place) => ({ period: String(from + place), value: value(figure) })),
});

export interface Box {
  words: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (text: string) => text.replaceAll(/&(#39|\w+);/g, (_, name: string) => entities[name] ?? '');

/** Elements of one name as their attributes, and `''` for the text between their tags. */
export const elements = (svg: string, name: string): Record<string, string>[] =>
  [...svg.matchAll(new RegExp(`<${name}((?: [\\w-]+="[^"]*")*)(?:/>|>([^<]*)<)`, 'g'))].map(
    ([, attributes = '', text = '']) => ({
      ...Object.fromEntries(
        [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key = '', said = '']) => [key, plain(said)]),
      ),
      '': plain(text),
    }),
  );

export const texts = (svg: string): string[] => elements(svg, 'text').map((one) => one[''] ?? '');

/** The lines of a line chart. */
export const lines = (svg: string) =>
  elements(svg, 'path').filter((path) => path.fill === 'none' && path['stroke-width']);

/** The room of every text, as wide as the charts take it to be, which is no less than it is. */
export function boxes(svg: string): Box[] {
  return elements(svg, 'text').map((one) => {
    const [x, y, size] = [Number(one.x), Number(one.y), Number(one['font-size'])];
    const words = one[''] ?? '';
    const width = widthOf(words, size);
    const left = { start: x, middle: x - width / 2, end: x - width }[one['text-anchor'] ?? 'start'] ?? x;
    return { words, left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.2 };
  });
}

/** What is wrong with where texts stand: over one another, or off the page. */
export function misplaced(svg: string): string[] {
  const all = boxes(svg);
  const [, , width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
  const off = all.filter((box) => box.left < -0.01 || box.right > width + 0.01 || box.top < 0 || box.bottom > height);
  const over = all.flatMap((one, place) =>
    all
      .slice(place + 1)
      .filter((two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
      .map((two) => `"${one.words}" over "${two.words}"`),
  );
  return [...off.map((box) => `"${box.words}" off the page`), ...over];
}

/** What the tree says against a chart, and the alternative text that it hands on. */
export function asFigure(svg: string): { refused: string; alt: string | undefined } {
  const tree = parseTree(`<section><h1>T</h1><figure><figcaption>c</figcaption>${svg}</figure></section>`);
  if (!tree.ok) return { refused: `${tree.message} ${JSON.stringify(tree.details)}`, alt: undefined };
  return { refused: '', alt: [...walk(tree.value)].find(({ name }) => name === 'svg')?.attributes.alt };
}
