import { type Outcome, success } from '../../platform/outcome.ts';
import { type AnyView, composePack } from '../compose/compose-pack.ts';
import type { Typesetter } from '../typesetter.ts';
import type { ChunkShelf, SetPack, Volume } from './model.ts';
import { setChunk } from './set-chunk.ts';
import { placeWhole } from './set-whole.ts';

/** All that a bundle's pages are set with. */
export interface SetWith {
  typesetter: Typesetter;
  shelf: ChunkShelf;
}

/**
 * Typesets all that a bundle prints itself, and says where the evidence stands among it. Small packs are set in one run.
 * @param volumes together all items of the view, in its order; at least one volume
 */
export async function setPack(tools: SetWith, view: AnyView, volumes: readonly Volume[]): Promise<Outcome<SetPack>> {
  if (volumes.length > 1) throw new Error('Packs of several volumes are not set yet');
  const chunk = await setChunk(tools, { ...composePack(view, 'bundle'), holds: 'the bundle' });
  return chunk.ok ? success(placeWhole(view, chunk.value)) : chunk;
}
