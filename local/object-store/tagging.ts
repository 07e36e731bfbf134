import type { ServerResponse } from 'node:http';
import { faults, StoreFault } from './fault.ts';
import { checkedPayload } from './payload.ts';
import {
  findVersion,
  readText,
  type StoreContext,
  type StoreRequest,
  send,
  sendXml,
  versionHeaders,
} from './request.ts';
import type { Version } from './version.ts';
import { document, unescapeXml } from './xml.ts';

const mostTags = 10;
const longestKey = 128;
const longestValue = 256;

function invalidTag(why: string): StoreFault {
  return new StoreFault('InvalidTag', 400, why);
}

/** The tags of a `<Tagging>` document. */
export function parseTags(xml: string): Record<string, string> {
  if (!/<TagSet\s*(?:\/>|>)/.test(xml)) throw faults.malformed();
  const tags = new Map<string, string>();
  for (const [, inside = ''] of xml.matchAll(/<Tag>([\s\S]*?)<\/Tag>/g)) {
    const key = /<Key>([^<]*)<\/Key>/.exec(inside)?.[1];
    if (key === undefined) throw faults.malformed();
    const name = unescapeXml(key);
    const value = unescapeXml(/<Value>([^<]*)<\/Value>/.exec(inside)?.[1] ?? '');
    if (name === '' || name.length > longestKey || value.length > longestValue)
      throw invalidTag('A tag has a key of 1 to 128 characters and a value of up to 256.');
    if (tags.has(name)) throw invalidTag('Cannot provide multiple Tags with the same key');
    tags.set(name, value);
  }
  if (tags.size > mostTags) throw new StoreFault('BadRequest', 400, 'Object tags cannot be greater than 10');
  return Object.fromEntries(tags);
}

/** Replaces all tags of a version. */
export function tagVersion(context: StoreContext, version: Version, tags: Record<string, string>): Promise<Version> {
  return context.storage.amend(version, () => ({ tags }));
}

export async function putTagging(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
  payloadHash: string,
): Promise<void> {
  const tags = parseTags(await readText(checkedPayload(request.body, request.headers, payloadHash)));
  const version = await tagVersion(context, findVersion(context, request), tags);
  send(response, 200, versionHeaders(context, version));
}

export function getTagging(context: StoreContext, request: StoreRequest, response: ServerResponse): void {
  const version = findVersion(context, request);
  const rows = Object.entries(version.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  sendXml(response, 200, document('Tagging', { TagSet: { Tag: rows } }), versionHeaders(context, version));
}

export async function deleteTagging(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
): Promise<void> {
  const version = await tagVersion(context, findVersion(context, request), {});
  send(response, 204, versionHeaders(context, version));
}
