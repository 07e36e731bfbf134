import { abuse, accommodation, activity, caseStatus, inTouch, needs, suitability, yesNo } from './codes.ts';
import { allocated, child, code, date, disability, disabilityCode, filled, id, number, plain } from './column.ts';
import { defineList } from './list.ts';

/**
 * Annex A to Ofsted's inspections of local authority children's services (ILACS): what each list holds. Lists 1 to 8 hold the six months
 * before the inspection (6 to 8 also everyone whose case is open), 10 and 11 twelve months, 9 everyone who is owed a service. A council may give more.
 */
export const contacts = defineList(
  1,
  'Contacts',
  ['Contact'],
  { ...child, contacted: filled(date('Date of Contact', 'Contact date')), source: plain('Contact Source') },
  { birth: ['contacted', 'expected'] },
);

export const earlyHelp = defineList(
  2,
  'Early help assessments',
  ['Early help', 'Early help assessment', 'EHA'],
  {
    ...child,
    start: filled(date('Assessment start date', 'Date assessment started')),
    end: date('Assessment completion date', 'Date assessment completed'),
    organisation: plain('Organisation completing assessment', 'Organisation'),
  },
  { order: [['start', 'end']], birth: ['start', 'expected'] },
);

export const referrals = defineList(
  3,
  'Referrals',
  ['Referral'],
  {
    ...child,
    referred: filled(date('Date of referral', 'Referral date')),
    source: plain('Referral Source'),
    nfa: code(yesNo, 'Referral NFA?', 'NFA', 'Referral no further action'),
    earlier: filled(number('Number of Referrals in Last 12 Months', 'Number of referrals in the last 12 months')),
    ...allocated,
  },
  { birth: ['referred', 'expected'] },
);

export const assessments = defineList(
  4,
  'Assessments',
  ['Assessment', 'Continuous assessments', 'Social work assessments'],
  {
    ...child,
    disability,
    start: filled(date('Continuous Assessment Start Date', 'Assessment start date')),
    seen: plain('Child Seen During Continuous Assessment', 'Child seen during assessment'),
    end: date(
      'Continuous Assessment Date of Authorisation',
      'Assessment date of authorisation',
      'Date of authorisation',
    ),
    support: code(
      yesNo,
      'Was the child assessed as requiring LA children’s social care support?',
      'Was the child assessed as requiring LA childrens social care support',
      'Assessed as requiring LA children’s social care support',
    ),
    ...allocated,
  },
  { order: [['start', 'end']], birth: ['start', 'expected'] },
);

export const enquiries = defineList(
  5,
  'Section 47 enquiries and ICPCs',
  ['Section 47', 'Section 47s', 'Section 47 enquiries', 'S47', 'S47s', 'S47 and ICPC', 'Section 47 and ICPC'],
  {
    ...child,
    disability,
    start: filled(
      date(
        'Strategy discussion initiating Section 47 Enquiry Start Date',
        'Strategy discussion date',
        'Section 47 enquiry start date',
      ),
    ),
    unnecessary: plain('Was an Initial Child Protection Conference deemed unnecessary?'),
    conference: date('Date of Initial Child Protection Conference', 'Date of ICPC', 'ICPC date'),
    plan: code(
      yesNo,
      'Did the Initial Child Protection Conference Result in a Child Protection Plan',
      'Did the ICPC result in a child protection plan',
    ),
    enquiries: plain('Number of Section 47 Enquiries in the last 12 months'),
    conferences: plain('Number of ICPCs in the last 12 months'),
    ...allocated,
  },
  { order: [['start', 'conference']], birth: ['start', 'expected'] },
);

export const need = defineList(
  6,
  'Children in need',
  ['Child in need', 'CIN'],
  {
    ...child,
    disability: disabilityCode(yesNo),
    start: date('CIN Start Date', 'Child in need start date'),
    need: code(needs, 'Primary Need Code', 'Primary need'),
    seen: plain('Date Child Was Last Seen'),
    end: date('CIN Closure Date', 'Child in need closure date'),
    reason: plain('Reason for Closure', 'Closure reason'),
    status: code(caseStatus, 'Case Status', 'Status'),
    ...allocated,
  },
  { order: [['start', 'end']], birth: ['start', 'expected'] },
);

export const plans = defineList(
  7,
  'Child protection',
  ['Child protection plans', 'Child protection plan', 'CP', 'CPP'],
  {
    ...child,
    disability,
    start: filled(date('Child Protection Plan Start Date', 'CP plan start date')),
    first: plain('Initial Category of Abuse'),
    category: filled(code(abuse, 'Latest Category of Abuse', 'Current category of abuse')),
    visit: plain('Date of the Last Statutory Visit', 'Date of last statutory visit'),
    alone: plain('Was the Child Seen Alone?'),
    review: plain('Date of latest review conference'),
    end: date('Child Protection Plan End Date', 'CP plan end date'),
    emergency: plain(
      'Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)',
      'Subject to Emergency Protection Order',
    ),
    earlier: filled(
      number(
        'Number of Previous Child Protection Plans',
        'Number of previous CP plans',
        'Previous child protection plans',
      ),
    ),
    ...allocated,
  },
  { order: [['start', 'end']], birth: ['start', 'expected'] },
);

export const leavers = defineList(9, 'Care leavers', ['Care leaver', 'Leaving care'], {
  ...child,
  disability,
  ...allocated,
  eligibility: plain('Eligibility Category'),
  inTouch: code(inTouch, 'LA in Touch', 'In touch'),
  accommodation: code(accommodation, 'Type of Accommodation', 'Accommodation type'),
  suitability: code(suitability, 'Suitability of Accommodation'),
  activity: code(activity, 'Activity Status'),
});

export const adoptions = defineList(
  10,
  'Adoption (children)',
  ['Adoption', 'Children for adoption', 'Adoption children'],
  {
    ...child,
    family: plain('Family identifier', 'Family ID'),
    disability,
    entered: filled(date('Date the Child Entered Care', 'Date entered care')),
    decided: filled(date('Date of Decision that Child Should be Placed for Adoption')),
    order: date('Date of Placement Order'),
    matched: date('Date of Matching Child and Prospective Adopters', 'Date of match'),
    placed: date('Date Placed for Adoption'),
    adopted: date('Date of Adoption Order'),
    reversed: date('Date of Decision that Child Should No Longer be Placed for Adoption'),
    reason: plain('Reason Why Child No Longer Placed for Adoption'),
    fostered: date(
      'Date the child was placed for fostering in FFA or concurrent planning placement',
      'Date placed for fostering in FFA or concurrent planning placement',
    ),
  },
  {
    order: [
      ['entered', 'placed'],
      ['entered', 'fostered'],
      ['placed', 'adopted'],
      ['decided', 'reversed'],
    ],
    birth: ['entered', 'born'],
  },
);

export const adopters = defineList(
  11,
  'Adopters',
  ['Prospective adopters', 'Adoption (adopters)', 'Adoption adopters'],
  {
    adopter: id('Individual adopter identifier', 'Adopter ID', 'Individual adopter ID'),
    family: { ...id('Family identifier', 'Family ID'), filled: false as const },
    gender: child.gender,
    ethnicity: child.ethnicity,
    disability,
    fostering: plain(
      'Is the (prospective) adopter fostering for adoption?',
      'Is the prospective adopter fostering for adoption',
    ),
    enquired: filled(date('Date enquiry received')),
    stage1: date('Date Stage 1 started'),
    stage1End: date('Date Stage 1 ended'),
    stage2: date('Date Stage 2 started'),
    stage2End: date('Date Stage 2 ended'),
    applied: plain('Date application submitted'),
    approved: date('Date application approved'),
    matched: date(
      'Date adopter matched with child(ren)',
      'Date adopter matched with children',
      'Date adopter matched with child',
    ),
    placed: plain('Date child/children placed with adopter(s)'),
    children: plain('No. of children placed', 'Number of children placed'),
    adopted: plain('Date of Adoption Order'),
    left: date('Date of leaving adoption process'),
    reason: plain('Reason for leaving adoption process'),
  },
  {
    order: [
      ['enquired', 'stage1'],
      ['stage1', 'stage1End'],
      ['stage2', 'stage2End'],
      ['stage1', 'approved'],
      ['enquired', 'left'],
    ],
  },
);
