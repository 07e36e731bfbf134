import { success } from '../model.ts';
import type { Conversion } from './model.ts';
import { setPages } from './pages.ts';
import { type Millimetres, tidyPicture } from './picture.ts';

/** What converted.typ leaves between its margins, less a line for the caption; millimetres. */
const UPRIGHT = { width: 170, height: 244 };
const ACROSS = { width: 257, height: 157 };

const liesAcross = ({ width, height }: Millimetres): boolean => width > height && width > UPRIGHT.width;

/** A picture alone on an A4 page, turned as the picture is. Its name is not printed: the same bytes give the same page. */
export async function convertPicture(bytes: Uint8Array): Promise<Conversion> {
  const tidy = await tidyPicture(bytes, { room: (natural) => (liesAcross(natural) ? ACROSS : UPRIGHT) });
  if (!tidy.ok) return tidy;
  const { type, bytes: picture, width, height, paper, carried } = tidy.value;
  const pixels = `${width.toLocaleString('en-GB')} × ${height.toLocaleString('en-GB')} pixels`;
  const html = `<section${liesAcross(paper) ? ' data-landscape' : ''}><figure>
<img alt="A picture that was uploaded as evidence. No description came with it." src="data:${type};base64,${picture.toString('base64')}">
<figcaption>Picture as uploaded, ${pixels}. The original file is kept.</figcaption></figure></section>`;
  const pages = await setPages(html, 'Picture');
  if (!pages.ok) return pages;
  return success({
    pdf: pages.value.pdf,
    removed: carried ? ['details that a camera or program added (such as time, place and device)'] : [],
    warnings: [
      'page 1: A reader who cannot see this picture is told only that there is one. Say in its title or notes what it shows.',
    ],
  });
}
