import { londonDate } from '../../reviews/period.ts';
import type { Plan } from '../../reviews/plan-model.ts';
import type { ReportView } from '../compose/annual/report-view.ts';
import { isMissing, type PackView } from '../compose/peer-review/view.ts';
import { catalogueOf } from '../frozen-catalogue.ts';
import type { Manifest } from '../model.ts';
import { planView } from './plan-view.ts';
import type { PackFigures } from './printed-figures.ts';
import { scorecardView } from './scorecard-view.ts';
import { trainingView } from './training-view.ts';

/** Everything that the annual report prints: what every pack does (`pack`), and the plan, the scorecard and the training of its period. */
export function reportView(
  manifest: Manifest,
  pack: PackView,
  { observations, recorded }: PackFigures,
  plan: Plan | undefined,
): ReportView {
  const { review, figures } = manifest;
  const options = { catalogue: catalogueOf(manifest), authority: manifest.authority, asAt: review.asAt };
  const measured = (section: string) => ({ ...options, observations, record: recorded.in(section) });
  const { front, rest, training } = split(manifest, pack.sections);
  return {
    ...pack,
    template: 'annual-report',
    review: {
      ...pack.review,
      onSite: { missing: 'no visit belongs to an annual report' },
      lead: { missing: 'the name of the lead safeguarding partner' },
      sponsor: { missing: 'the name of the lead safeguarding partner' },
    },
    control: { ...pack.control, owner: review.organiser },
    period: { key: manifest.period ?? '', from: review.startsOn, until: review.endsOn },
    partnership: review.organiser,
    why: unwritten(pack.why),
    front: front.map(unwritten),
    sections: rest,
    scorecard: scorecardView(measured('scorecard'), figures.scorecard ?? [], { own: figures.targets ?? [], plan }) ?? {
      missing: 'the figures of the scorecard',
    },
    plan:
      plan && manifest.plan
        ? planView(plan, { ...manifest.plan, asAt: londonDate(new Date(manifest.frozenAt)) }, measured('plan'))
        : { missing: `the delivery plan of ${manifest.period}, because none was saved` },
    training: {
      ...(training ? { words: training } : {}),
      figures: trainingView(measured('training'), figures.training) ?? {
        missing: 'the figures of training offered and attended',
      },
    },
    exceptions: [...pack.exceptions, ...gaps(manifest)],
    manifest: {
      ...pack.manifest,
      entries: [...pack.manifest.entries, ...planEntry(manifest)],
    },
  };
}

const trainingId = 'training';

/** The sections before the figures, those behind them, and the words that stand with the figures of training. */
function split({ narrative }: Manifest, sections: PackView['sections']) {
  const area = narrative.findIndex(({ figures }) => figures);
  const before = new Set(narrative.slice(0, area).map(({ sectionId }) => sectionId));
  return {
    front: sections.filter(({ id }) => before.has(id)),
    rest: sections.filter(({ id }) => !before.has(id) && id !== trainingId),
    training: sections.find(({ id }) => id === trainingId),
  };
}

/** Chapters that not every officer may write say who does. */
const writers: Readonly<Record<string, string>> = {
  foreword: 'the foreword, which the lead safeguarding partners write',
  scrutiny: 'this chapter, which the independent scrutineer alone writes',
};

function unwritten(section: PackView['why']): PackView['why'] {
  const missing = isMissing(section.body) ? writers[section.id] : undefined;
  return missing === undefined ? section : { ...section, body: { missing } };
}

/** A report says what it should hold and does not: nobody signs it unawares. */
function gaps({ narrative, plan, period }: Manifest): PackView['exceptions'] {
  const empty = narrative.filter(({ required, markdown }) => required && markdown.trim() === '');
  return [
    ...empty.map(({ sectionId, heading }) => ({
      where: `“${heading}”`,
      what: 'This section has not been written.',
      mend:
        sectionId in writers ? `Missing: ${writers[sectionId]}.` : 'An officer writes it and builds another version.',
    })),
    ...(plan
      ? []
      : [
          {
            where: 'Progress on the delivery plan',
            what: `No delivery plan of ${period} was saved.`,
            mend: 'An officer saves the plan and builds another version.',
          },
        ]),
  ];
}

function planEntry({ plan, period }: Manifest): PackView['manifest']['entries'] {
  return plan ? [{ kind: 'Delivery plan', name: `${period}, edition ${plan.edition}`, digest: plan.digest }] : [];
}
