import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { PortalContext } from '../model.ts';

/** The header `Idempotency-Key` (draft of the IETF's HTTPAPI group): whoever sends a request again with its key gets what the first one made. */
export function idempotencyKey(context: PortalContext): Outcome<string | undefined, 'invalid'> {
  const key = context.req.header('idempotency-key');
  if (key === undefined || /^[\x21-\x7e]{8,200}$/.test(key)) return success(key);
  const message =
    'The Idempotency-Key must be 8 to 200 letters, digits or signs without spaces, and new for each request.';
  return failure('invalid', message, [{ where: 'Idempotency-Key', message }]);
}
