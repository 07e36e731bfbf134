import { z } from 'zod';

/** One council's installation, from the context `installation` of `cdk.json` or of `cdk synth -c installation='{…}'`. */
const installation = z.object({
  council: z.string().min(1),
  /** The council's code in the figures. */
  authority: z.string().min(1),
  /** Printed on every page of every pack. A real installation has none. */
  notice: z.string().min(1).optional(),
  region: z.string().default('eu-west-2'),
  /** The region's list of S3 addresses: `aws ec2 describe-managed-prefix-lists`, the one named com.amazonaws.REGION.s3. */
  s3PrefixList: z.string().regex(/^pl-[0-9a-f]{8,17}$/),
  /** The host name that people type. Pages, sign-in and cross-site checks are bound to it, so it is known beforehand. */
  portalDomain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  /** The host name's certificate. The content network takes certificates from us-east-1 only. */
  certificateArn: z.string().startsWith('arn:aws:acm:us-east-1:'),
  /** A web firewall for the content network, made in us-east-1. */
  webAclArn: z.string().startsWith('arn:aws:wafv2:us-east-1:').optional(),
  /** The first label of the sign-in page's host; unique within the region, over all AWS customers. */
  signInPrefix: z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
  /**
   * Editions of the secret that proves that a request came through the content network. The first is sent, every one is
   * accepted: docs/deployment.md says how to replace it without turning anybody away.
   */
  originSecrets: z.array(z.int().positive()).min(1).max(2).default([1]),
  /** Where a bundle is divided into volumes, if not at 1,500 pages and 250 MB. */
  volumes: z.object({ pages: z.int().positive().optional(), bytes: z.int().positive().optional() }).default({}),
  /** Who hears of alarms. */
  alarmEmail: z.email(),
});

export type Installation = z.output<typeof installation>;

export function readInstallation(context: unknown): Installation {
  // What `-c` gives on the command line arrives as text.
  const parsed = installation.safeParse(typeof context === 'string' ? JSON.parse(context) : context);
  if (parsed.success) return parsed.data;
  throw new Error(`The context "installation" is not complete (see cdk.json). ${z.prettifyError(parsed.error)}`);
}
