import type { Settings } from '../../../functions/portal/model.ts';
import { createPortal } from '../../../functions/portal/portal.ts';

export const origin = 'https://packs.thornmere.example';

/** A portal without a table, for what is answered before anything is read: guards, headers, errors. */
export function barePortal(settings: Partial<Settings> = {}) {
  const logged: { message: string; error: unknown }[] = [];
  const refuse = () => {
    throw new Error('secret detail of the table');
  };
  const parts = {
    table: { name: 'none', client: { send: refuse } as never },
    objects: {} as never,
    queues: {} as never,
    clock: () => new Date('2026-09-14T09:00:00Z'),
    wallClock: () => new Date('2026-09-14T09:00:00Z'),
    ids: () => '01abc',
    log: {
      info: () => {},
      warn: () => {},
      error: (message: string, error: unknown) => logged.push({ message, error }),
    },
  };
  const identity = {
    begin: async () => ({ url: 'https://sign-in.example/authorise', transaction: '{}' }),
    complete: refuse,
    signOutUrl: async () => undefined,
  };
  const app = createPortal(parts, identity, {
    origin,
    signInOrigin: 'https://sign-in.example',
    objectsOrigin: 'https://objects.example',
    council: { name: 'Thornmere', authority: 'X01', notice: 'Sample: invented figures' },
    ...settings,
  });
  return { app, logged };
}
