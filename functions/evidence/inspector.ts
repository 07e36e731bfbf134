import { z } from 'zod';
import type { Functions } from '../platform/functions.ts';
import { WorkFault } from '../platform/run-job.ts';

/** One version of one upload: nothing else of quarantine is opened. */
export const upload = z.object({ key: z.string().min(1), versionId: z.string().min(1) });
export type Upload = z.output<typeof upload>;

const words = z.string().min(1).max(2_000);
const file = {
  /** As its owner named it; a name to show, never a path. */
  fileName: z.string().max(255),
  /** Bytes. */
  size: z.int().nonnegative(),
};
const findings = {
  ...file,
  /** A sentence for the officer. */
  reason: words,
  /** Of the original. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  compiler: z.string().regex(/^[\w.-]{1,40}$/),
  /** In words. */
  removed: z.array(words).max(100),
  warnings: z.array(words).max(100),
};

/**
 * What the parser's function answers. It opened a file that nobody trusts, so its word is checked for shape and length
 * like anybody's. When it says `ready`, original and relocatable object are in the evidence bucket under their digest.
 */
export const parsed = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.literal('ready'),
    ...findings,
    pages: z.int().positive(),
    /** Of the relocatable object. */
    compiledBytes: z.int().positive(),
  }),
  z.object({ verdict: z.literal('refused'), ...findings }),
  z.object({ verdict: z.literal('too-much'), ...file, code: z.enum(['timed-out', 'out-of-memory', 'crashed']) }),
  z.object({ verdict: z.literal('gone') }),
]);
export type Parsed = z.output<typeof parsed>;

/** Has an upload opened and parsed where nothing but the file can be reached. */
export type Inspector = (upload: Upload) => Promise<Parsed>;

/** Asks the parser's own function. No answer is a fault of the attempt: the job is tried again, and ends with a reason. */
export function remoteInspector(functions: Functions): Inspector {
  return async (request) => {
    const answered = await functions.invoke('parse-evidence', request);
    if (!answered.ok) throw new WorkFault('Opening it ended without an answer.');
    return parsed.parse(answered.value);
  };
}
