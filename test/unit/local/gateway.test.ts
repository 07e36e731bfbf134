import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startGateway } from '../../../local/gateway.ts';

async function start(answer: (event: APIGatewayProxyEventV2) => APIGatewayProxyResultV2) {
  const gateway = await startGateway(0, async (event) => answer(event), { 'x-origin-secret': 'true-secret' });
  onTestFinished(gateway.stop);
  return `http://127.0.0.1:${gateway.port}`;
}

const echo = (event: APIGatewayProxyEventV2) => ({ statusCode: 200, body: JSON.stringify(event) });

test('cookies travel in their own lists, both ways', async () => {
  const origin = await start((event) => ({
    statusCode: 303,
    headers: { location: '/next' },
    cookies: ['a=1; Path=/', 'b=2; HttpOnly'],
    body: JSON.stringify(event.cookies),
  }));
  const answer = await fetch(origin, { headers: { cookie: 'x=1; y=2' }, redirect: 'manual' });
  expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
    303,
    '/next',
    ['a=1; Path=/', 'b=2; HttpOnly'],
  ]);
  expect(await answer.json()).toEqual(['x=1', 'y=2']);
});

test('text arrives as text, anything else as base64', async () => {
  const origin = await start(echo);
  const post = async (type: string, body: string) =>
    (await fetch(origin, { method: 'POST', headers: { 'content-type': type }, body })).json();
  expect(await post('application/x-www-form-urlencoded', 'name=na%C3%AFve')).toMatchObject({
    body: 'name=na%C3%AFve',
    isBase64Encoded: false,
  });
  expect(await post('application/problem+json', '{}')).toMatchObject({ body: '{}', isBase64Encoded: false });
  expect(await post('application/pdf', '%PDF')).toMatchObject({ body: 'JVBERg==', isBase64Encoded: true });
});

test('bytes come back as bytes', async () => {
  const origin = await start(() => ({
    statusCode: 200,
    headers: { 'content-type': 'font/ttf' },
    body: Buffer.from([0, 255, 1]).toString('base64'),
    isBase64Encoded: true,
  }));
  expect(new Uint8Array(await (await fetch(origin)).arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]));
});

test('the content network’s secret cannot be chosen by whoever asks', async () => {
  const origin = await start(echo);
  const event = await (await fetch(origin, { headers: { 'x-origin-secret': 'guessed' } })).json();
  expect(event).toMatchObject({ headers: { 'x-origin-secret': 'true-secret' } });
});

test('a body above what Lambda takes is refused before the handler', async () => {
  const handler = vi.fn(echo);
  const origin = await start(handler);
  expect((await fetch(origin, { method: 'POST', body: Buffer.alloc(6 * 1024 * 1024 + 1) })).status).toBe(413);
  expect(handler).not.toHaveBeenCalled();
});

test('a handler that throws answers 500 without its words', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const origin = await start(() => {
    throw new Error('a secret detail');
  });
  const answer = await fetch(origin);
  expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
});
