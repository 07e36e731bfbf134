import { z } from 'zod';
import { faults } from './fault.ts';
import { type Credentials, checkSignature, parseScope } from './signature.ts';

/** What a form may send, once its policy has been verified. */
export interface AllowedForm {
  key: string;
  /** Bytes. */
  smallest: number;
  largest: number;
}

const condition = z.union([
  z.record(z.string(), z.union([z.string(), z.number()])).refine((value) => Object.keys(value).length === 1),
  z.tuple([z.literal('content-length-range'), z.coerce.number().int().min(0), z.coerce.number().int().min(0)]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
]);
const policyShape = z.object({ expiration: z.iso.datetime(), conditions: z.array(condition) });
type Condition = z.infer<typeof condition>;

/** Fields that need no condition: the policy itself, its signature, the file, and what the form asks us to pass over. */
const free = (name: string) => ['policy', 'x-amz-signature', 'file'].includes(name) || name.startsWith('x-ignore-');

function refuse(what: string): never {
  throw faults.denied(`Invalid according to Policy: ${what}`);
}

function parsePolicy(encoded: string) {
  try {
    return policyShape.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw faults.badForm('The policy is not valid JSON, or has a condition of an unknown form.');
  }
}

/** Checks one condition on a field; the name of the field that it covers, in lower case. */
function checkCondition(
  condition: Exclude<Condition, readonly ['content-length-range', ...unknown[]]>,
  fields: ReadonlyMap<string, string>,
): string {
  const [kind, variable, expected] = Array.isArray(condition)
    ? condition
    : (['eq', `$${Object.keys(condition)[0] ?? ''}`, String(Object.values(condition)[0])] as const);
  const name = String(variable).slice(1).toLowerCase();
  const actual = fields.get(name);
  const holds = actual !== undefined && (kind === 'eq' ? actual === expected : actual.startsWith(String(expected)));
  if (!holds) refuse(`Policy Condition failed: ["${kind}", "$${name}", "${expected}"]`);
  return name;
}

/**
 * Verifies a form of Amazon's "Browser-Based Uploads Using POST": signature, expiry, every condition, and that every
 * field is covered by a condition. `fields` have lower-case names, with `${filename}` filled in and `bucket` added.
 */
export function verifyPolicy(
  fields: ReadonlyMap<string, string>,
  credentials: Credentials,
  now = Date.now(),
): AllowedForm {
  const encoded = fields.get('policy');
  const key = fields.get('key');
  if (encoded === undefined || encoded === '') throw faults.denied('Access Denied');
  if (key === undefined || key === '') throw faults.badForm("Bucket POST must contain a field named 'key'.");
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256')
    throw faults.badForm('x-amz-algorithm must be AWS4-HMAC-SHA256.');
  const scope = parseScope(fields.get('x-amz-credential'), fields.get('x-amz-date') ?? '', credentials);
  checkSignature(encoded, fields.get('x-amz-signature'), scope, credentials);

  const policy = parsePolicy(encoded);
  if (Date.parse(policy.expiration) <= now) refuse('Policy expired.');
  const covered = new Set<string>();
  let [smallest, largest] = [0, Number.MAX_SAFE_INTEGER];
  for (const condition of policy.conditions) {
    if (Array.isArray(condition) && condition[0] === 'content-length-range') {
      smallest = Math.max(smallest, condition[1]);
      largest = Math.min(largest, condition[2]);
    } else {
      covered.add(checkCondition(condition as Parameters<typeof checkCondition>[0], fields));
    }
  }
  const extra = [...fields.keys()].filter((name) => name !== 'bucket' && !free(name) && !covered.has(name));
  if (extra.length > 0) refuse(`Extra input fields: ${extra.join(', ')}`);
  if (!covered.has('bucket')) refuse('Extra input fields: bucket');
  return { key, smallest, largest };
}
