import { asPublished } from '../../metrics/figure.ts';
import type { Catalogue } from '../../metrics/model.ts';
import type { Stood } from '../../metrics/provenance/model.ts';
import type { Layer } from '../../metrics/releases/lay-over.ts';
import { type FigureSymbol, meaningOf } from '../../metrics/symbols.ts';
import type { Origins } from '../compose/origins/origins-view.ts';
import { letterAt } from '../compose/pages/letters.ts';
import type { Manifest } from '../model.ts';
import { originGroup } from './origin-group.ts';
import type { PrintedFigures } from './printed-figures.ts';

/**
 * Where each figure that was printed comes from, by measure in the catalogue's order. Nothing when none was.
 * @param layers one for each release of the manifest, in its order: the first is release A
 * @param options `revisions`: whether to say what a figure was before it was revised, as a pack does that prints what stands today
 */
export function figureOrigins(
  recorded: PrintedFigures,
  { figures }: Manifest,
  layers: readonly Layer[],
  { catalogue, revisions }: { catalogue: Catalogue; revisions: boolean },
): Origins | undefined {
  const used = new Set<number>();
  const nameOf = ({ release, sheet, row }: Stood): string => {
    const place = layers.findIndex((layer) => layer.release === release);
    used.add(place);
    return `${letterAt(place)}${row ?? ''}${sheet === undefined ? '' : ` of “${sheet}”`}`;
  };
  const groups = catalogue.indicators.flatMap(
    (indicator) => originGroup(indicator, recorded, { revisions, nameOf }) ?? [],
  );
  if (groups.length === 0) return undefined;
  const releases = figures.releases.flatMap(({ source, basis, status, fileName, importedAt }, place) => {
    const said = basis === 'as-published' ? asPublished : status;
    return used.has(place) ? [{ letter: letterAt(place), source, status: said, fileName, importedAt }] : [];
  });
  return { releases, groups, symbols: symbolsIn(recorded) };
}

function symbolsIn(recorded: PrintedFigures): Origins['symbols'] {
  const found = new Set<FigureSymbol>();
  for (const [{ symbol }] of recorded.figures()) if (symbol !== undefined) found.add(symbol);
  return [...found].toSorted().map((symbol) => ({ symbol, means: meaningOf(symbol) }));
}
