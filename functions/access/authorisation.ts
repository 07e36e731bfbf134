import type { Actor, Role } from './model.ts';

/** Whoever may do a thing. What is not in the table is denied. Absent and forbidden look the same from outside. */
const table = {
  'review.list': ['officer', 'data-officer', 'approver', 'information-governance', 'administrator'],
  'review.create': ['officer'],
  'review.read': ['officer', 'data-officer', 'approver', 'information-governance', 'administrator'],
  'review.write': ['officer'],
  'evidence.read': ['officer', 'approver', 'information-governance'],
  'evidence.upload': ['officer'],
  'figures.read': ['officer', 'data-officer', 'approver', 'information-governance'],
  'figures.import': ['officer', 'data-officer'],
  'version.build': ['officer'],
  'version.read': ['officer', 'data-officer', 'approver', 'information-governance', 'administrator'],
  'version.download': ['officer', 'approver', 'information-governance'],
  'version.release': ['officer'],
  'released.read': ['reviewer', 'lead-peer'],
  'job.read': ['administrator'],
  'job.retry': ['administrator'],
  'audit.read': ['officer', 'information-governance', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof table;

/** True if one of the actor's roles may do this. */
export function may(actor: Actor, action: Action): boolean {
  return table[action].some((role: Role) => actor.roles.includes(role));
}

/** The table as rows, for the documentation. */
export function authorisationRows(): { action: string; roles: readonly Role[] }[] {
  return Object.entries(table).map(([action, allowed]) => ({ action, roles: allowed }));
}
