import { areaModel } from '../area/area.ts';
import { approvalRows, briefManifestModel, madeOrReleased, versionLabel } from '../pages/control.ts';
import { type Edition, evidenceLinks, exceptionRows } from '../pages/evidence-pages.ts';
import { type Entry, evidencePages, listed, type Pages, sourcesModel } from '../pages/pages.ts';
import { type Fact, fact, type Words, words } from '../pages/words.ts';
import { isMissing, type Missing } from '../peer-review/view.ts';
import { appendixRows, meetingDate, paperRows } from './committee-tables.ts';
import type { CommitteeReport, PersonView, Said } from './committee-view.ts';
import { accessWords, exemptionModel } from './exemption.ts';

/** A section of words, with its place in the contents. Figures bound in them are traced in a section of their own. */
export interface SaidSection {
  entry: Entry;
  words: Words;
  html: string;
  figures: Exclude<Said, Missing>['figures'];
}

/** @param otherwise true when a table says what the words leave out: then nothing is missing */
export function saidSection(pages: Pages, entry: Entry, said: Said, otherwise = false): SaidSection {
  if (isMissing(said) && otherwise) return { entry, words: { absent: false, text: '' }, html: '', figures: [] };
  return isMissing(said)
    ? { entry, ...pages.prose(said), figures: [] }
    : { entry, ...pages.prose(said.body), figures: said.figures };
}

/** The head of the report: what it is, whose, for which meeting, and whether the public may read it. */
export function headFacts(view: CommitteeReport, title: readonly Fact[] = []): Fact[] {
  const { meeting, report } = view;
  return [
    fact('Meeting', meeting.committee),
    fact('Date', meetingDate(view)),
    fact('Agenda item', meeting.item),
    ...title,
    fact('Directorate', report.directorate),
    fact('Approving director', report.director),
    ...(isMissing(report.authors)
      ? [fact('Author', report.authors)]
      : report.authors.map((author) => fact('Author', personWords(author)))),
    fact('Contact', isMissing(report.contact) ? report.contact : personWords(report.contact)),
    fact('Wards affected', meeting.wards),
    fact('Key decision', keyDecision(report.keyDecision)),
    fact('Other bodies', report.otherBodies),
    fact('Full council', councilApproval(report.councilApproval)),
    fact('Exempt or confidential', accessWords(view.exemptions)),
    fact('Version', `${versionLabel(view)}, ${madeOrReleased(view)}`),
  ];
}

/** The few of them that a cover has room for. */
export function headLines(view: CommitteeReport): Fact[] {
  const { meeting, report } = view;
  return [
    fact('Meeting', meeting.committee),
    fact('Date', meetingDate(view)),
    fact('Directorate', report.directorate),
    fact('Wards affected', meeting.wards),
    fact('Exempt or confidential', accessWords(view.exemptions)),
    fact('Version', `${versionLabel(view)}, ${madeOrReleased(view)}`),
  ];
}

/** A name with its post and an address; a post that is missing is said instead. */
function personWords({ name, post, contact }: PersonView): Words {
  if (isMissing(post)) return { absent: true, text: `${words(post).text} of ${name}` };
  return words(isMissing(contact) ? `${name}, ${post}` : `${name}, ${post}, ${contact}`);
}

function keyDecision(value: CommitteeReport['report']['keyDecision']): Words {
  if (isMissing(value)) return words(value);
  if (!value.key) return words('No');
  return words(
    isMissing(value.forwardPlan)
      ? 'Yes. Not given: its reference in the forward plan'
      : `Yes, forward plan ${value.forwardPlan}`,
  );
}

const councilApproval = (value: boolean | Missing): Words =>
  isMissing(value) ? words(value) : words(value ? 'The full council must approve it' : 'Not required');

const implicationHeadings = {
  finance: 'Financial and procurement',
  legal: 'Legal',
  people: 'Human resources',
  children: 'Children, young people and vulnerable adults',
  equalities: 'Equalities and human rights',
  climate: 'Carbon emissions and climate',
  partners: 'Partners',
  policy: 'Other policies',
} as const;

/** What both committee reports hold, each section numbered when it is asked for: the caller's order is that of the page. */
export function committeePages(view: CommitteeReport, edition: Edition, pages: Pages) {
  const links = evidenceLinks(view, edition);
  const said: SaidSection[] = [];
  const section = (id: string, heading: string, value: Said, otherwise = false) => {
    const made = saidSection(pages, pages.numbered(id, heading), value, otherwise);
    said.push(made);
    return made;
  };
  return {
    section,
    recommendations: () => {
      const entry = pages.numbered('recommendations', 'Recommendations');
      const { recommendations: list } = view;
      return {
        entry,
        absent: isMissing(list) ? words(list) : undefined,
        committee: isMissing(view.meeting.committee)
          ? 'The committee'
          : `The ${view.meeting.committee.replace(/^the /i, '')}`,
        list: isMissing(list) ? [] : list.map((text, place) => ({ id: `recommendation-${place + 1}`, text })),
      };
    },
    exemptions: () => ({
      entry: pages.numbered('exemptions', 'Exempt and confidential information'),
      ...exemptionModel(view.exemptions),
    }),
    figures: () => {
      const { body, figures = [], heading } = view.figures;
      const entry = pages.numbered('figures', heading ?? 'The figures');
      const words = body === undefined || isMissing(body) ? undefined : pages.prose(body);
      said.push({ entry, words: { absent: false, text: '' }, html: '', figures });
      const { benchmark, categories, trend } = areaModel(view);
      return { entry, said: words, benchmark, categories: categories.absent ? undefined : categories, trend };
    },
    implications: () => {
      const entry = pages.numbered('implications', 'Implications and advice');
      const parts = Object.entries(implicationHeadings).map(([key, heading]) => {
        const value = view.implications[key as keyof typeof implicationHeadings];
        const made = saidSection(pages, entry, value);
        said.push(made);
        return { heading, ...made };
      });
      return { entry, parts: parts.filter(({ words: { absent }, html }) => absent || html !== '') };
    },
    /** From the appendices to the manifest. */
    closing: () => {
      const appendices = { entry: pages.numbered('appendices', 'Appendices'), ...appendixRows(view.appendices, links) };
      const papers = {
        entry: pages.numbered('background-papers', 'Background papers'),
        ...paperRows(view.backgroundPapers),
      };
      const approvals = {
        entry: pages.numbered('approvals', 'Approvals'),
        rows: approvalRows(view.control.approvals),
        outstanding: view.control.approvals
          .filter(({ decision }) => decision !== 'approved')
          .map(({ post }) => post)
          .join('; '),
      };
      const figureSources = sourcesModel(said, pages.numbered);
      const evidence = evidencePages(view, edition, pages);
      const rows = exceptionRows(view);
      const exceptions = rows.length > 0 && {
        entry: pages.numbered('exceptions', 'Exceptions'),
        ...listed(rows, edition, 'exceptions'),
        whole: false,
        continued: '',
      };
      const manifest = { entry: pages.numbered('manifest', 'Manifest'), ...briefManifestModel(view, edition) };
      return {
        appendices,
        papers,
        approvals,
        figureSources,
        ...evidence,
        exceptions: exceptions || undefined,
        manifest,
      };
    },
  };
}
