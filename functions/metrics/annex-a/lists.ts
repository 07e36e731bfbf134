import { tallyAdopters, tallyAdoptions } from './figures/adoption.ts';
import { tallyAssessments, tallyEnquiries } from './figures/assessments.ts';
import { tallyLeavers, tallyLookedAfter } from './figures/care.ts';
import { tallyContacts, tallyEarlyHelp, tallyReferrals } from './figures/front-door.ts';
import { tallyNeed, tallyPlans } from './figures/need-and-protection.ts';
import { type ListReader, listReader } from './rows/read-list.ts';
import {
  adopters,
  adoptions,
  assessments,
  contacts,
  earlyHelp,
  enquiries,
  leavers,
  need,
  plans,
  referrals,
} from './structure/lists.ts';
import { lookedAfter } from './structure/looked-after.ts';

/** The eleven lists of Annex A, each with what is counted of it. */
export const listReaders: readonly ListReader[] = [
  listReader(contacts, tallyContacts),
  listReader(earlyHelp, tallyEarlyHelp),
  listReader(referrals, tallyReferrals),
  listReader(assessments, tallyAssessments),
  listReader(enquiries, tallyEnquiries),
  listReader(need, tallyNeed),
  listReader(plans, tallyPlans),
  listReader(lookedAfter, tallyLookedAfter),
  listReader(leavers, tallyLeavers),
  listReader(adoptions, tallyAdoptions),
  listReader(adopters, tallyAdopters),
];

export const lists = listReaders.map(({ list }) => list);
