import { expect, onTestFinished, test } from 'vitest';
import { createIdentity } from '../../../functions/platform/identity.ts';
import { startIdentityProvider } from '../../../local/identity-provider/provider.ts';
import { samplePeople } from '../../../local/people.ts';
import { freePort } from '../../../local/ports.ts';
import { loadSecrets } from '../../../local/secrets.ts';
import { Browser } from './browser.ts';
import { temporaryFolder } from './support.ts';

const portalOrigin = 'http://localhost:3999';

async function start(root?: string, port?: number) {
  const folder = root ?? (await temporaryFolder());
  const secrets = await loadSecrets(folder);
  const options = {
    root: folder,
    port: port ?? (await freePort()),
    portalOrigin,
    clientId: 'portal',
    people: samplePeople,
    ...secrets,
  };
  const provider = await startIdentityProvider(options);
  onTestFinished(provider.stop);
  const identity = createIdentity({
    issuer: provider.issuer,
    clientId: 'portal',
    clientSecret: secrets.clientSecret,
    portalOrigin,
  });
  return { provider, identity, folder, port: options.port };
}

/** Follows the provider's pages as a browser does, up to the address that leads back to the portal. */
async function signIn(browser: Browser, url: string, subject: string): Promise<string> {
  const page = await browser.follow(url);
  const answer = await browser.post(page.url, { subject });
  return (await browser.follow(answer)).url;
}

test('a person signs in, and the portal learns who it is', async () => {
  const { identity } = await start();
  const { url, transaction } = await identity.begin();
  const callback = await signIn(new Browser(portalOrigin), url, 'olu-adeyemi');
  expect(callback.startsWith(`${portalOrigin}/sign-in/complete?`)).toBe(true);
  expect(await identity.complete(callback, transaction)).toEqual({
    subject: 'olu-adeyemi',
    name: 'Olu Adeyemi',
    email: 'olu.adeyemi@thornmere.example',
    roles: ['officer', 'data-officer'],
  });
});

test('an answer is taken once, and only with its own transaction', async () => {
  const { identity } = await start();
  const [mine, other] = [await identity.begin(), await identity.begin()];
  const callback = await signIn(new Browser(portalOrigin), mine.url, 'marian-holt');
  await expect(identity.complete(callback, other.transaction)).rejects.toThrow();
  expect((await identity.complete(callback, mine.transaction)).subject).toBe('marian-holt');
  await expect(identity.complete(callback, mine.transaction)).rejects.toThrow();
});

test('whoever signed in is asked again at the next sign-in, and after signing out', async () => {
  const { identity } = await start();
  const browser = new Browser(portalOrigin);
  await signIn(browser, (await identity.begin()).url, 'olu-adeyemi');
  expect((await browser.follow((await identity.begin()).url)).text).toContain('Who are you?');
  const ended = await browser.follow((await identity.signOutUrl()) ?? '');
  expect(ended.url).toBe(`${portalOrigin}/signed-out`);
});

test('sign-out leads nowhere but to the portal', async () => {
  const { identity } = await start();
  const url = new URL((await identity.signOutUrl()) ?? '');
  url.searchParams.set('post_logout_redirect_uri', 'https://evil.example/');
  expect((await new Browser(portalOrigin).follow(url.href)).url).toBe(`${portalOrigin}/signed-out`);
});

test('the page asks again when nobody, or nobody known, is chosen', async () => {
  const { identity } = await start();
  const browser = new Browser(portalOrigin);
  const page = await browser.follow((await identity.begin()).url);
  expect(page.text).not.toContain('<script');
  for (const person of samplePeople) expect(page.text).toContain(person.name);
  const forms: Record<string, string>[] = [{}, { subject: 'somebody-else' }];
  for (const form of forms) {
    const answer = await browser.send(page.url, form);
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('Choose who you want to sign in as'),
    ]);
  }
});

test('a request without PKCE, or for another address, is refused', async () => {
  const { identity } = await start();
  const { url } = await identity.begin();
  const plain = new URL(url);
  plain.searchParams.delete('code_challenge');
  plain.searchParams.delete('code_challenge_method');
  expect((await new Browser(portalOrigin).follow(plain.href)).url).toContain('error=invalid_request');
  const elsewhere = new URL(url);
  elsewhere.searchParams.set('redirect_uri', 'https://evil.example/');
  const page = await new Browser(portalOrigin).follow(elsewhere.href);
  expect(page.text).toContain('You could not be signed in');
});

test('a sign-in that was begun before a restart is completed after it', async () => {
  const before = await start();
  const browser = new Browser(portalOrigin);
  const { url, transaction } = await before.identity.begin();
  const callback = await signIn(browser, url, 'deborah-quaye');
  await before.provider.stop();
  const after = await start(before.folder, before.port);
  expect((await after.identity.complete(callback, transaction)).roles).toEqual(['lead-peer']);
});
