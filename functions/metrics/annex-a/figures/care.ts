import { ageAt, anniversary } from '../calendar/spans.ts';
import { isWithinWorkingDays } from '../calendar/working-days.ts';
import { fosterCare, shortBreaks } from '../structure/codes.ts';
import type { RowOf } from '../structure/list.ts';
import type { leavers } from '../structure/lists.ts';
import type { lookedAfter } from '../structure/looked-after.ts';
import { count, type Figure, parts, share } from './figure.ts';
import { Flow, flowFigures } from './flow.ts';
import { onlyOnce } from './front-door.ts';
import { tellOfMore } from './need-and-protection.ts';
import { isOpen, LatestOf, type Tally, type TallyContext } from './tally.ts';

/** Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33: the first review is within so many working days. */
const firstReviewDays = 20;

type Child = RowOf<typeof lookedAfter>;

/**
 * List 8. Children looked after on the date, each once, by the period that started last; those in short breaks (V3, V4) are left out of every figure. Unaccompanied: who
 * the list says was so within the last 12 months. Reviewed: a review in the six months to the date, of those looked after for more than 20 working days, when
 * the first is due. Missing: at least one episode in the last 12 months, as the list says; not known whether an interview was offered is no. Started and ceased in the six
 * or twelve months: children once each; twelve if some ceased in each of them.
 */
export function tallyLookedAfter(context: TallyContext): Tally<Child> {
  const { asAt } = context;
  const open = new LatestOf<Child>();
  const starts = new Map<string, string>();
  const ends = new Map<string, string>();
  const once = onlyOnce(context, 'child and start');
  return {
    add(row, number) {
      if (row.status === shortBreaks || !once(`${row.child}|${row.start}`, number)) return;
      if (isOpen(row.start, row.end, asAt)) open.add(row.child, row);
      keepLatest(starts, row.child, row.start, asAt);
      if (row.end !== undefined) keepLatest(ends, row.child, row.end, asAt);
    },
    figures() {
      tellOfMore(open.more, 'open period', context);
      const flow = new Flow(context);
      for (const start of starts.values()) flow.add(start, 'started');
      for (const end of ends.values()) flow.add(end, 'ceased');
      const asked = [
        { indicator: 'cla.started', of: 'started' },
        { indicator: 'cla.ceased', of: 'ceased' },
      ];
      return [...figuresAt(open.rows, context), ...flowFigures(flow, 'ceased', asked, context)];
    },
  };
}

/** A child's last start (or end) up to the date: whoever has one in a span is counted in it once. */
function keepLatest(dates: Map<string, string>, child: string, date: string, asAt: string): void {
  if (date <= asAt && date > (dates.get(child) ?? '')) dates.set(child, date);
}

function figuresAt(rows: readonly Child[], context: TallyContext): Figure[] {
  const { catalogue, asAt, has } = context;
  const of = (isCounted: (one: Child) => boolean) => rows.filter(isCounted).length;
  const whole = (indicator: string, isCounted: (one: Child) => boolean) =>
    share(catalogue, indicator, of(isCounted), rows.length);
  const fostered = rows.filter((one) => fosterCare.includes(one.placement));
  const due = rows.filter((one) => !isWithinWorkingDays(one.start, asAt, firstReviewDays));
  const reviewed = due.filter(({ review }) => review !== undefined && review <= asAt && anniversary(review, 6) >= asAt);
  const missing = rows.filter((one) => one.missing > 0);
  const fromAgency = fostered.filter((one) => one.provider === 'Private' || one.provider === 'Voluntary');
  const asylum = of((one) => one.asylum === 'Yes');
  return [
    count('cla.count', rows.length),
    ...parts(
      catalogue,
      'cla.legal-status',
      rows.map((one) => one.status),
    ),
    ...parts(
      catalogue,
      'placements.type',
      rows.map((one) => one.placement),
    ),
    whole('placements.fostered', (one) => fosterCare.includes(one.placement)),
    whole('placements.residential', (one) => one.placement === 'Residential home for children'),
    whole('placements.three', (one) => one.placements >= 3),
    ...(has('location') ? [whole('placements.outside', (one) => one.location === 'Out')] : []),
    ...(has('provider')
      ? [
          share(
            catalogue,
            'placements.in-house',
            fostered.filter((one) => one.provider === 'The council').length,
            fostered.length,
          ),
          share(catalogue, 'placements.ifa', fromAgency.length, fostered.length),
        ]
      : []),
    ...(has('asylum')
      ? [
          count('cla.uasc', asylum, 'Annex A says whether within the last 12 months.'),
          share(catalogue, 'cla.uasc-share', asylum, rows.length),
        ]
      : []),
    ...(has('review') ? [share(catalogue, 'cla.reviewed-in-6-months', reviewed.length, due.length)] : []),
    whole('cla.missing-share', (one) => one.missing > 0),
    count(
      'cla.missing-times',
      rows.reduce((sum, one) => sum + one.missing, 0),
    ),
    ...(has('offered')
      ? [
          share(
            catalogue,
            'cla.interviews-offered',
            missing.filter((one) => one.offered === 'Yes').length,
            missing.length,
          ),
        ]
      : []),
  ];
}

const ageBands = [
  { code: '17-18', from: 17, to: 18 },
  { code: '19-21', from: 19, to: 21 },
] as const;

/**
 * List 9. Young people on the list, each once by the row that stands last, without those who died. In touch, in suitable accommodation, and in education,
 * employment or training: not known is no. Age on the date from the date of birth, or else as the list gives it; who has neither is in no age band. The
 * DfE's statistics go by the birthday in the year instead.
 */
export function tallyLeavers(context: TallyContext): Tally<RowOf<typeof leavers>> {
  const { asAt, catalogue, has, findings, sheet } = context;
  const people = new Map<string, RowOf<typeof leavers> & { years: number | undefined }>();
  return {
    add(row, number) {
      const years =
        row.born === undefined ? (row.age === undefined ? undefined : Math.floor(row.age)) : ageAt(row.born, asAt);
      if (years === undefined) {
        const message = 'Neither date of birth nor age is known: this young person is in no age band.';
        findings.warning(sheet, { row: number, expected: 'a date of birth or an age', message });
      }
      if (people.has(row.child)) {
        const message = 'This row repeats a young person of an earlier one; the last is counted.';
        findings.warning(sheet, { row: number, expected: 'each once', message });
      }
      people.set(row.child, { ...row, years });
    },
    figures() {
      const rows = [...people.values()].filter((one) => one.inTouch !== 'Died');
      const all = (indicator: string, isCounted: (one: (typeof rows)[number]) => boolean, among = rows) =>
        share(catalogue, indicator, among.filter(isCounted).length, among.length);
      return [
        count('leavers.listed', rows.length),
        ...(has('inTouch') ? [all('leavers.in-touch-now', (one) => one.inTouch === 'Yes')] : []),
        ...(has('accommodation')
          ? parts(
              catalogue,
              'leavers.accommodation',
              rows.map((one) => one.accommodation ?? 'Not known'),
            )
          : []),
        ...(has('suitability') ? [all('leavers.suitable-now', (one) => one.suitability === 'Suitable')] : []),
        ...ageBands.flatMap(({ code, from, to }) => {
          const among = rows.filter(({ years = 0 }) => years >= from && years <= to);
          const isActive = (one: (typeof rows)[number]) => one.activity === 'In education, employment or training';
          return [
            count(`leavers.listed-${code}`, among.length),
            ...(has('activity') ? [all(`leavers.eet-now-${code}`, isActive, among)] : []),
          ];
        }),
      ];
    },
  };
}
