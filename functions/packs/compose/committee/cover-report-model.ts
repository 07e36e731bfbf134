import { controlModel, titleOf } from '../pages/control.ts';
import { type Edition, evidenceLinks } from '../pages/evidence-pages.ts';
import { plural } from '../pages/format.ts';
import type { Gap } from '../pages/gaps.ts';
import { startPages } from '../pages/pages.ts';
import { fact, words } from '../pages/words.ts';
import { isMissing } from '../peer-review/view.ts';
import { committeePages, headFacts } from './committee-model.ts';
import type { CoverReport } from './committee-view.ts';

/** Everything that the template of a cover report reads. Every name that it uses is there: templates run in strict mode. */
export function coverReportModel(view: CoverReport, edition: Edition, missing: readonly Gap[]) {
  const pages = startPages(view, edition, true);
  const parts = committeePages(view, edition, pages);
  const summary = parts.section('summary', 'Summary', view.summary);
  const recommendations = parts.recommendations();
  const exemptions = parts.exemptions();
  const attached = {
    entry: pages.numbered('attached', 'The report that this one carries'),
    ...attachedModel(view, edition),
  };
  const background = parts.section('background', 'Background', view.background);
  const issues = parts.section('issues', 'Key issues', view.issues);
  const figures = parts.figures();
  const options = parts.section('options', 'Options considered', view.options);
  const consultation = parts.section('consultation', 'Consultation', view.consultation);
  const timetable = parts.section('timetable', 'Timetable and accountability', view.timetable);
  const implications = parts.implications();
  const risks = parts.section('risks', 'Risks and mitigation', view.risks);
  const closing = parts.closing();
  return {
    bundle: edition === 'bundle',
    title: titleOf(view),
    council: view.council,
    notice: view.notice ?? '',
    incomplete: missing.length === 0 ? '' : plural(missing.length, 'thing'),
    head: headFacts(view),
    ...{ summary, recommendations, exemptions, attached, background, issues, figures, options, consultation },
    ...{ timetable, implications, risks },
    ...closing,
    control: controlModel(view, missing, [], [], closing.approvals.entry),
  };
}

/** Each section leads to the document behind it: its pages in the bundle, its row of the index in the report, or its own address. */
function attachedModel(view: CoverReport, edition: Edition) {
  const { attached } = view;
  if (isMissing(attached)) return { absent: words(attached), facts: [], rows: [] };
  const { title, version, pages, evidence, address, sections } = attached;
  const href = (evidence && evidenceLinks(view, edition).get(evidence)) ?? address ?? '';
  return {
    absent: undefined,
    facts: [
      fact('Report', title),
      fact('Version', version),
      ...(pages === undefined ? [] : [fact('Pages', plural(pages, 'page'))]),
    ],
    rows: sections.map(({ number, heading, says, page }) => ({
      number,
      heading,
      says: words(says),
      page: page === undefined ? '' : String(page),
      href,
    })),
  };
}
