import { always, type Condition, releasedToThemNow, type Thing, type Things, theirOwn } from './conditions.ts';
import { type Actor, type Role, roles } from './model.ts';

/** One row of the table: an action on a kind of thing, the states in which it can be done, and who may do it when. */
interface Rule<T extends Thing> {
  thing: T;
  says: string;
  /** Absent: the thing has no states, or the action does not depend on them. */
  states?: readonly StateOf<T>[];
  who: readonly { roles: readonly Role[]; when: Condition<T> }[];
}
type StateOf<T extends Thing> = T extends Thing ? (Things[T] extends { state: infer S } ? S : never) : never;

function on<T extends Thing>(
  thing: T,
  says: string,
  who: readonly (readonly [readonly Role[], Condition<NoInfer<T>>])[],
  states?: readonly StateOf<NoInfer<T>>[],
): Rule<T> {
  return { thing, says, who: who.map(([allowed, when]) => ({ roles: allowed, when })), ...(states ? { states } : {}) };
}

const officers = ['officer'] as const;
/** They read a review to judge, clear or sign it. */
const judges = ['nominee', 'approver', 'independent-scrutineer', 'information-governance'] as const;
/** They come from outside, and read what is released to them. */
const readers = ['lead-peer', 'peer', 'reviewer'] as const;

/**
 * Who may do what: role × state × action. What does not stand here is denied. Whoever may not do a thing is answered as if it
 * did not exist; whoever may, in another state of it, is told the state.
 *
 * Every officer of the council works on every review; people from outside see what is released to them and nothing else.
 * Agency contributors and members have nothing yet: their requests and public papers do not exist. Roles are those of the
 * sign-in, for at most twelve hours; an administrator ends a person's sessions at once.
 */
export const authorisation = {
  'review.list': on('council', 'See which reviews there are', [
    [[...officers, ...judges, 'data-officer', 'democratic-services', 'administrator'], always],
  ]),
  'review.create': on('council', 'Create a review', [[officers, always]]),
  'review.read': on('review', 'Read what is said of a review, and its team', [
    [[...officers, ...judges, 'data-officer', 'democratic-services'], always],
  ]),
  'review.write': on('review', 'Change the review team', [[officers, always]]),
  'narrative.read': on('review', 'Read the narrative', [[[...officers, ...judges, 'data-officer'], always]]),
  'narrative.write': on('review', 'Write the narrative', [[officers, always]]),

  'evidence.read': on('review', 'Read what is said of evidence, and what its inspection found', [
    [[...officers, ...judges], always],
  ]),
  'evidence.upload': on('review', 'Add evidence, or a new file for an item', [[officers, always]]),
  'evidence.send': on('evidence', 'Send the file of an item', [[officers, always]], ['awaiting-upload']),

  'plan.read': on('council', 'Read the delivery plan, and where each action stands', [
    [[...officers, ...judges], always],
  ]),
  'plan.write': on('council', 'Write the delivery plan', [[officers, always]]),
  'report.draft': on('council', 'Have the annual report of the last period drafted', [[officers, always]]),
  'schedule.read': on('council', 'See what is drafted by itself, and when', [[[...officers, 'administrator'], always]]),
  'scrutiny.write': on('review', 'Write the independent scrutineer’s chapter', [[['independent-scrutineer'], always]]),

  'figures.read': on('council', 'See figures and their imports', [[[...officers, ...judges, 'data-officer'], always]]),
  'figures.import': on('council', 'Import figures', [[['data-officer'], always]]),
  'indicators.read': on('council', 'Read what each indicator means', [
    [[...officers, ...judges, 'data-officer', 'administrator'], always],
  ]),
  'indicators.write': on('council', 'Add an indicator of the council’s own, change or retire it', [
    [['data-officer', 'administrator'], always],
  ]),
  'targets.write': on('council', 'Set, change or remove the target of a measure', [
    [[...officers, 'data-officer'], always],
  ]),

  'version.build': on('review', 'Build a version', [[officers, always]]),
  'version.read': on('review', 'See the versions, their state and who may read them', [
    [[...officers, ...judges, 'data-officer', 'democratic-services'], always],
  ]),
  'manifest.read': on('version', 'See all that a version is made of', [
    [[...officers, ...judges, 'democratic-services'], always],
  ]),
  'version.download': on(
    'version',
    'Download a file of a version',
    [
      [[...officers, ...judges, 'democratic-services'], always],
      [readers, releasedToThemNow],
    ],
    ['built', 'returned', 'approved', 'releasing', 'released', 'superseded', 'withdrawn'],
  ),
  'version.compare': on('review', 'Compare two versions, or one with what stands now', [
    [[...officers, ...judges], always],
  ]),
  'approvers.assign': on('review', 'Name who approves for each post', [[officers, always]]),
  'approval.list': on('council', 'See what awaits one’s own approval', [[['approver'], always]]),
  'version.approve': on(
    'version',
    'Approve a version for a post of one’s own, or return it with words',
    [[['approver'], always]],
    ['built'],
  ),
  'version.release': on('version', 'Release an approved version', [[officers, always]], ['approved']),
  'version.withdraw': on(
    'version',
    'Withdraw a version from its readers',
    [[officers, always]],
    ['released', 'superseded'],
  ),
  'access.grant': on(
    'version',
    'Give a reader leave to read a version, for a time',
    [[officers, always]],
    ['releasing', 'released', 'superseded'],
  ),
  'access.revoke': on(
    'version',
    'Take a reader’s leave back',
    [[officers, always]],
    ['releasing', 'released', 'superseded', 'withdrawn'],
  ),
  'released.list': on('council', 'See what is released to oneself', [[readers, always]]),
  'released.read': on(
    'version',
    'Read about a version that was released',
    [[readers, releasedToThemNow]],
    ['released', 'superseded', 'withdrawn'],
  ),

  'audit.read': on('review', 'Read, check and export the audit trail of a review', [
    [['officer', 'independent-scrutineer', 'information-governance', 'administrator'], always],
  ]),
  'audit.read-council': on('council', 'Read, check and export the council’s own audit trail, and the daily roots', [
    [['information-governance', 'administrator'], always],
  ]),

  'job.read': on('council', 'See background work that gave up', [[['administrator'], always]]),
  'job.retry': on('job', 'Have work that gave up tried again', [[['administrator'], always]], ['dead']),

  'person.list': on('council', 'See who has signed in, and when', [[['administrator'], always]]),
  'session.read': on('session', 'See where somebody is signed in', [[roles, theirOwn]]),
  'session.end': on('session', 'Sign somebody out', [
    [roles, theirOwn],
    [['administrator'], always],
  ]),
} as const satisfies Record<
  string,
  Rule<'council'> | Rule<'review'> | Rule<'evidence'> | Rule<'version'> | Rule<'job'> | Rule<'session'>
>;

export type Action = keyof typeof authorisation;
export type ThingOf<A extends Action> = Things[(typeof authorisation)[A]['thing']];

/** `absent`: answer as if the thing did not exist. `not-now`: they may, but not in its present state. */
export type Decision = 'allowed' | 'absent' | 'not-now';

/** What the table says of one person, one action and one thing at one time. Every use case asks it. */
export function decide<A extends Action>(actor: Actor, action: A, thing: ThingOf<A>, now: Date): Decision {
  const rule: Rule<Thing> = authorisation[action] as Rule<Thing>;
  const at = now.toISOString();
  const there = rule.who.some(
    ({ roles: allowed, when }) => allowed.some((role) => actor.roles.includes(role)) && when.holds(actor, thing, at),
  );
  if (!there) return 'absent';
  if (rule.states && !rule.states.some((state) => 'state' in thing && thing.state === state)) return 'not-now';
  return 'allowed';
}

/** True if `decide` may allow this to one of the actor's roles: for links, and for the first check of a route. */
export function may(actor: Actor, action: Action): boolean {
  return authorisation[action].who.some(({ roles: allowed }) =>
    allowed.some((role: Role) => actor.roles.includes(role)),
  );
}
