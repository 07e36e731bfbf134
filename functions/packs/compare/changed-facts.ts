import { day } from '../../access/british-dates.ts';
import type { Change, Manifest } from '../model.ts';

type Facts = Manifest['review'];

const labels: Readonly<Record<Exclude<keyof Facts, 'team'>, string>> = {
  title: 'Title of the review',
  theme: 'Theme',
  scope: 'Scope',
  startsOn: 'First day on site',
  endsOn: 'Last day on site',
  daysOnSite: 'Days on site',
  asAt: 'Figures as at',
  leadName: 'Lead reviewer',
  leadPost: 'Post of the lead reviewer',
  leadAuthority: 'Authority of the lead reviewer',
  hostSponsor: 'Sponsor',
  organiser: 'Organiser',
  marking: 'Marking',
  handling: 'Handling instruction',
};
const dates: readonly string[] = ['startsOn', 'endsOn', 'asAt'];

/** What is said of the review otherwise than before: its facts, its team, and what its framework asks for. */
export function factChanges(before: Manifest, now: Manifest): Change[] {
  const facts = Object.entries(labels).map(([key, label]) => {
    const text = (facts: Facts) => {
      const value = String(facts[key as keyof typeof labels]);
      return dates.includes(key) ? day(value) : value;
    };
    return [label, text(before.review), text(now.review)] as const;
  });
  return [
    ...facts,
    ['Review team', teamText(before.review), teamText(now.review)] as const,
    ['Council', before.council, now.council] as const,
    ['Framework', frameworkText(before), frameworkText(now)] as const,
    ['Lines of enquiry', enquiriesText(before), enquiriesText(now)] as const,
    ['Posts that approve', before.approvers.join('; '), now.approvers.join('; ')] as const,
  ].flatMap(([what, was, is]) => (was === is ? [] : [{ what, before: was || 'not said', now: is || 'not said' }]));
}

function teamText({ team }: Facts): string {
  return team.map(({ name, post, authority, part }) => `${name}, ${post}, ${authority}: ${part}`).join('; ');
}

function frameworkText({ framework }: Manifest): string {
  return `${framework.label}, ${framework.version}`;
}

function enquiriesText({ enquiries }: Manifest): string {
  return enquiries.map(({ ref, question }) => `${ref} ${question}`).join('; ');
}
