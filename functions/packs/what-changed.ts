import { catalogue } from '../metrics/catalogue.ts';
import { compareReleases } from '../metrics/compare-releases.ts';
import { dateInWords, printed } from '../metrics/figure.ts';
import { findIndicator } from '../metrics/indicators.ts';
import type { Observation } from '../metrics/model.ts';
import { overlay } from '../metrics/store.ts';
import type { Parts } from '../platform/parts.ts';
import type { Manifest } from './model.ts';

export interface Change {
  what: string;
  before: string;
  now: string;
}

/** What a reader of the earlier version finds different: figures, words, evidence, in that order. */
export async function whatChanged(parts: Pick<Parts, 'objects'>, before: Manifest, now: Manifest): Promise<Change[]> {
  const [first, second] = await Promise.all([
    overlay(parts, before.figures.releases),
    overlay(parts, now.figures.releases),
  ]);
  return [...figureChanges(first, second, now.authority), ...wordChanges(before, now), ...evidenceChanges(before, now)];
}

/** Every changed figure of the authority itself; those of other places are counted, not listed. */
function figureChanges(first: readonly Observation[], second: readonly Observation[], authority: string): Change[] {
  const changes = compareReleases(first, second);
  const own = changes.filter(({ before, after }) => (after ?? before)?.place.code === authority);
  const others = changes.length - own.length;
  const listed = own.flatMap(({ before, after }) => {
    const one = after ?? before;
    const indicator = one && findIndicator(catalogue, one.indicator);
    if (!one || !indicator) return [];
    const part = one.breakdown === undefined ? '' : `, ${one.breakdown}`;
    const text = (observation?: Observation) =>
      observation ? printed(observation, indicator.unit) : 'not in the pack';
    return [
      {
        what: `${indicator.label}${part}, ${one.place.name}, ${dateInWords(one.date)}`,
        before: text(before),
        now: text(after),
      },
    ];
  });
  if (others === 0) return listed;
  return [...listed, { what: 'Figures of other places', before: 'not listed here', now: `${others} changed` }];
}

function wordChanges(before: Manifest, now: Manifest): Change[] {
  const old = new Map(before.narrative.map((section) => [section.sectionId, section.markdown]));
  return now.narrative
    .filter((section) => (old.get(section.sectionId) ?? '') !== section.markdown)
    .map((section) => ({
      what: `Words of “${section.heading}”`,
      before: inWords(old.get(section.sectionId) ?? ''),
      now: inWords(section.markdown),
    }));
}

function evidenceChanges(before: Manifest, now: Manifest): Change[] {
  const old = new Map(before.evidence.map((entry) => [entry.ref, entry]));
  const kept = now.evidence.flatMap((entry) => {
    const earlier = old.get(entry.ref);
    old.delete(entry.ref);
    if (!earlier) return [{ what: `${entry.ref} ${entry.title}`, before: 'not in the pack', now: 'added' }];
    if (earlier.sha256 === entry.sha256 && earlier.state === entry.state) return [];
    return [{ what: `${entry.ref} ${entry.title}`, before: stateText(earlier), now: stateText(entry) }];
  });
  return [
    ...kept,
    ...[...old.values()].map((entry) => ({
      what: `${entry.ref} ${entry.title}`,
      before: 'in the pack',
      now: 'taken out',
    })),
  ];
}

function stateText(entry: Manifest['evidence'][number]): string {
  if (entry.state === 'ready') return `${entry.pages} pages, fingerprint ${entry.sha256?.slice(0, 12)}`;
  return entry.state === 'refused' ? 'could not be used' : 'not yet there';
}

function inWords(markdown: string): string {
  const words = markdown.trim().split(/\s+/).filter(Boolean).length;
  return words === 0 ? 'empty' : `${words} words`;
}
