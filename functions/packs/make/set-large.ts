import { failure, type Outcome, success } from '../../platform/outcome.ts';
import { type AnyView, itemPages } from '../compose/compose-pack.ts';
import { composeLarge, type LargePack, type Piece, type PieceSizes } from '../compose/large-pack.ts';
import type { Chunk, ChunkRequest, SetPack, Volume } from './model.ts';
import { leading, type Measure, type Numbering, numberPieces } from './number-pieces.ts';
import { placePieces } from './place-pieces.ts';
import { setChunk } from './set-chunk.ts';
import type { SetWith } from './set-pack.ts';

/** The second run nearly always agrees with the first; each further one can only mend a line that a number made longer. */
const MOST_RUNS = 5;

/**
 * Sets a bundle in pieces. The pages of a piece hardly depend on the numbers printed in it, but the numbers depend on the pages of all
 * pieces before it: so what has no coversheets is set with guessed numbers first, and again with measured ones until they agree.
 */
export async function setLarge(
  tools: SetWith,
  view: AnyView,
  volumes: readonly Volume[],
  sizes: PieceSizes,
): Promise<Outcome<SetPack>> {
  const pack = composeLarge(view, volumes, sizes);
  let measures: Measure[] = pack.pieces.map(guess);
  for (let run = 0; run < MOST_RUNS; run += 1) {
    const numbering = numberPieces(pack.pieces, measures);
    // Guessed numbers are nothing to keep.
    const next = await setAll(run === 0 ? { ...tools, shelf: noShelf } : tools, pack, numbering, measures);
    if (!next.ok) return next;
    if (sameMeasures(next.value, measures)) return finish(tools, pack, numbering, next.value);
    measures = next.value;
  }
  return failure(
    'numbers-unsettled',
    `The page numbers of this pack did not settle in ${MOST_RUNS} runs: each moved a line that names a page. Report this with the pack.`,
  );
}

const noShelf: SetWith['shelf'] = { find: async () => undefined, keep: async () => undefined };

const hasSheets = ({ items }: Piece): boolean => items.length > 0;

/** Coversheets are a page each, which their setting checks; of the others, what the first numbers are worked out from. */
function guess(piece: Piece): Measure {
  if (hasSheets(piece)) return { pages: piece.items.length, anchors: {} };
  const ids = [...piece.html({ first: 1, last: 1 }).matchAll(/ id="([^"]+)"/g)].flatMap(([, id]) => id ?? []);
  return { pages: 1, anchors: Object.fromEntries(ids.map((id) => [id, 1])) };
}

/** Sets every piece without coversheets. */
async function setAll(
  tools: SetWith,
  pack: LargePack,
  numbering: Numbering,
  measures: readonly Measure[],
): Promise<Outcome<Measure[]>> {
  const set: Measure[] = [...measures];
  for (const [index, piece] of pack.pieces.entries()) {
    if (hasSheets(piece)) continue;
    const chunk = await setChunk(tools, requestOf(pack, piece, index, numbering));
    if (!chunk.ok) return chunk;
    set[index] = { pages: chunk.value.pages, anchors: chunk.value.anchors };
  }
  return success(set);
}

const sameMeasures = (some: readonly Measure[], others: readonly Measure[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

/** The coversheets, whose numbers are right at the first time; all else is on the shelf by now. */
async function finish(
  tools: SetWith,
  pack: LargePack,
  numbering: Numbering,
  measures: readonly Measure[],
): Promise<Outcome<SetPack>> {
  const chunks: Chunk[] = [];
  for (const [index, piece] of pack.pieces.entries()) {
    const chunk = await setChunk(tools, requestOf(pack, piece, index, numbering));
    if (!chunk.ok) return chunk;
    if (chunk.value.pages !== measures[index]?.pages)
      throw new Error(`${piece.holds}: ${chunk.value.pages} pages where ${measures[index]?.pages} were counted`);
    chunks.push(chunk.value);
  }
  return success(placePieces(pack.pieces, chunks, numbering));
}

function requestOf({ style }: LargePack, piece: Piece, index: number, numbering: Numbering): ChunkRequest {
  const html = piece.html(numbering.volumes.get(piece.volume) ?? { first: 1, last: 1 });
  return {
    holds: piece.holds,
    html,
    style,
    numbering: {
      kind: 'chunk',
      first: numbering.firstOf[index] ?? 1,
      itemPages: piece.items.map(itemPages),
      total: numbering.total,
      elsewhere: leading(html, piece, numbering),
    },
  };
}
