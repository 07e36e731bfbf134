import { expect, test } from 'vitest';
import { environment } from '../../../functions/platform/environment.ts';

test('a missing variable is named, and its neighbours’ values are not shown', () => {
  const read = () =>
    environment('identity', {
      OIDC_ISSUER: 'https://issuer.example',
      OIDC_CLIENT_SECRET: 'very-secret',
      PORTAL_ORIGIN: 'https://portal.example',
    });
  expect(read).toThrow(/OIDC_CLIENT_ID/);
  expect(read).not.toThrow(/very-secret/);
});

test('a malformed address is refused', () => {
  expect(() => environment('table', { TABLE_NAME: 'table', TABLE_ENDPOINT: 'localhost:8000' })).toThrow(
    /TABLE_ENDPOINT/,
  );
});

test('an empty optional variable counts as not set', () => {
  expect(environment('table', { TABLE_NAME: 'table', TABLE_ENDPOINT: '' })).toEqual({
    name: 'table',
    endpoint: undefined,
  });
});

test('an origin loses its path', () => {
  const read = environment('identity', {
    OIDC_ISSUER: 'https://issuer.example/pool',
    OIDC_CLIENT_ID: 'id',
    PORTAL_ORIGIN: 'https://portal.example/',
  });
  expect(read).toMatchObject({
    portalOrigin: 'https://portal.example',
    issuer: 'https://issuer.example/pool',
    clientSecret: undefined,
  });
});
