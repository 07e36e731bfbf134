/** Roles as the identity provider's groups name them. A person may hold several. */
export const roles = [
  'officer',
  'agency-contributor',
  'data-officer',
  'nominee',
  'approver',
  'independent-scrutineer',
  'democratic-services',
  'information-governance',
  'lead-peer',
  'peer',
  'reviewer',
  'member',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** Somebody who is signed in. */
export interface Actor {
  /** The identity provider's subject. */
  personId: string;
  name: string;
  /** Lower case. Releases are made to an address, so that a pack can await somebody who has not signed in yet. */
  email: string;
  roles: readonly Role[];
}

/** What stands in the audit trail when the product itself acts: a scan verdict, a finished build. */
export const theSystem: Actor = { personId: 'system', name: 'Evidence Packs', email: '', roles: [] };

/** Roles out of a provider's groups; groups that are not roles of ours are passed over. */
export function rolesFrom(groups: readonly string[]): Role[] {
  return roles.filter((role) => groups.includes(role));
}
