import { catalogue } from '../../metrics/catalogue/catalogue.ts';
import { bindFigures } from '../../metrics/narrative/bind-figures.ts';
import { readFigures } from '../../metrics/releases/list-releases.ts';
import { figureLookup } from '../../metrics/tables/look-up-figure.ts';
import { narrativeHtml } from '../../packs/compose/pages/narrative.ts';
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
  const observations = await readFigures(parts, actor);
  if (!observations.ok) return { html: narrativeHtml(markdown, noLinks), figures: [], problems: [] };
  const bound = bindFigures(markdown, figureLookup(observations.value, catalogue));
  const figures = bound.figures.map(({ where, printed, says, working, source }) => ({
    where,
    printed,
    says,
    source: working === undefined ? source : `${working}, ${source}`,
  }));
  return { html: narrativeHtml(bound.markdown, noLinks), figures, problems: bound.problems };
}
