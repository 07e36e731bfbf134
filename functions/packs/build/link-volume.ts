import { link } from '../../documents/link/link.ts';
import type { BundlePlan } from '../../documents/link/model.ts';
import type { Parts } from '../../platform/parts.ts';
import { WorkFault } from '../../platform/run-job.ts';
import { editions } from '../model.ts';
import type { Making, MakingPart } from './making.ts';
import { readPiece } from './pieces.ts';
import { sinkToStore } from './sink.ts';

/** More would fill the table's item; the rest are of the same kind. */
const mostWarnings = 50;

/** Links one volume of a bundle by its plan, straight into the store. The same plan gives the same bytes, so it may run twice. */
export async function linkVolume(
  parts: Pick<Parts, 'objects'>,
  { versionId, madeFrom: digest }: Making,
  { key, plan: name = '' }: MakingPart,
) {
  const build = { versionId, digest };
  const plan = JSON.parse(Buffer.from(await readPiece(parts, build, name)).toString('utf8')) as BundlePlan;
  const evidence = new Map(plan.parts.flatMap((part) => (part.kind === 'evidence' ? [[part.object, part.ref]] : [])));
  const open = async (object: string) => {
    const ref = evidence.get(object);
    if (ref === undefined) return readPiece(parts, build, object);
    const bytes = await parts.objects.bytes('evidence', object);
    if (!bytes) throw new WorkFault(`The pages of ${ref} are missing from the evidence. Have its file uploaded again.`);
    return bytes;
  };
  const { bytes, pages, sha256, problems } = await sinkToStore(parts, key, editions.bundle.contentType, (sink) =>
    link(plan, open, sink),
  );
  const said = problems.map(({ where, message }) => `${where}: ${message}`);
  return { bytes, pages, sha256, warnings: said.slice(0, mostWarnings) };
}
