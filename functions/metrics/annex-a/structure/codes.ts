/** What may stand in a column of codes. */
export interface CodeList {
  /**
   * What a cell means if it holds none of them. `refused`: the parts would no longer add up to their total, so the row must be mended. `unknown`: it
   * counts as a cell left empty, and the preview says how often.
   */
  otherwise: 'refused' | 'unknown';
  /** What a code stands for, as the catalogue calls the part; the codes themselves; and words that say the same, in any case. */
  meanings: readonly { is: string; codes: readonly string[]; words: readonly string[] }[];
}

const list = (otherwise: CodeList['otherwise'], meanings: Record<string, string>): CodeList => ({
  otherwise,
  meanings: Object.entries(meanings).map(([is, given]) => {
    const [codes = '', words = ''] = given.split('|');
    const split = (text: string, mark: string) => text.split(mark).flatMap((one) => one.trim() || []);
    return { is, codes: split(codes, ' '), words: [is, ...split(words, ';')] };
  }),
});

/** Before the stroke the codes, after it words that stand for them. */
export const yesNo = list('unknown', {
  Yes: '1 | y; true',
  No: '0 | n; false',
  Unknown: '| not known; not recorded; not stated',
});

export const needs = list('refused', {
  'Abuse or neglect': 'N1 |',
  'Disability or illness of the child': 'N2 | child’s disability; child’s disability or illness; child disability',
  'Disability or illness of a parent': 'N3 | parental disability or illness; parental illness or disability',
  'Family in acute stress': 'N4 |',
  'Family dysfunction': 'N5 |',
  'Socially unacceptable behaviour': 'N6 |',
  'Low income': 'N7 |',
  'Absent parenting': 'N8 |',
  'Cases other than children in need': 'N9 |',
  'Not stated': 'N0 | not known',
});

export const caseStatus = list('unknown', {
  Closed: '| closed episode; closed case',
  'Looked after': '| looked after child; child looked after; children looked after',
  'Child protection': '| child protection plan',
  'Child in need': '| child in need plan; CIN plan',
  'Open assessment': '| open; assessment',
});

/** The categories of the children in need census. */
export const abuse = list('refused', {
  'Emotional abuse': 'EMO | emotional',
  Neglect: 'NEG |',
  'Physical abuse': 'PHY | physical',
  'Sexual abuse': 'SAB | sexual',
  Multiple: 'MUL | multiple/not recommended; multiple categories; not recommended',
});

/** Short breaks are no part of the catalogue: their children aren't counted as looked after. */
export const shortBreaks = 'Short breaks';

/** The legal statuses of the SSDA903 return. */
export const legalStatus = list('refused', {
  'Interim care order': 'C1 | ICO',
  'Full care order': 'C2 | FCO; care order',
  'Freed for adoption': 'D1 | freeing order; freeing order granted',
  'Placement order granted': 'E1 | placement order',
  'Accommodated under section 20':
    'V2 | single period under S20; single period of accommodation under section 20; section 20; S20',
  'Detained for child protection':
    'L1 L2 L3 | police protection LA accommodation; under police protection; EPO; emergency protection order; child assessment order LA accommodation; child assessment order',
  'Youth justice legal status':
    'J1 J2 J3 | remanded to LA or youth detention; on remand; LA accommodation under PACE; youth rehabilitation order',
  [shortBreaks]:
    'V3 V4 | short term breaks; short term breaks, episodes recorded; short term breaks, agreements recorded',
});

/** The placement types of the SSDA903 return, as the catalogue groups them. */
export const placementType = list('refused', {
  'Foster carer who is a relative or friend':
    'U1 U2 U3 | foster placement - relatives - long term; foster placement - relative - FFA; foster placement - relative - not FFA',
  'Foster carer: other': 'U4 U5 U6 | foster placement - long term; foster placement - FFA; foster placement - not FFA',
  'Placed for adoption': 'A3 A4 A5 A6 |',
  'Placed with parents': 'P1 | placed with own parents',
  'Residential home for children': 'K2 | children’s homes; children’s home',
  'Supported accommodation': 'H5 | residential accommodation; semi-independent living accommodation',
  'Secure unit': 'K1 | secure children’s homes; secure children’s home',
  'Residential school': 'S1 |',
  Other:
    'P2 P3 R1 R2 R3 R5 T0 T1 T2 T3 T4 Z1 | independent living; residential employment; residential care home; NHS/health trust; family centre or mother and baby unit; young offender institution; temporary placement; other placements',
});

export const fosterCare: readonly string[] = ['Foster carer who is a relative or friend', 'Foster carer: other'];

export const provider = list('unknown', {
  Parents: 'PR0 | parents/parental responsibility',
  'The council': 'PR1 | own provision',
  'Another council': 'PR2 | other LA provision',
  'Another public body': 'PR3 | other public provision',
  Private: 'PR4 | private provision',
  Voluntary: 'PR5 | voluntary/third sector',
});

export const location = list('unknown', {
  In: '| inside; in area; inside area',
  Out: '| outside; out of area; outside area',
});

export const inTouch = list('unknown', {
  Yes: '| y',
  No: '| n',
  Died: '| deceased',
  Refused: '| refu',
  'Not required': '| nreq',
  'Returned home': '| rhom; return home',
});

/** Where care leavers live, by the codes of the SSDA903 return. */
export const accommodation = list('refused', {
  'With parents or relatives': 'B | parents/relatives',
  'Community home or residential care': 'C | community home/residential care; community home',
  'Semi-independent or transitional':
    'D | semi-independent, transitional accommodation and self-contained accommodation; semi-independent; semi-independent transitional accommodation',
  'Supported lodgings': 'E |',
  Abroad: 'G |',
  Deported: 'H |',
  'Ordinary lodgings': 'K | ordinary lodgings, without formal support',
  'Not known': 'R | residence not known; unknown',
  'No fixed abode': 'S | no fixed abode/homeless; no fixed adobe/homeless; homeless',
  'Foyers and similar': 'T | foyers and similar supported accommodation; foyers; supported accommodation',
  'Independent living': 'U |',
  'Emergency accommodation': 'V |',
  'Bed and breakfast': 'W |',
  'In custody': 'X | custody',
  'With former foster carers': 'Z | former foster carers',
  'Other accommodation': 'Y | other',
});

export const suitability = list('unknown', { Suitable: '1 |', Unsuitable: '2 | not suitable' });

export const activity = list('unknown', {
  'In education, employment or training':
    'F1 F2 F3 F4 F5 P1 P2 P3 P4 P5 | full time in higher education; part time in higher education; full time in education other than higher; part time in education other than higher; full time in training or employment; part time in training or employment',
  'Not in education, employment or training': 'G4 G5 G6 | not in education, employment or training; NEET',
});
