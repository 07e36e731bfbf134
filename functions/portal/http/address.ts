import type { PortalContext } from '../model.ts';

interface GatewayEvent {
  requestContext?: { http?: { sourceIp?: string } };
}

/**
 * The address that a request came from. Through the content network, which alone knows our origin secret, the gateway appends
 * the network's own address to `x-forwarded-for`, so the browser's is the one before it; whatever stands further left was sent by
 * the client, and may say anything.
 */
export function addressOf(context: PortalContext): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const throughNetwork = context.get('portal').settings.originSecret !== undefined ? forwarded.at(-2) : undefined;
  const event = (context.env as { event?: GatewayEvent } | undefined)?.event;
  return throughNetwork || event?.requestContext?.http?.sourceIp || 'unknown';
}
