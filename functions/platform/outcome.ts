/** What was wrong, and where, in words a person can act on. */
export interface Problem {
  /** Where it stands: file, sheet, row, page, field. */
  where: string;
  found?: string;
  expected?: string;
  message: string;
}

export interface Failure<Code extends string = string> {
  ok: false;
  code: Code;
  /** A sentence that says what happened and what to do. */
  message: string;
  details?: readonly Problem[];
}

/** An expected result: a value, or a failure with a stable code. Bugs throw instead. */
export type Outcome<T, Code extends string = string> = { ok: true; value: T } | Failure<Code>;

export function success<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function failure<Code extends string>(code: Code, message: string, details?: readonly Problem[]): Failure<Code> {
  return details ? { ok: false, code, message, details } : { ok: false, code, message };
}
