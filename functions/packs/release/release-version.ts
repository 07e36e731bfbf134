import { z } from 'zod';
import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { announceJob, type Job, newJob } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { findReview } from '../../reviews/store.ts';
import { canonicalJson, sha256 } from '../canonical-json.ts';
import { changedSince } from '../compare/compare-versions.ts';
import { type Comparison, countChanges, listChanges } from '../compare/what-changed.ts';
import type { Council } from '../council.ts';
import { historyAtRelease } from '../freeze/version-history.ts';
import type { Grant, ReleaseRecord, Version } from '../model.ts';
import { findPack, findVersions, packRoom } from '../store.ts';
import { accessTo, inWords, newGrant, wrongDates } from './give-access.ts';
import { stateSentence } from './state-sentence.ts';

const mostReaders = 20;

/** `despiteChanges`: release what was approved although something has changed since; the change needs a version of its own. */
export const releaseBody = z.strictObject({
  despiteChanges: z.boolean().default(false),
  to: z.array(accessTo).max(mostReaders).default([]),
});
export type ReleaseBody = z.output<typeof releaseBody>;

type ReleaseParts = Pick<Parts, 'table' | 'objects' | 'queues' | 'clock' | 'wallClock' | 'ids' | 'log'>;
type Code = 'not-found' | 'not-approved' | 'in-progress' | 'newer-released' | 'changed-since' | 'dates';

/**
 * Freezes what was approved, by whom and when into a release record, and has the released edition made of it: the approved
 * pages with document control set anew. Once it is there the version is released, and those released before it superseded.
 * The draft's files stay as they are.
 */
export async function releaseVersion(
  parts: ReleaseParts,
  actor: Actor,
  council: Council,
  reviewId: string,
  number: number,
  said: ReleaseBody,
): Promise<Outcome<Version, Code>> {
  const [review, versions, pack] = await Promise.all([
    findReview(parts, reviewId),
    findVersions(parts, reviewId),
    findPack(parts, reviewId),
  ]);
  const version = versions.find((each) => each.number === number);
  const decision = version ? decide(actor, 'version.release', version, parts.wallClock()) : 'absent';
  if (!review || !version || decision === 'absent') return failure('not-found', 'There is no such page.');
  if (decision === 'not-now') return notApproved(version);
  if (pack?.releasing !== undefined) return inProgress(pack.releasing);
  if (pack?.released !== undefined && pack.released > number) {
    const words = `Version ${pack.released} is released already. An older version can't take its place.`;
    return failure('newer-released', `${words} Withdraw it first, or build another version.`);
  }
  const wrong = wrongDates(said.to);
  if (wrong.length > 0) return failure('dates', 'Access ends before it begins. Change one of the dates.', wrong);
  const changes = await changedSince(parts, council, review, version);
  if (countChanges(changes) > 0 && !said.despiteChanges) return changed(version, changes);

  const releasedAt = parts.clock().toISOString();
  const record: ReleaseRecord = {
    format: 1,
    manifestDigest: version.manifestDigest,
    approvals: version.decisions.map(({ post, name, at }) => ({ post, name, date: at.slice(0, 10) })),
    releasedAt,
    releasedBy: actor.name,
    history: historyAtRelease(versions, version, releasedAt, actor.name),
  };
  const json = canonicalJson(record);
  const digest = sha256(json);
  await parts.objects.put('records', keys.releaseRecord(digest), Buffer.from(json), {
    contentType: 'application/json',
    onlyIfAbsent: true,
  });
  const job = newJob(parts, 'build-pack', { scope: reviewId, id: String(number) });
  const releasing: Version = {
    ...version,
    state: 'releasing',
    jobId: job.jobId,
    releasedAt,
    releasedBy: actor.name,
    released: { digest, files: [] },
  };
  const grants = said.to.map((to) => newGrant(parts, actor, reviewId, number, to));
  const sentence = sentenceOf(record, number, grants, changes);
  const written = await write(parts, actor, releasing, job, grants, sentence, pack?.released);
  if (written === 'conflict') return inProgress(number);
  await announceJob(parts, job);
  return success(releasing);
}

function notApproved(version: Version) {
  const next: Partial<Record<Version['state'], string>> = {
    built: ' Everybody whose post must approve it has to do so first.',
    returned: ' Mend what was said, and build another version.',
  };
  return failure('not-approved', `${stateSentence(version)}${next[version.state] ?? ''}`);
}

function inProgress(number: number) {
  return failure('in-progress', `Version ${number} is being released. Wait until that has ended.`);
}

function changed({ number }: Version, changes: Comparison) {
  const list = listChanges(changes);
  const one = list.length === 1;
  return failure(
    'changed-since',
    `Since version ${number} was frozen, ${list.length} ${one ? 'thing has' : 'things have'} changed that ${one ? 'is' : 'are'} not in it. Build and have approved another version, or release this one as it stands.`,
    list.map(({ what, before, now }) => ({
      where: what,
      found: now,
      expected: before,
      message: 'Changed since this version was frozen.',
    })),
  );
}

function sentenceOf(
  { approvals }: ReleaseRecord,
  number: number,
  grants: readonly Grant[],
  changes: Comparison,
): string {
  const names = approvals.map(({ name, post }) => `${name} (${post})`).join(' and ');
  const many = countChanges(changes);
  const although =
    many === 0 ? '' : `, although ${many} ${many === 1 ? 'thing' : 'things'} had changed since it was frozen`;
  const readers = grants.length === 0 ? '' : `; gave access to it: ${grants.map(inWords).join('; ')}`;
  return `released version ${number}, approved by ${names}${although}${readers}`;
}

function write(
  parts: ReleaseParts,
  actor: Actor,
  { reviewId, number, releasedAt, releasedBy, released, jobId }: Version,
  job: Job,
  grants: readonly Grant[],
  sentence: string,
  before: number | undefined,
) {
  const digest = released?.digest ?? '';
  return writeAudited(parts, { scope: reviewId, actor, sentence }, (entry) =>
    packRoom(parts)
      .transaction.write((own) => [
        own.version
          .patch({ reviewId, number })
          .set({ state: 'releasing', jobId, releasedAt, releasedBy, released: { digest, files: [] } })
          .where(({ state }, { eq }) => eq(state, 'approved'))
          .commit(),
        own.pack
          .patch({ reviewId })
          .set({ releasing: number })
          .where((was, { eq, notExists }) => {
            const same = before === undefined ? notExists(was.released) : eq(was.released, before);
            return `${notExists(was.releasing)} AND ${same}`;
          })
          .commit(),
        own.job.create(job).commit(),
        ...grants.map((grant) => own.grant.put({ ...grant, editions: [...grant.editions] }).commit()),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
}
