import { missingText, printNumber, shortDate } from '../pages/format.ts';
import { dateWords, words } from '../pages/words.ts';
import { isMissing, type Missing } from '../peer-review/view.ts';
import type { AppendixView, CommitteeReport, LawView, MembersReport } from './committee-view.ts';

const levels = {
  low: { tone: 'green', text: 'Low' },
  medium: { tone: 'yellow', text: 'Medium' },
  high: { tone: 'red', text: 'High' },
} as const;

type Risk = MembersReport['risks']['rows'][number];

/** A tag in words, or the words for what is missing. */
const levelOf = (value: Risk['likelihood']) =>
  isMissing(value)
    ? { tag: undefined, ...words(value) }
    : { tag: levels[value], absent: false, text: levels[value].text };

export const riskRows = (rows: MembersReport['risks']['rows']) =>
  rows.map((row) => ({
    risk: row.risk,
    likelihood: levelOf(row.likelihood),
    impact: levelOf(row.impact),
    mitigation: words(row.mitigation),
    owner: words(row.owner),
  }));

export const optionRows = (rows: MembersReport['options']['rows']) =>
  rows.map((row, place) => ({
    number: String(place + 1),
    title: row.title,
    benefits: words(row.benefits),
    drawbacks: words(row.drawbacks),
    cost: words(row.cost),
    recommended: row.recommended,
  }));

export const consultationRows = (rows: MembersReport['consultation']['rows']) =>
  rows.map((row) => ({
    who: row.who,
    when: words(row.when),
    how: words(row.how),
    people: isMissing(row.people) ? words(row.people) : words(printNumber(row.people, 0)),
    changed: words(row.changed),
  }));

/** @param asked the section of recommendations, under which they are counted; a step of one that isn't there leads nowhere */
export const stepRows = (
  rows: MembersReport['timetable']['rows'],
  asked: { entry: { number: string }; list: unknown[] },
) =>
  rows.map((row) => ({
    what: row.what,
    due: words(row.due, shortDate),
    officer: words(row.officer),
    recommendation: row.recommendation === undefined ? '' : `${asked.entry.number}.${row.recommendation}`,
    href: (row.recommendation ?? Number.NaN) <= asked.list.length ? `#recommendation-${row.recommendation}` : '',
  }));

/** Guidance and law are held against the day of the meeting: a report that rests on a replaced edition should say so itself. */
export function lawRows(laws: MembersReport['laws'], meeting: string | Missing) {
  if (isMissing(laws)) return { absent: missingText(laws), rows: [] };
  return {
    absent: '',
    rows: laws.map((law) => ({
      title: law.title,
      section: words(law.section),
      edition: words(law.edition),
      from: words(law.from, shortDate),
      until: law.until === undefined ? '' : `until ${shortDate(law.until)}`,
      bearing: words(law.bearing),
      tag: inForce(law, meeting),
    })),
  };
}

function inForce({ from, until }: LawView, meeting: string | Missing) {
  if (isMissing(from) || isMissing(meeting)) return { tone: 'grey', text: 'Not known' };
  if (meeting < from) return { tone: 'yellow', text: 'Not yet in force' };
  if (until !== undefined && until < meeting) return { tone: 'red', text: 'Replaced' };
  return { tone: 'green', text: 'In force' };
}

const access = {
  public: { tone: 'green', text: 'Public' },
  exempt: { tone: 'yellow', text: 'Exempt' },
  confidential: { tone: 'red', text: 'Confidential' },
  'to-follow': { tone: 'yellow', text: 'To follow' },
} as const;

/** @param links where the evidence behind an appendix is read */
export function appendixRows(appendices: readonly AppendixView[] | Missing, links: ReadonlyMap<string, string>) {
  if (isMissing(appendices)) return { absent: missingText(appendices), rows: [] };
  return {
    absent: '',
    rows: appendices.map(({ ref, title, caption, evidence, access: may }) => ({
      ref,
      title,
      caption: words(caption),
      evidence: evidence ?? '',
      href: (evidence && links.get(evidence)) ?? '',
      access: isMissing(may)
        ? { tag: undefined, ...words(may) }
        : { tag: access[may], absent: false, text: access[may].text },
    })),
  };
}

export function paperRows(papers: CommitteeReport['backgroundPapers']) {
  if (isMissing(papers)) return { absent: missingText(papers), rows: [] };
  return { absent: '', rows: papers.map(({ title, where }) => ({ title, where: words(where) })) };
}

export const meetingDate = ({ meeting }: CommitteeReport) => dateWords(meeting.date);
