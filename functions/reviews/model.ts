import { z } from 'zod';
import { markings } from '../evidence/model.ts';

const line = z.string().trim().min(1).max(255);
const date = z.iso.date();

/** What an officer says of a review when creating it. */
export const reviewDetails = z.strictObject({
  framework: z.string().min(1),
  title: line,
  theme: line,
  scope: z.string().trim().min(1).max(4000),
  startsOn: date,
  endsOn: date,
  daysOnSite: z.int().min(1).max(30),
  /** The date at which this pack's figures stand. */
  asAt: date,
  leadName: line,
  leadPost: line,
  leadAuthority: line,
  hostSponsor: line,
  organiser: line,
  marking: z.enum(markings),
  handling: z.string().trim().max(500),
});
export type ReviewDetails = z.infer<typeof reviewDetails>;

export const teamMember = z.strictObject({ name: line, post: line, authority: line, part: line });
export type TeamMember = z.infer<typeof teamMember>;

/** Who approves for a post. The posts are the framework's; the person signs in with this address. */
export const approver = z.strictObject({ post: line, email: z.email().max(254).toLowerCase() });
export type Approver = z.infer<typeof approver>;

export interface Review extends ReviewDetails {
  reviewId: string;
  kind: string;
  frameworkVersion: string;
  /** '2025-26', of a review that the schedule drafted. */
  period?: string;
  team: readonly TeamMember[];
  /** At most one for each post of the framework; posts for which nobody is named yet are left out. */
  approvers: readonly Approver[];
  createdAt: string;
  createdBy: string;
}

/** One section of the narrative, as Markdown with bound figures. `edition` counts the times it was saved. */
export interface NarrativeSection {
  sectionId: string;
  markdown: string;
  edition: number;
  savedAt?: string;
  savedBy?: string;
}

export const largestSection = 60_000;

/** What a kind of review asks for: `templates/frameworks/*.yaml`. */
export const frameworkSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  version: z.string().min(1),
  inForceFrom: date,
  kind: z.string().min(1),
  label: line,
  template: z.string().min(1),
  audience: z.enum(['public', 'members-exempt', 'partnership', 'peer-team', 'inspectorate']),
  sections: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]*$/),
        heading: line,
        guidance: line,
        required: z.boolean(),
        /** The tables and charts of this section's indicators are printed before its words. */
        figures: z.boolean().default(false),
        /** Nobody but this role may write it. */
        writer: z.enum(['independent-scrutineer']).optional(),
      }),
    )
    .min(1),
  enquiries: z.array(z.strictObject({ ref: z.string().min(1), question: line })),
  benchmark: z.array(z.string().min(1)).min(1),
  categories: z.string().min(1),
  trend: z.string().min(1),
  approvers: z.array(line).min(1),
  /** Its reviews are of a period and drafted by the schedule, one for each; nobody creates them by hand. */
  period: z.strictObject({ startsOn: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/) }).optional(),
  /** The indicators of its scorecard; targets come from the delivery plan of the period. */
  scorecard: z.array(z.string().min(1)).min(1).optional(),
  /** Counts by agency: places that were offered, people who came. */
  training: z.strictObject({ places: z.string().min(1), attended: z.string().min(1) }).optional(),
});
export type Framework = z.infer<typeof frameworkSchema>;
