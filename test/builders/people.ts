import { type Actor, type Role, roles } from '../../functions/access/model.ts';

/** Somebody with one role and nothing else. */
export function somebody(role: Role, name: string = role): Actor {
  return { personId: `a-${name}`, name: `Any ${name}`, email: `${name}@example.org`, roles: [role] };
}

/** One person for each role. */
export const oneOfEach: readonly Actor[] = roles.map((role) => somebody(role));
