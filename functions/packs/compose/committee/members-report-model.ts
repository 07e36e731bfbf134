import { controlModel, titleOf } from '../pages/control.ts';
import type { Edition } from '../pages/evidence-pages.ts';
import type { Gap } from '../pages/gaps.ts';
import { startPages } from '../pages/pages.ts';
import { fact } from '../pages/words.ts';
import { committeePages, headFacts, headLines } from './committee-model.ts';
import { consultationRows, lawRows, optionRows, riskRows, stepRows } from './committee-tables.ts';
import type { MembersReport } from './committee-view.ts';

/** Everything that the template of a report to members reads. Every name that it uses is there: templates run in strict mode. */
export function membersReportModel(view: MembersReport, edition: Edition, missing: readonly Gap[]) {
  const pages = startPages(view, edition, true);
  const parts = committeePages(view, edition, pages);
  const { options, consultation, timetable, risks } = view;
  const summary = parts.section('summary', 'Summary', view.summary);
  const recommendations = parts.recommendations();
  const exemptions = parts.exemptions();
  const background = parts.section('background', 'Background', view.background);
  const issues = parts.section('issues', 'Key issues', view.issues);
  const figures = parts.figures();
  const beside = (id: string, heading: string, { said, rows }: { said: MembersReport['summary']; rows: unknown[] }) =>
    parts.section(id, heading, said, rows.length > 0);
  const chosen = {
    ...beside('options', 'Options considered', options),
    rows: optionRows(options.rows),
  };
  const asked = { ...beside('consultation', 'Consultation', consultation), rows: consultationRows(consultation.rows) };
  const steps = {
    ...beside('timetable', 'Timetable and accountability', timetable),
    rows: stepRows(timetable.rows, recommendations),
  };
  const implications = parts.implications();
  const dangers = { ...beside('risks', 'Risks and mitigation', risks), rows: riskRows(risks.rows) };
  const laws = { entry: pages.numbered('legal-basis', 'Legal basis'), ...lawRows(view.laws, view.meeting.date) };
  const closing = parts.closing();
  return {
    bundle: edition === 'bundle',
    cover: {
      council: view.council,
      title: titleOf(view),
      subtitle: 'Report to members',
      notice: view.notice ?? '',
      facts: headLines(view),
    },
    head: headFacts(view, [fact('Title', titleOf(view))]),
    control: controlModel(view, missing, [], [], closing.approvals.entry),
    contents: pages.contents,
    ...{ summary, recommendations, exemptions, background, issues, figures, options: chosen, consultation: asked },
    ...{ timetable: steps, implications, risks: dangers, laws },
    ...closing,
  };
}
