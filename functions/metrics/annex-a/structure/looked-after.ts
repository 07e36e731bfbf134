import { legalStatus, location, placementType, provider, yesNo } from './codes.ts';
import { allocated, child, code, date, disability, filled, number, plain } from './column.ts';
import { defineList } from './list.ts';

/** List 8: everyone looked after, and who ceased to be in the six months before. */
export const lookedAfter = defineList(
  8,
  'Children in care',
  ['Looked after children', 'Children looked after', 'Child in care', 'CiC', 'CLA', 'LAC', 'Looked after'],
  {
    ...child,
    asylum: code(
      yesNo,
      'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)',
      'UASC within the last 12 months',
      'UASC',
    ),
    disability,
    start: filled(date('Date Started to be Looked After')),
    need: plain('Child’s Category of Need', 'Category of need'),
    again: plain(
      'Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)',
      'Second or subsequent period of being a Looked After Child',
    ),
    statusStart: plain('Start date of current legal status'),
    status: filled(code(legalStatus, 'Child’s Legal Status', 'Legal status')),
    review: date('Date of Latest Statutory Review', 'Date of latest review'),
    visit: plain('Date of Last Social Work Visit'),
    permanence: plain('What is the permanence plan for this child?', 'Permanence plan'),
    iro: plain('Date of Last IRO Visit / Contact to the Child', 'Date of last IRO visit'),
    health: plain('Date of Last Health Assessment'),
    dental: plain('Date of Last Dental Check'),
    placements: filled(number('Number of Placements in the Last 12 months')),
    end: date('Date Ceased to be Looked After'),
    reason: plain('Reason Ceased to be Looked After'),
    placed: plain('Start Date of Most Recent Placement'),
    placement: filled(code(placementType, 'Placement Type')),
    provider: code(provider, 'Placement Provider'),
    postcode: plain('Placement postcode'),
    urn: plain('URN of Placement'),
    location: code(location, 'Placement Location'),
    authority: plain('LA of Placement'),
    missing: filled(
      number(
        'Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months',
        'Number of missing episodes in the last 12 months',
      ),
    ),
    absent: plain('Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months'),
    offered: code(
      yesNo,
      'Was the child offered a Return Interview after their last missing episode (Y/N)?',
      'Was the child offered a return interview after their last missing episode',
    ),
    accepted: plain('Did the child accept a Return Interview after their last missing episode (Y/N)?'),
    ...allocated,
  },
  { order: [['start', 'end']], birth: ['start', 'born'] },
);
