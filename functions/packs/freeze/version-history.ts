import type { Manifest, Version, VersionState } from '../model.ts';

type Line = Manifest['history'][number];

const words: Readonly<Record<VersionState, string>> = {
  building: 'Draft',
  built: 'Draft',
  failed: 'Not built',
  returned: 'Returned',
  approved: 'Approved',
  releasing: 'Approved',
  released: 'Released',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
};

/** Earlier versions as document control prints them, the oldest first. */
export function historyOf(earlier: readonly Version[]): Line[] {
  return earlier.toReversed().map((version) => ({
    number: version.number,
    date: (version.releasedAt ?? version.createdAt).slice(0, 10),
    state: words[version.state],
    note: noteOf(version),
  }));
}

function noteOf({ createdBy, releasedBy, decisions, state }: Version): string {
  const returned = decisions.find(({ decision }) => decision === 'returned');
  if (returned) return `Built by ${createdBy}, returned by ${returned.name}`;
  const released = state !== 'releasing' && state !== 'approved' ? releasedBy : undefined;
  return released ? madeBy(createdBy, released) : `Built by ${createdBy}`;
}

function madeBy(built: string, released: string): string {
  return built === released ? `Built and released by ${built}` : `Built by ${built}, released by ${released}`;
}

/** The history that the released edition of a version prints: as it stands once this version is released. */
export function historyAtRelease(
  versions: readonly Version[],
  { number, createdBy }: Version,
  releasedAt: string,
  releasedBy: string,
): Line[] {
  const earlier = versions
    .filter((version) => version.number < number)
    .map((version) => (version.state === 'released' ? { ...version, state: 'superseded' as const } : version));
  const own = {
    number,
    date: releasedAt.slice(0, 10),
    state: words.released,
    note: madeBy(createdBy, releasedBy),
  };
  return [...historyOf(earlier), own];
}
