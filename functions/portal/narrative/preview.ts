import { bindFigures } from '../../metrics/narrative/bind-figures.ts';
import type { Offers } from '../../metrics/narrative/offer-figures.ts';
import { narrativeHtml } from '../../packs/compose/pages/narrative.ts';
import type { Problem } from '../../platform/outcome.ts';
import type { FigureTools } from './offers.ts';

/** A section as the pack will print it: its HTML, the figures bound in it, and those that could not be. */
export interface Preview {
  html: string;
  figures: { where: string; printed: string; says: string; source: string }[];
  problems: readonly Problem[];
  /** The numbers that were typed and may be figures, and which. */
  typed: { offers: Offers[]; more: number };
}

const noLinks = new Map<string, string>();

/** Nothing for an empty section. Who may not see figures gets the text with its references as they were typed. */
export function previewOf(tools: FigureTools | undefined, markdown: string): Preview | undefined {
  if (markdown.trim() === '') return undefined;
  if (!tools) {
    return { html: narrativeHtml(markdown, noLinks), figures: [], problems: [], typed: { offers: [], more: 0 } };
  }
  const bound = bindFigures(markdown, tools.lookup);
  const figures = bound.figures.map(({ where, printed, says, working, source }) => ({
    where,
    printed,
    says,
    source: working === undefined ? source : `${working}, ${source}`,
  }));
  return {
    html: narrativeHtml(bound.markdown, noLinks),
    figures,
    problems: bound.problems,
    typed: tools.offersIn(markdown),
  };
}
