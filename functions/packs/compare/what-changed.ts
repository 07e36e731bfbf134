import { findIndicator } from '../../metrics/catalogue/indicators.ts';
import { dateInWords, printed } from '../../metrics/figure.ts';
import type { Indicator, Observation } from '../../metrics/model.ts';
import { compareReleases } from '../../metrics/releases/compare-releases.ts';
import { overlay } from '../../metrics/store.ts';
import type { Parts } from '../../platform/parts.ts';
import { canonicalJson } from '../canonical-json.ts';
import { catalogueOf } from '../frozen-catalogue.ts';
import type { Change, Manifest } from '../model.ts';
import { factChanges } from './changed-facts.ts';
import { passage, type WordChange, wordChanges } from './changed-words.ts';

/** What differs between two manifests of one review. */
export interface Comparison {
  /** What is said of the review: title, scope, dates, team, its framework. */
  facts: Change[];
  figures: Change[];
  words: WordChange[];
  evidence: Change[];
}

export async function compareManifests(
  parts: Pick<Parts, 'objects'>,
  before: Manifest,
  now: Manifest,
): Promise<Comparison> {
  return {
    facts: factChanges(before, now),
    figures: [...meaningChanges(before, now), ...(await figureChanges(parts, before, now))],
    words: wordChanges(before, now),
    evidence: evidenceChanges(before, now),
  };
}

export function countChanges({ facts, figures, words, evidence }: Comparison): number {
  return facts.length + figures.length + words.length + evidence.length;
}

/** The same as one list, as document control prints it: of a changed paragraph, the passage that differs. */
export function listChanges({ facts, figures, words, evidence }: Comparison): Change[] {
  return [
    ...facts,
    ...figures,
    ...words.map((change) => ({
      what: change.where,
      before: passage(change, 'before'),
      now: passage(change, 'now'),
    })),
    ...evidence,
  ];
}

/** Indicators that mean something else than they did: officers changed what they added, or gave a series a break. */
function meaningChanges(before: Manifest, now: Manifest): Change[] {
  const [old, current] = [catalogueOf(before), catalogueOf(now)];
  const touched = new Set([before, now].flatMap(({ figures }) => (figures.own ?? []).map(({ code }) => code)));
  return [...touched].flatMap((code) => {
    const [was, one] = [findIndicator(old, code), findIndicator(current, code)];
    if (!was || !one || canonicalJson(was) === canonicalJson(one)) return [];
    const [earlier, later] = [meaningOf(was), meaningOf(one)];
    const same = earlier === later;
    const what = `What “${one.label}” measures`;
    return [{ what, before: same ? 'as it was' : earlier, now: same ? 'its other settings changed' : later }];
  });
}

function meaningOf({ definition, breaks }: Indicator): string {
  if (breaks.length === 0) return definition;
  return `${definition} Breaks in the series at ${breaks.map(({ date }) => dateInWords(date)).join(', ')}.`;
}

async function figureChanges(parts: Pick<Parts, 'objects'>, before: Manifest, now: Manifest): Promise<Change[]> {
  const named = (manifest: Manifest) => manifest.figures.releases.map(({ observations }) => observations).join();
  if (named(before) === named(now)) return [];
  const [first, second] = await Promise.all([
    overlay(parts, before.figures.releases, catalogueOf(before)),
    overlay(parts, now.figures.releases, catalogueOf(now)),
  ]);
  return changesOf(first, second, now);
}

/** Every changed figure of the authority itself; those of other places are counted, not listed. */
function changesOf(first: readonly Observation[], second: readonly Observation[], now: Manifest): Change[] {
  const catalogue = catalogueOf(now);
  const changes = compareReleases(first, second);
  const own = changes.filter(({ before, after }) => (after ?? before)?.place.code === now.authority);
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

type Entry = Manifest['evidence'][number];

function evidenceChanges(before: Manifest, now: Manifest): Change[] {
  const old = new Map(before.evidence.map((entry) => [entry.ref, entry]));
  const kept = now.evidence.flatMap((entry) => {
    const earlier = old.get(entry.ref);
    old.delete(entry.ref);
    if (!earlier) return [{ what: `${entry.ref} ${entry.title}`, before: 'not in the pack', now: 'added' }];
    return [...fileChange(earlier, entry), ...detailChanges(earlier, entry)];
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

function fileChange(earlier: Entry, entry: Entry): Change[] {
  if (earlier.sha256 === entry.sha256 && earlier.state === entry.state) return [];
  return [{ what: `${entry.ref} ${entry.title}`, before: stateText(earlier), now: stateText(entry) }];
}

const details = {
  title: 'title',
  shows: 'what it shows',
  source: 'source',
  effectiveDate: 'effective date',
  agency: 'agency',
  marking: 'marking',
} as const;

function detailChanges(earlier: Entry, entry: Entry): Change[] {
  return Object.entries(details).flatMap(([key, label]) => {
    const [before, now] = [earlier[key as keyof typeof details], entry[key as keyof typeof details]];
    if (before === now) return [];
    const text = (value: string) => (key === 'effectiveDate' ? dateInWords(value) : value);
    return [{ what: `${entry.ref} ${entry.title}: ${label}`, before: text(before), now: text(now) }];
  });
}

function stateText(entry: Entry): string {
  if (entry.state === 'ready') return `${entry.pages} pages, fingerprint ${entry.sha256?.slice(0, 12)}`;
  return entry.state === 'refused' ? 'could not be used' : 'not yet there';
}
