import type { Picture } from './draw-pages.ts';
import { runOutside } from './outside-tools.ts';

/** Dots of the longer side. */
const LONGEST = 500;
const HEAD = /^P6\s+(\d+)\s+(\d+)\s+255\s/u;

/** A page (1-based) as poppler draws it; nothing where poppler isn't here or doesn't draw it. */
export async function drawWithPoppler(path: string, page: number): Promise<Picture | undefined> {
  const range = ['-f', String(page), '-l', String(page)];
  const { code, text } = await runOutside('pdftoppm', ['-cropbox', '-scale-to', String(LONGEST), ...range, path]);
  const head = HEAD.exec(text.slice(0, 64));
  if (code !== 0 || !head) return undefined;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const colours = Buffer.from(text.slice(head[0].length, head[0].length + width * height * 3), 'latin1');
  if (colours.length !== width * height * 3) return undefined;
  const dots = new Uint8Array(width * height * 4);
  for (let dot = 0; dot < width * height; dot += 1) dots.set(colours.subarray(dot * 3, dot * 3 + 3), dot * 4);
  return { width, height, scale: 1, dots };
}
