import { bindFigures, type FigureLookup, type FigureReference } from '../../metrics/narrative/bind-figures.ts';
import type { Offers } from '../../metrics/narrative/offer-figures.ts';
import { markFigure, unmarked } from '../../packs/compose/pages/figure-marks.ts';
import { narrativeHtml } from '../../packs/compose/pages/narrative.ts';
import type { Problem } from '../../platform/outcome.ts';
import { provenancePath } from '../figures/indicator/paths.ts';
import type { FigureTools } from './offers.ts';

/** A section as the pack will print it: its HTML, the figures bound in it, and those that could not be. */
export interface Preview {
  html: string;
  figures: { where: string; printed: string; says: string; href: string; source: string }[];
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
  const bound = bindFigures(markdown, marked(tools.lookup));
  const figures = bound.figures.map(({ where, printed, says, working, source, reference }) => ({
    where,
    printed: unmarked(printed),
    says,
    href: hrefOf(reference),
    source: working === undefined ? source : `${working}, ${source}`,
  }));
  return {
    html: narrativeHtml(bound.markdown, new Map(bound.figures.map(({ reference }) => linkOf(reference)))),
    figures,
    problems: bound.problems,
    typed: tools.offersIn(markdown),
  };
}

/** A figure in the words leads to where it comes from, as it does in the pack. */
const marked =
  (lookup: FigureLookup): FigureLookup =>
  (reference) => {
    const found = lookup(reference);
    if (!found.ok) return found;
    return { ok: true, value: { ...found.value, printed: markFigure(hrefOf(reference), found.value.printed) } };
  };

function hrefOf({ indicator, place, date, breakdown }: FigureReference): string {
  return provenancePath(indicator, { place, date, ...(breakdown === undefined ? {} : { part: breakdown }) });
}

function linkOf(reference: FigureReference): [string, string] {
  const href = hrefOf(reference);
  return [`figure:${href}`, href];
}
