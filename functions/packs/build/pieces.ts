import { compilePdf } from '../../documents/compile/compile.ts';
import { keys } from '../../platform/names.ts';
import type { Parts } from '../../platform/parts.ts';
import { WorkFault } from '../../platform/run-job.ts';
import type { Chunk, ChunkShelf } from '../make/model.ts';
import type { MadeFrom } from './making.ts';

type Objects = Pick<Parts, 'objects'>;
type Build = Pick<MadeFrom, 'versionId' | 'digest'>;

const octets = { contentType: 'application/octet-stream', onlyIfAbsent: true } as const;
const json = { contentType: 'application/json', onlyIfAbsent: true } as const;

/** Keeps what is typeset, compiled, beside the evidence. What is said of a chunk is written last: who finds it finds the chunk too. */
export function pieceShelf({ objects }: Objects, { versionId, digest }: Build): ChunkShelf {
  const key = (name: string) => keys.piece(versionId, digest, name);
  return {
    async find(object) {
      const said = await objects.bytes('evidence', key(`${object}.json`));
      return said && (JSON.parse(Buffer.from(said).toString('utf8')) as Chunk);
    },
    async keep(chunk, pdf) {
      const compiled = await compilePdf(pdf, { packLinks: true });
      if (!compiled.ok) throw new WorkFault(`What was set could not be compiled: ${compiled.message}`);
      await objects.put('evidence', key(chunk.object), compiled.value.object, octets);
      await objects.put('evidence', key(`${chunk.object}.json`), Buffer.from(JSON.stringify(chunk)), json);
    },
  };
}

export async function keepPiece({ objects }: Objects, { versionId, digest }: Build, name: string, value: string) {
  await objects.put('evidence', keys.piece(versionId, digest, name), Buffer.from(value), json);
}

/** A piece by its name. Throws if it is gone: pieces are kept for a week, and a build that takes longer begins again. */
export async function readPiece({ objects }: Objects, { versionId, digest }: Build, name: string): Promise<Uint8Array> {
  const bytes = await objects.bytes('evidence', keys.piece(versionId, digest, name));
  if (!bytes)
    throw new WorkFault('A page that was set for this version is no longer kept. Have the build tried again.');
  return bytes;
}

/** After the files are made nobody needs the pieces. What is left by a build that failed goes by the bucket's rule. */
export async function removePieces({ objects }: Objects, { versionId, digest }: Build): Promise<void> {
  for await (const { key } of objects.list('evidence', keys.piece(versionId, digest, ''))) {
    await objects.remove('evidence', key);
  }
}
