import { approvalRows, controlModel, madeOrReleased, manifestModel, titleOf, versionLabel } from '../pages/control.ts';
import type { Edition } from '../pages/evidence-pages.ts';
import { britishDate } from '../pages/format.ts';
import type { Gap } from '../pages/gaps.ts';
import { endPages, startPages } from '../pages/pages.ts';
import { dateWords, fact, type Words, words } from '../pages/words.ts';
import { areaPage } from '../peer-review/page-model.ts';
import { isMissing } from '../peer-review/view.ts';
import { scorecardModel } from '../scorecard/scorecard-page.ts';
import { planModel } from './plan-pages.ts';
import type { ReportView } from './report-view.ts';
import { trainingModel } from './training-page.ts';

/** Everything that the template of the annual report reads. Every name that it uses is there: templates run in strict mode. */
export function reportModel(view: ReportView, edition: Edition, missing: readonly Gap[]) {
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
  const control = controlModel(view, missing, [
    fact(
      'Report',
      words(view.partnership, (name) => `${view.review.kind} of the ${name}`),
    ),
    fact('Period', periodOf(view)),
    fact('Figures as at', dateWords(view.review.asAt)),
  ]);
  const signatures = {
    entry: numbered('signatures', 'Signed by the safeguarding partners'),
    rows: approvalRows(view.control.approvals),
  };
  const end = endPages(view, edition, pages, [foreword, ...front, area, training, ...sections]);
  const manifest = { entry: numbered('manifest', 'Manifest'), ...manifestModel(view, edition) };
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

function periodOf({ period: { from, until } }: ReportView): Words {
  if (isMissing(from) && isMissing(until)) return words({ missing: `${from.missing} and ${until.missing}` });
  if (isMissing(from)) return words(from);
  return words(until, (day) => `${britishDate(from)} to ${britishDate(day)}`);
}

function coverModel(view: ReportView) {
  return {
    council: view.council,
    title: titleOf(view),
    subtitle: isMissing(view.partnership) ? view.review.kind : view.partnership,
    notice: view.notice ?? '',
    facts: [
      fact('Period', periodOf(view)),
      fact('Figures as at', dateWords(view.review.asAt)),
      fact('Theme', view.review.theme),
      fact('Made for', view.pack.audience),
      fact('Version', `${versionLabel(view)}, ${madeOrReleased(view)}`),
    ],
  };
}
