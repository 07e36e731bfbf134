import { describeError } from '../functions/platform/describe-error.ts';

/** On standard error, as one line. What was thrown is told without its message, which may quote what a person typed. */
export function complain(message: string, error: unknown): void {
  console.error(message, JSON.stringify(describeError(error)));
}
