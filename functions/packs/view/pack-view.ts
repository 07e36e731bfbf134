import type { ReleasedObservation } from '../../metrics/model.ts';
import { type Binding, bindFigures, type FigureLookup } from '../../metrics/narrative/bind-figures.ts';
import { benchmarkTable } from '../../metrics/tables/benchmark-table.ts';
import { categoryTable } from '../../metrics/tables/category-table.ts';
import type { Recorder } from '../../metrics/tables/figure-index.ts';
import { figureLookup } from '../../metrics/tables/look-up-figure.ts';
import { type Trend, trend } from '../../metrics/tables/trend.ts';
import { unwritten } from '../compose/pages/document-view.ts';
import { markFigure, unmarked } from '../compose/pages/figure-marks.ts';
import type { PackView } from '../compose/peer-review/view.ts';
import { catalogueOf } from '../frozen-catalogue.ts';
import type { Manifest, ReleaseRecord } from '../model.ts';
import { evidenceView } from './evidence-view.ts';
import type { PackFigures } from './printed-figures.ts';

interface FiguresRead {
  observations: readonly ReleasedObservation[];
  record: Recorder;
}

type FrozenSection = Manifest['narrative'][number];

/** Its id in the pages, whatever the framework calls it. */
export const areaSection = 'area-in-figures';

const audiences: Readonly<Record<string, string>> = {
  public: 'The public',
  'members-exempt': 'Members, with exempt papers',
  partnership: 'The safeguarding partnership',
  'peer-team': 'The peer review team',
  inspectorate: 'The inspectorate',
};

/**
 * Everything that a pack prints, out of its manifest and the observations of the releases that the manifest names; in the
 * released edition, out of its release record too.
 */
export function packView(
  manifest: Manifest,
  digest: string,
  figures: PackFigures,
  release?: { digest: string; record: ReleaseRecord },
): PackView {
  const { review } = manifest;
  const { observations, recorded } = figures;
  const bound = bindSections(manifest, figures);
  const [first, ...others] = bound.filter(({ section }) => !section.figures);
  const area = bound.find(({ section }) => section.figures);
  if (!first) throw new Error('A manifest has at least one section of narrative');
  return {
    ...(manifest.notice ? { notice: manifest.notice } : {}),
    council: manifest.council,
    review: {
      kind: manifest.framework.label,
      theme: review.theme,
      asAt: review.asAt,
      onSite: { from: review.startsOn, to: review.endsOn },
      organiser: review.organiser,
      sponsor: review.hostSponsor,
      lead: `${review.leadName}, ${review.leadPost}, ${review.leadAuthority}`,
    },
    pack: {
      title: review.title,
      version: manifest.version,
      state: release ? 'released' : 'draft',
      ...(release ? { release: releaseView(release) } : {}),
      created: manifest.frozenAt,
      marking: review.marking,
      handling: review.handling || handlingOf(review.marking),
      audience: audiences[manifest.audience] ?? manifest.audience,
      digest,
    },
    control: {
      history: (release?.record ?? manifest).history.toSorted((one, other) => other.number - one.number),
      changes: manifest.changes ?? { missing: 'no earlier version has been released' },
      approvals: release ? release.record.approvals.map(approved) : manifest.approvers.map(awaited),
      owner: manifest.frozenBy,
    },
    why: sectionView(first.section, first.binding),
    figures: {
      ...(area ? wordsOf(area.section, area.binding) : {}),
      ...figuresView(manifest, { observations, record: recorded.in(areaSection) }),
    },
    sections: others.map(({ section, binding }) => sectionView(section, binding)),
    scope: { body: review.scope, enquiries: manifest.enquiries },
    team: review.team.length > 0 ? review.team : { missing: 'the review team' },
    // The organiser keeps it: nobody enters it here.
    timetable: { missing: 'the timetable of the days on site', needed: false },
    evidence: manifest.evidence.map(evidenceView),
    exceptions: bound.flatMap(({ section, binding }) => unbound(section, binding)),
    manifest: { entries: entriesOf(manifest, digest, release?.digest), engines: manifest.engines },
  };
}

/** The words of each section with their figures, each of which leads to where it comes from. */
function bindSections(manifest: Manifest, { observations, recorded }: PackFigures) {
  let record = recorded.in('');
  const lookup = figureLookup(observations, catalogueOf(manifest), {
    figure: (one) => record.figure(one),
    mean: (one) => record.mean(one),
  });
  const marking: FigureLookup = (reference) => {
    const answer = lookup(reference);
    if (!answer.ok) return answer;
    return { ok: true, value: { ...answer.value, printed: markFigure(reference.indicator, answer.value.printed) } };
  };
  return manifest.narrative.map((section) => {
    record = recorded.in(section.figures ? areaSection : `section-${section.sectionId}`);
    return { section, binding: bindFigures(section.markdown, marking) };
  });
}

/** Only what is sensitive needs to say how it may be handled. */
const handlingOf = (marking: Manifest['review']['marking']) => ({
  missing: 'the handling instruction',
  ...(marking === 'OFFICIAL' ? { needed: false as const } : {}),
});

function releaseView({ digest, record }: { digest: string; record: ReleaseRecord }) {
  return { digest, at: record.releasedAt, by: record.releasedBy };
}

const approved = (approval: ReleaseRecord['approvals'][number]) => ({ ...approval, decision: 'approved' as const });
/** A draft is what is being approved: its pages can't say by whom. */
const awaited = (post: string) => ({
  post,
  name: { missing: 'the name' },
  date: { missing: 'the date' },
  decision: 'waiting' as const,
});

function sectionView(section: FrozenSection, binding: Binding): PackView['why'] {
  return { id: section.sectionId, ...wordsOf(section, binding) };
}

function wordsOf(section: FrozenSection, binding: Binding) {
  return {
    heading: section.heading,
    body: binding.markdown.trim() === '' ? unwritten(section.required) : binding.markdown,
    figures: binding.figures.map(({ printed, says, working, source }) => ({
      printed: unmarked(printed),
      says,
      ...(working === undefined ? {} : { working }),
      source,
    })),
  };
}

function figuresView(manifest: Manifest, read: FiguresRead) {
  const { observations, record } = read;
  const options = {
    catalogue: catalogueOf(manifest),
    authority: manifest.authority,
    asAt: manifest.review.asAt,
    record,
  };
  const benchmark = benchmarkTable(observations, { ...options, indicators: manifest.figures.benchmark });
  const categories = categoryTable(observations, { ...options, indicator: manifest.figures.categories });
  const line = trend(observations, { ...options, indicator: manifest.figures.trend });
  return {
    benchmark: benchmark ?? { missing: 'the figures of the benchmark table' },
    categories: categories
      ? { ...categories, indicator: manifest.figures.categories }
      : { missing: 'the figures by category' },
    trend: line ? { ...line, indicator: manifest.figures.trend } : { missing: 'the figures of two years or more' },
    panels: panelsOf(manifest, read),
  };
}

/** Two years stand in the benchmark table; a line says more from three on. */
const leastYears = 3;
const mostPanels = 9;

/** The measures of the benchmark table that have years enough. The one with a chart of its own is among them only if the others are too few to compare. */
function panelsOf(manifest: Manifest, { observations, record }: FiguresRead) {
  const { figures, authority, review } = manifest;
  const catalogue = catalogueOf(manifest);
  const lines = figures.benchmark.flatMap((indicator) => {
    const line = trend(observations, { catalogue, authority, asAt: review.asAt, indicator, record });
    return line && numbersIn(line) >= leastYears ? [{ indicator, line }] : [];
  });
  const others = lines.filter(({ indicator }) => indicator !== figures.trend);
  const chosen = others.length > 1 ? others : lines;
  return chosen.length > 1 ? chosen.slice(0, mostPanels).map(({ indicator, line }) => ({ ...line, indicator })) : [];
}

const numbersIn = ({ series }: Trend): number =>
  series[0]?.points.filter(({ figure }) => 'value' in figure).length ?? 0;

/** A figure that could not be bound stands as it was typed, and the exceptions say where. */
function unbound(section: FrozenSection, binding: Binding): PackView['exceptions'] {
  return binding.problems.map((problem) => ({
    where: `“${section.heading}”, ${problem.where}`,
    what: problem.message,
    mend: problem.expected ? `Expected: ${problem.expected}` : 'Bind another figure, or take it out.',
  }));
}

function entriesOf(manifest: Manifest, digest: string, release?: string): PackView['manifest']['entries'] {
  return [
    { kind: 'Manifest', name: `Version ${manifest.version}`, digest },
    ...(release === undefined
      ? []
      : [{ kind: 'Release record', name: `Version ${manifest.version}`, digest: release }]),
    ...manifest.figures.releases.map((release) => ({
      kind: 'Figures',
      name: `${release.fileName} (${release.status})`,
      digest: release.fileDigest,
    })),
    ...manifest.evidence.flatMap((entry) =>
      entry.sha256 ? [{ kind: 'Evidence', name: `${entry.ref} ${entry.title}`, digest: entry.sha256 }] : [],
    ),
  ];
}
