import { createHash } from 'node:crypto';
import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import type { ReleaseDetails } from '../model.ts';
import { metricsRoom, type Release } from '../store.ts';
import type { ReadingSummary } from '../reading.ts';
import { parseRelease } from '../template/parse-release.ts';

export interface Import {
  release: Release;
  summary: ReadingSummary;
  warnings: Problem[];
}

/**
 * Imports a figures file made from the template: all of it or nothing. The file and its observations are kept as objects
 * named by digest; the release is one item beside its audit entry.
 */
export async function importRelease(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'ids'>,
  actor: Actor,
  file: ReleaseDetails & { fileName: string; bytes: Uint8Array },
): Promise<Outcome<Import, 'not-found' | 'refused'>> {
  if (decide(actor, 'figures.import', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const importedAt = parts.clock().toISOString();
  const parsed = parseRelease(file.fileName, file.bytes, catalogue, {
    today: importedAt.slice(0, 10),
    basis: file.basis,
  });
  if (!parsed.ok) return parsed;
  const { observations, summary, warnings } = parsed.value;
  const json = Buffer.from(JSON.stringify(observations));
  const release: Release = {
    releaseId: parts.ids(),
    fileName: file.fileName,
    fileDigest: sha256(file.bytes),
    observations: sha256(json),
    source: file.source,
    status: file.status,
    neighbourModelYear: file.neighbourModelYear,
    basis: file.basis,
    importedAt,
    importedBy: actor.name,
    rows: summary.rows,
    indicators: summary.indicators,
    dates: summary.dates,
  };
  await parts.objects.put('records', keys.figuresFile(release.fileDigest), file.bytes, {
    contentType: 'text/csv',
    onlyIfAbsent: true,
  });
  await parts.objects.put('records', keys.observations(release.observations), json, {
    contentType: 'application/json',
    onlyIfAbsent: true,
  });
  await recordRelease(parts, actor, release);
  return success({ release, summary, warnings });
}

function recordRelease(parts: Pick<Parts, 'table' | 'clock'>, actor: Actor, release: Release) {
  const sentence = `imported ${release.rows.toLocaleString('en-GB')} figures from “${release.fileName}” (${release.status})`;
  const item = { ...release, indicators: [...release.indicators], dates: [...release.dates] };
  return writeAudited(parts, { scope: 'council', actor, sentence }, (entry) =>
    metricsRoom(parts)
      .transaction.write((own) => [
        own.release.create(item).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
