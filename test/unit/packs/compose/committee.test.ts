import { describe, expect, test } from 'vitest';
import { type Element, elementsOf, textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { numbersOf } from '../../../../functions/documents/tree/numbers.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import {
  coverReportSchema,
  membersReportSchema,
} from '../../../../functions/packs/compose/committee/committee-view.ts';
import { type AnyView, composePack } from '../../../../functions/packs/compose/compose-pack.ts';
import { templates } from './templates.ts';

const sampleOf = (name: string) => templates.find((one) => one.name === name)?.sample ?? { pack: {} };
const [members, cover] = [sampleOf('report-to-members'), sampleOf('cover-report')];

function pageOf(view: AnyView, edition: 'report' | 'bundle' = 'report'): Element[] {
  const tree = parseTree(composePack(view, edition).html);
  if (!tree.ok) throw new Error(`${tree.message} ${JSON.stringify(tree.details)}`);
  return tree.value;
}

const words = (element: Element): string => textOf(element).replaceAll(/\s+/g, ' ').trim();
const byId = (page: Element[], id: string): Element => {
  const found = page.find(({ anchors }) => anchors[0] === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};
const rowsOf = (section: Element): string[][] =>
  [...walk([section])].filter(({ name }) => name === 'tr').map((row) => elementsOf(row).map(words));
const hrefs = (section: Element): (string | undefined)[] =>
  [...walk([section])].filter(({ name }) => name === 'a').map(({ attributes }) => attributes.href);

describe('the report to members', () => {
  const page = pageOf(membersReportSchema.parse(members));

  test('numbers its recommendations as the stylesheet will, and the timetable refers to them by that number', () => {
    const printed = numbersOf(page);
    const asked = [...walk([byId(page, 'recommendations')])].filter(({ anchors }) => anchors[0]?.startsWith('recom'));
    const numbers = asked.flatMap((one) => printed.get(one) ?? []);
    expect(numbers).toContain('2.4');
    const steps = rowsOf(byId(page, 'timetable')).slice(1);
    for (const number of steps.map((row) => row.at(-1))) expect(numbers).toContain(number);
    expect(hrefs(byId(page, 'timetable'))).toContain('#recommendation-3');
  });

  test('prints a step of a recommendation that is not there without a link', () => {
    const rows = [{ what: 'Something', due: '2027-01-31', officer: 'Somebody', recommendation: 9 }];
    const odd = pageOf(membersReportSchema.parse({ ...members, timetable: { rows } }));
    expect(rowsOf(byId(odd, 'timetable')).at(-1)).toEqual(['Something', '31 Jan 2027', 'Somebody', '2.9']);
    expect(hrefs(byId(odd, 'timetable'))).toEqual([]);
  });

  test('the sections carry the numbers by which the contents and the references name them', () => {
    const printed = numbersOf(page);
    const numbered = page.flatMap((section) => {
      const heading = elementsOf(section)[0];
      return heading && printed.has(heading) ? [printed.get(heading)] : [];
    });
    expect(numbered).toEqual(numbered.map((_, place) => String(place + 1)));
    expect(words(byId(page, 'control'))).toContain('In section 15');
    expect(words(elementsOf(byId(page, 'approvals'))[0] as Element)).toBe('Approvals');
  });

  test('words or a table will do, and only without either is a section missing', () => {
    const only = (risks: object) => words(byId(pageOf(membersReportSchema.parse({ ...members, risks })), 'risks'));
    expect(only({ said: { body: 'None.' } })).toBe('Risks and mitigationNone.');
    expect(
      only({
        rows: [{ risk: 'Delay', likelihood: 'low', impact: 'high', mitigation: 'Start now', owner: 'The director' }],
      }),
    ).toContain('DelayLowHighStart nowThe director');
    expect(only({})).toContain('Missing: the risks and their mitigation');
  });

  test('holds the law against the day of the meeting', () => {
    const law = {
      title: 'Guidance',
      section: 'Chapter 2',
      edition: '2018',
      from: '2018-07-04',
      bearing: 'Work together',
    };
    const laws = [law, { ...law, until: '2023-12-15' }, { ...law, from: '2027-04-01' }];
    const tags = rowsOf(byId(pageOf(membersReportSchema.parse({ ...members, laws })), 'legal-basis')).map(
      (row) => row[3],
    );
    expect(tags.slice(1)).toEqual([
      'from 4 Jul 2018In force',
      'from 4 Jul 2018 until 15 Dec 2023Replaced',
      'from 1 Apr 2027Not yet in force',
    ]);
  });
});

describe('the cover report', () => {
  const view = coverReportSchema.parse(cover);

  test('keeps exempt and confidential apart: only of what is exempt is the public interest weighed', () => {
    const section = words(byId(pageOf(view), 'exemptions'));
    expect(section).toContain('Appendix B: exempt');
    expect(section).toContain('Paragraph 1 (information about an individual); paragraph 2');
    expect(section).toContain('Annex to Appendix B: confidential');
    expect(section).toContain('Does not apply: confidential information is withheld by law');
    expect(words(byId(pageOf(view), 'head'))).toContain('Yes. Appendix B: exempt (paragraphs 1, 2)');
  });

  test('an empty list of exemptions opens all of it, and no list at all is missing', () => {
    const head = (exemptions: unknown) =>
      words(byId(pageOf(coverReportSchema.parse({ ...cover, exemptions })), 'head'));
    expect(head([])).toContain('No: the whole report is open to the public');
    expect(head(undefined)).toContain('Missing: whether any part is exempt or confidential');
  });

  test('leads to the attached report: its row in the report, its pages in the bundle', () => {
    expect(new Set(hrefs(byId(pageOf(view), 'attached')))).toEqual(new Set(['#evidence-E01']));
    expect(new Set(hrefs(byId(pageOf(view, 'bundle'), 'attached')))).toEqual(new Set(['pack:E01']));
  });
});
