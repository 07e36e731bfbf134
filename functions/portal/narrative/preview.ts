import { bindFigures } from '../../metrics/bind-figures.ts';
import { catalogue } from '../../metrics/catalogue.ts';
import { listReleases, readFigures } from '../../metrics/list-releases.ts';
import { figureLookup } from '../../metrics/look-up-figure.ts';
import type { ReleaseDetails } from '../../metrics/model.ts';
import type { Release } from '../../metrics/store.ts';
import { narrativeHtml } from '../../packs/compose/narrative.ts';
import type { Problem } from '../../platform/outcome.ts';
import type { Visit } from '../model.ts';

/** A section as the pack will print it: its HTML, the figures bound in it, and those that could not be. */
export interface Preview {
  html: string;
  figures: { where: string; printed: string; says: string; source: string }[];
  problems: readonly Problem[];
}

const noLinks = new Map<string, string>();

/** Nothing for an empty section. Who may not see figures gets the text with its references as they were typed. */
export async function previewOf({ parts, actor }: Visit, markdown: string): Promise<Preview | undefined> {
  if (markdown.trim() === '') return undefined;
  const [observations, releases] = await Promise.all([readFigures(parts, actor), listReleases(parts, actor)]);
  if (!observations.ok || !releases.ok) return { html: narrativeHtml(markdown, noLinks), figures: [], problems: [] };
  const release = sourcesOf(releases.value, parts.clock().toISOString().slice(0, 4));
  const bound = bindFigures(markdown, figureLookup(observations.value, catalogue, release));
  const figures = bound.figures.map(({ where, printed, says, source }) => ({ where, printed, says, source }));
  return { html: narrativeHtml(bound.markdown, noLinks), figures, problems: bound.problems };
}

/** What the pack itself says of its figures: every source, and the newest release's status and model. */
function sourcesOf(releases: readonly Release[], year: string): ReleaseDetails {
  const newest = releases[0];
  if (!newest) return { source: 'no figures imported', status: 'provisional', neighbourModelYear: year };
  const source = [...new Set(releases.toReversed().map((release) => release.source))].join('; ');
  return { source, status: newest.status, neighbourModelYear: newest.neighbourModelYear };
}
