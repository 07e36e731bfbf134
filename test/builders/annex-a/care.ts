import { awayFromEdges, whenOf } from './chance.ts';
import type { Cell, Row } from './columns.ts';
import { everyMonth } from './front-door.ts';
import { type Making, postcode } from './making.ts';

type Choice = readonly [part: string, ...cells: (string | undefined)[]];

const statuses: readonly Choice[] = [
  ['Interim care order', 'C1: ICO', 'C1'],
  ['Full care order', 'C2: FCO', 'Full care order'],
  ['Freed for adoption', 'D1: Freeing order'],
  ['Placement order granted', 'E1: Placement order'],
  ['Accommodated under section 20', 'V2: Single period under S20', 'V2', 'S20'],
  ['Detained for child protection', 'L1: Police protection LA accommodation', 'L2: EPO', 'L3'],
  ['Youth justice legal status', 'J1: Remanded to LA or youth detention', 'J3: Youth rehabilitation order'],
];
const relative = 'Foster carer who is a relative or friend';
const foster = 'Foster carer: other';
const placements: readonly Choice[] = [
  [relative, 'a) U1: Foster placement - relatives - long term', 'c) U3: Foster placement - relative - not FFA', 'U2'],
  [foster, 'd) U4: Foster placement - long term', 'U6', 'f) U6: Foster placement - not FFA'],
  ['Placed for adoption', 'i) A5: Placed for adoption - order - foster', 'A3'],
  ['Placed with parents', 'k) P1: Placed with parents'],
  ['Residential home for children', "p) K2: Children's Homes", 'K2'],
  ['Supported accommodation', 'n) H5: Residential accommodation'],
  ['Secure unit', "o) K1: Secure Children's Homes"],
  ['Residential school', 'u) S1: Residential school'],
  [
    'Other',
    'v) Z1: Other placements',
    'l) P2: Independent living',
    'y) T2: Temporary placement - holiday',
    'r) R2: NHS/Health Trust',
  ],
];
const providers: readonly Choice[] = [
  ['own', 'b) PR1: Own provision', 'b) PR1 - Own provision'],
  ['agency', 'e) PR4: Private provision', 'f) PR5 - Voluntary/third sector'],
  ['other', 'a) PR0: Parents/Parental responsibility', 'c) PR2: Other LA provision', 'cannot say', undefined],
];

/** List 8. */
export function makeLookedAfter(making: Making, children: number): void {
  const { answers, chance, asAt, edge } = making;
  for (const [part] of statuses) answers.count('cla.legal-status', 0, part);
  for (const [part] of placements) answers.count('placements.type', 0, part);
  const anyValues = () => ({
    need: 'N1 - Abuse or neglect',
    postcode,
    urn: 'SC987654',
    authority: 'Thornmere',
    absent: 0,
    placed: making.ago(9),
  });
  const row = (child: Row, values: Row) => making.add(8, child, { ...anyValues(), ...values });

  const open = (start: string, isDue: boolean, child = making.edgeChild(), later?: string) => {
    const [status, ...statusCells] = chance.of(statuses);
    const [placement, ...placementCells] = chance.of(placements);
    const [provider, ...providerCells] = chance.of(providers);
    const asylum = chance.is(0.08);
    const isOut = chance.is(0.4);
    const moves = chance.of([0, 1, 1, 2, 3, 4]);
    const missing = chance.is(0.15) ? chance.between(1, 9) : 0;
    const offered = missing > 0 && chance.is(0.7);
    const isReviewed = chance.is(0.8);
    const isFostered = placement === relative || placement === foster;
    answers.count('cla.count');
    answers.count('cla.legal-status', 1, status);
    answers.count('placements.type', 1, placement);
    answers.share('placements.fostered', isFostered);
    answers.share('placements.residential', placement === 'Residential home for children');
    answers.share('placements.three', moves >= 3);
    answers.share('placements.outside', isOut);
    if (isFostered) {
      answers.share('placements.in-house', provider === 'own');
      answers.share('placements.ifa', provider === 'agency');
    }
    answers.count('cla.uasc', asylum ? 1 : 0);
    answers.share('cla.uasc-share', asylum);
    if (isDue) answers.share('cla.reviewed-in-6-months', isReviewed);
    answers.share('cla.missing-share', missing > 0);
    answers.count('cla.missing-times', missing);
    if (missing > 0) answers.share('cla.interviews-offered', offered);
    const notReviewed: Cell[] = [undefined, making.ago(chance.between(190, 400)), making.ago(-3)];
    row(child, {
      asylum: asylum ? making.yes(true) : chance.is(0.05) ? making.unknown() : making.yes(false),
      start: { date: start },
      status: chance.of(statusCells),
      review: isReviewed ? making.ago(chance.between(0, 170)) : chance.of(notReviewed),
      placements: moves,
      placement: chance.of(placementCells),
      provider: chance.of(providerCells),
      location: isOut ? chance.of(['b) Out', 'Out']) : chance.of(['a) In', 'in', undefined, 'over there']),
      missing,
      offered: missing === 0 ? undefined : offered ? making.yes(true) : chance.of(['No', 'c) Unknown', undefined]),
      end: later === undefined ? undefined : { date: later },
    });
  };
  const plain = { status: 'V2', placement: 'U6', placements: 1, missing: 2, asylum: 'Yes' };
  const ceased = (child: Row, start: number, end: number) =>
    row(child, {
      ...plain,
      start: making.ago(start),
      end: making.ago(end),
      reason: 't) E8: Care ceased for any other reason',
    });
  const left = (start: number, end: number, child = making.edgeChild()) => {
    answers.flow(whenOf(start), 'cla.started');
    answers.flow(whenOf(end), 'cla.ceased');
    ceased(child, start, end);
  };
  const came = (days: number, child = making.edgeChild()) => {
    answers.flow(whenOf(days), 'cla.started');
    // 20 working days are 28 days on a calendar or more, and never more than 35.
    open(making.ago(days).date, days >= 40, child);
  };
  for (const days of everyMonth(making)) left(days + 400, days);
  for (let number = 0; number < children; number += 6) {
    const child = making.child(number);
    const longest = making.reachesAYear ? 340 : 170;
    if (chance.is(0.3)) {
      const end = awayFromEdges(chance, 1, longest);
      left(end + 400, end, child);
    } else if (chance.is(0.1)) {
      // Ceased and started again: started once, by the last start; ceased once.
      ceased(child, 600, 100);
      answers.flow('six', 'cla.ceased');
      came(chance.between(45, 95), child);
    } else came(chance.of([chance.between(1, 19), chance.between(45, 170), awayFromEdges(chance, 190, 2_000)]), child);
  }
  came(0);
  answers.flow('six', 'cla.started');
  open(edge.reviewNotDue, false);
  answers.flow('six', 'cla.started');
  open(edge.reviewDue, true);
  // Ceased on the date, ceased after it, not yet started.
  left(500, 0);
  answers.flow('six', 'cla.started');
  open(making.ago(100).date, true, making.edgeChild(), making.ago(-2).date);
  row(making.edgeChild(), { ...plain, start: making.ago(-1) });
  // Short breaks are left out of everything; ceased twice in six months counts once.
  row(making.edgeChild(), {
    ...plain,
    status: chance.of(['V3: Short term breaks, episodes recorded', 'V4']),
    start: making.ago(80),
  });
  const twice = making.edgeChild();
  answers.flow('six', 'cla.started');
  answers.flow('six', 'cla.ceased');
  ceased(twice, 90, 80);
  ceased(twice, 70, 60);
  // Started and ceased again after the date: what came before it counts.
  const again = making.edgeChild();
  answers.flow('six', 'cla.started');
  answers.flow('six', 'cla.ceased');
  ceased(again, 90, 80);
  ceased(again, -1, -2);
  if (asAt === '2025-10-15') return;
  // A baby of two days.
  answers.flow('six', 'cla.started');
  open(making.ago(2).date, false, making.edgeChild(making.ago(2).date));
}

const homes: readonly Choice[] = [
  ['With parents or relatives', 'B: Parents/relatives'],
  ['With former foster carers', 'Z: With former foster carers'],
  ['Community home or residential care', 'C: Community home/residential care'],
  [
    'Semi-independent or transitional',
    'D: Semi-independent, transitional accommodation and self-contained accommodation',
  ],
  ['Supported lodgings', 'E: Supported lodgings'],
  ['Foyers and similar', 'T: Foyers and similar supported accommodation'],
  ['Independent living', 'U: Independent living', 'Independent living'],
  ['Ordinary lodgings', 'K: Ordinary lodgings, without formal support'],
  ['Emergency accommodation', 'V: Emergency accommodation'],
  ['Bed and breakfast', 'W: Bed and breakfast'],
  ['In custody', 'X: In custody'],
  ['No fixed abode', 'S: No fixed abode/homeless'],
  ['Abroad', 'G: Abroad'],
  ['Deported', 'H: Deported'],
  ['Other accommodation', 'Y: Other accommodation'],
  ['Not known', 'R: Residence not known', undefined],
];
const active = ['F1: Full time in higher education', 'P3: Part time in training or employment', 'F2'];
const inactive = [
  'G4: Not in education, employment or training - illness or disability',
  'G5',
  undefined,
  'do not know',
];

/** List 9. */
export function makeLeavers(making: Making, children: number): void {
  const { answers, chance, edge } = making;
  for (const [part] of homes) answers.count('leavers.accommodation', 0, part);
  for (const band of ['17-18', '19-21']) answers.count(`leavers.listed-${band}`, 0);
  const add = (years: number, given: Row) => {
    const band = years === 17 || years === 18 ? '17-18' : years >= 19 && years <= 21 ? '19-21' : undefined;
    const [part, ...cells] = chance.of(homes);
    const [touch, suitable, busy] = [chance.is(0.9), chance.is(0.85), chance.is(0.55)];
    answers.count('leavers.listed');
    answers.share('leavers.in-touch-now', touch);
    answers.count('leavers.accommodation', 1, part);
    answers.share('leavers.suitable-now', suitable);
    if (band) {
      answers.count(`leavers.listed-${band}`);
      answers.share(`leavers.eet-now-${band}`, busy);
    }
    making.add(
      9,
      { ...making.edgeChild(), ...given },
      {
        eligibility: 'b) Former relevant child',
        inTouch: touch ? chance.of(['a) Yes', 'Y']) : chance.of(['b) No', 'd) Refu', 'e) NREQ', 'f) Rhom', undefined]),
        accommodation: chance.of(cells),
        suitability: suitable ? chance.of(['a) Suitable', 'Suitable']) : chance.of(['b) Unsuitable', undefined]),
        activity: chance.of(busy ? active : inactive),
      },
    );
  };
  for (let number = 0; number < children; number += 10) {
    const years = chance.between(16, 24);
    // Away from the birthday: so many years and a half.
    const born = {
      date: `${Number(making.asAt.slice(0, 4)) - years - 1}-${making.asAt === '2026-03-31' ? '09' : '12'}-11`,
    };
    add(years, { born, age: undefined });
  }
  for (const [years, born] of Object.entries(edge.births)) add(Number(years), { born: { date: born } });
  add(Number(edge.leapAge), { born: { date: '2008-02-29' } });
  // Without a date of birth the age is taken: with its part of a year, as some give it.
  add(18, { born: undefined, age: 18.9384624 });
  add(99, { born: undefined, age: undefined });
  // Died: counted nowhere. Twice on the list: the last row counts.
  making.add(9, making.edgeChild(), { born: { date: edge.births['18'] }, inTouch: 'c) Died' });
  const twice = making.edgeChild();
  making.add(9, twice, {
    born: { date: edge.births['18'] },
    inTouch: 'No',
    activity: 'G5',
    accommodation: 'X: In custody',
  });
  add(21, { ...twice, born: { date: edge.births['21'] } });
}
