import { type Outcome, success } from '../../platform/outcome.ts';
import { type AnyView, composePack } from '../compose/compose-pack.ts';
import type { PieceSizes } from '../compose/large-pack.ts';
import type { ChunkShelf, SetPack, Volume } from './model.ts';
import { setChunk } from './set-chunk.ts';
import { setLarge } from './set-large.ts';
import { placeWhole } from './set-whole.ts';
import type { Typesetter } from './typesetter.ts';

/** What a bundle's pages are set with. */
export interface SetWith {
  typesetter: Typesetter;
  shelf: ChunkShelf;
}

/** A row of the index or the exceptions is rarely taller than a third of a page; a coversheet is a page. */
const SIZES: PieceSizes = { coversheets: 250, indexRows: 250, exceptions: 250, manifestRows: 500 };

/**
 * Typesets all that a bundle prints itself, and says where the evidence stands among it. A bundle of one volume and few items is set in
 * one run; any other in pieces that are kept as they are made, so that memory holds one, and work that was ended goes on where it was.
 * @param volumes together all items of the view, in its order; at least one volume
 */
export async function setPack(
  tools: SetWith,
  view: AnyView,
  volumes: readonly Volume[],
  sizes: PieceSizes = SIZES,
): Promise<Outcome<SetPack>> {
  const refs = volumes.flatMap((volume) => volume.refs);
  if (refs.join() !== view.evidence.map(({ ref }) => ref).join())
    throw new Error('The volumes do not hold the items of the pack in their order');
  if (volumes.length > 1 || refs.length > sizes.coversheets) return setLarge(tools, view, volumes, sizes);
  const chunk = await setChunk(tools, { ...composePack(view, 'bundle'), holds: 'the bundle' });
  return chunk.ok ? success(placeWhole(view, chunk.value)) : chunk;
}
