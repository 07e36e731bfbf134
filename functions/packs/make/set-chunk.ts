import { TYPESETTER_VERSION } from '../../documents/typeset/version.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import { canonicalJson, sha256 } from '../canonical-json.ts';
import type { Chunk, ChunkRequest } from './model.ts';
import type { SetWith } from './set-pack.ts';

/** Sets a chunk and keeps it, unless it is kept already. */
export async function setChunk({ typesetter, shelf }: SetWith, request: ChunkRequest): Promise<Outcome<Chunk>> {
  const { holds, ...typesetting } = request;
  const object = sha256(canonicalJson([TYPESETTER_VERSION, typesetting]));
  const kept = await shelf.find(object);
  if (kept) return success(kept);
  const set = await typesetter(typesetting);
  if (!set.ok) return failure(set.code, `Setting ${holds}: ${set.message}`, set.details);
  const { pages, anchors, problems } = set.value;
  const chunk = { object, pages, anchors, problems };
  await shelf.keep(chunk, set.value.pdf);
  return success(chunk);
}
