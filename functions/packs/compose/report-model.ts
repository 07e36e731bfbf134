import type { Edition } from './evidence-pages.ts';
import { britishDate, missingText } from './format.ts';
import { areaPage, controlModel, madeOrReleased, manifestModel, versionLabel } from './page-model.ts';
import { endPages, startPages } from './pages.ts';
import { planModel } from './plan-pages.ts';
import type { ReportView } from './report-view.ts';
import { figureWords, scorecardModel } from './scorecard-page.ts';
import { isMissing } from './view.ts';
import { fact } from './words.ts';

/** Everything that the template of the annual report reads. Every name that it uses is there: templates run in strict mode. */
export function reportModel(view: ReportView, edition: Edition) {
  const pages = startPages(view, edition);
  const { contents, numbered, prose, narrative } = pages;
  const foreword = narrative(view.why, false);
  const front = view.front.map((section) => narrative(section, false));
  const area = areaPage(view, pages);
  const scorecard = { entry: numbered('scorecard', 'Scorecard'), ...scorecardModel(view) };
  const plan = { entry: numbered('plan', 'Progress on the delivery plan'), ...planModel(view) };
  const actions = plan.absent
    ? undefined
    : { entry: numbered('plan-actions', 'The delivery plan, action by action'), priorities: plan.priorities };
  const training = {
    entry: numbered('training', view.training.words?.heading ?? 'Training offered and attended'),
    ...prose(view.training.words?.body ?? { missing: 'the words of this section' }),
    figures: view.training.words?.figures ?? [],
    table: trainingModel(view),
  };
  const sections = view.sections.map((section) => narrative(section, true));
  const control = controlModel(view, [
    fact('Report', `${view.review.kind} of the ${view.partnership}`),
    fact('Period', periodOf(view)),
  ]);
  const signatures = { entry: numbered('signatures', 'Signed by the safeguarding partners'), rows: control.approvals };
  const end = endPages(view, edition, pages, [foreword, ...front, area, training, ...sections]);
  const manifest = { entry: numbered('manifest', 'Manifest'), ...manifestModel(view) };
  return {
    bundle: edition === 'bundle',
    cover: coverModel(view),
    control,
    contents,
    foreword,
    front,
    area,
    scorecard,
    plan,
    actions,
    training,
    sections,
    signatures,
    ...end,
    manifest,
  };
}

const periodOf = ({ period }: ReportView): string => `${britishDate(period.from)} to ${britishDate(period.until)}`;

function coverModel(view: ReportView) {
  return {
    council: view.council,
    title: view.pack.title,
    subtitle: view.partnership,
    notice: view.notice ?? '',
    facts: [
      fact('Period', periodOf(view)),
      fact('Figures as at', britishDate(view.review.asAt)),
      fact('Theme', view.review.theme),
      fact('Made for', view.pack.audience),
      fact('Version', `${versionLabel(view)}, ${madeOrReleased(view)}`),
    ],
  };
}

function trainingModel({ training: { figures } }: ReportView) {
  if (isMissing(figures)) return { absent: true as const, text: missingText(figures) };
  return {
    absent: false as const,
    caption: `Places offered and people who came in the year to ${britishDate(figures.asAt)}`,
    rows: figures.rows.map(({ agency, places, attended, taken }) => ({
      agency,
      places: figureWords(places),
      attended: figureWords(attended),
      taken: figureWords(taken),
    })),
    total: {
      places: figureWords(figures.places),
      attended: figureWords(figures.attended),
      taken: figureWords(figures.taken),
    },
    notes: figures.notes,
    source: figures.source,
  };
}
