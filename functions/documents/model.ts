/**
 * The words that every part of the document engine speaks. The engine imports nothing else of ours: bytes and trees in, bytes and
 * trees out.
 */

/** What was found wrong (or worth telling), where, and what was expected: written for the person who can mend it. */
export interface Problem {
  /** A place that a person can find: `line 12, <td>`, `section "Findings"`, `page 3`. */
  where: string;
  found?: string;
  expected?: string;
  message: string;
}

export interface Failure<Code extends string = string> {
  ok: false;
  /** Stable: programs may branch on it. */
  code: Code;
  /** A sentence that says what was wrong and what to do. */
  message: string;
  details?: readonly Problem[];
}

/** An expected outcome. What nobody can act on (a bug) is thrown instead. */
export type Outcome<T, Code extends string = string> = { ok: true; value: T } | Failure<Code>;

/** Where finished bytes go, in order. Resolves when the writer may be given more. The bytes must not be changed before that. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
}

export function success<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function failure<Code extends string>(code: Code, message: string, details?: readonly Problem[]): Failure<Code> {
  return details === undefined ? { ok: false, code, message } : { ok: false, code, message, details };
}

/** A sink that keeps everything: for tests, tools and pieces known to be small. */
export function memorySink(): Sink & { bytes(): Uint8Array } {
  const pieces: Uint8Array[] = [];
  return {
    write: async (bytes) => {
      pieces.push(new Uint8Array(bytes));
    },
    bytes: () => new Uint8Array(Buffer.concat(pieces)),
  };
}
