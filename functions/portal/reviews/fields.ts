import { markings } from '../../evidence/model.ts';
import { listFrameworks } from '../../reviews/frameworks.ts';
import type { Fields } from '../http/form.ts';

export const reviewFields: Fields = {
  framework: { noun: 'the kind of review', kind: 'choice' },
  title: { noun: 'the title of the review' },
  theme: { noun: 'the theme' },
  scope: { noun: 'the scope' },
  startsOn: { noun: 'the first day', kind: 'date' },
  endsOn: { noun: 'the last day', kind: 'date' },
  daysOnSite: {
    noun: 'the number of days on site',
    wrong: 'The number of days on site must be a whole number from 1 to 30',
  },
  asAt: { noun: 'the date of the figures', kind: 'date' },
  leadName: { noun: 'the name of the lead reviewer' },
  leadPost: { noun: 'the post of the lead reviewer' },
  leadAuthority: { noun: 'the home authority of the lead reviewer' },
  hostSponsor: { noun: 'the host sponsor' },
  organiser: { noun: 'the organiser' },
  marking: { noun: 'the protective marking', kind: 'choice' },
  handling: { noun: 'the handling instruction' },
};

export const markingOptions = markings.map((marking) => ({ value: marking, text: marking }));

export function frameworkOptions(): { value: string; text: string }[] {
  return listFrameworks().map(({ id, label }) => ({ value: id, text: label }));
}
