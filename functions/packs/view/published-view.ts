import { asPublished } from '../../metrics/figure.ts';
import { type Layer, layOver } from '../../metrics/releases/lay-over.ts';
import { benchmarkTable } from '../../metrics/tables/benchmark-table.ts';
import { categoryTable } from '../../metrics/tables/category-table.ts';
import type { Recorder } from '../../metrics/tables/figure-index.ts';
import { figuresThatDiffer } from '../../metrics/tables/figures-that-differ.ts';
import { profileTable } from '../../metrics/tables/profile-table.ts';
import { type Trend, trend } from '../../metrics/tables/trend.ts';
import type { PackView } from '../compose/peer-review/view.ts';
import type { PublishedView } from '../compose/published/published-view.ts';
import { catalogueOf } from '../frozen-catalogue.ts';
import type { Manifest } from '../model.ts';
import type { PrintedFigures } from './printed-figures.ts';

/**
 * Everything that a pack of published figures prints: what every pack does (`pack`), but each release by itself. No release is laid over another
 * here, so that a newer file doesn't hide what a paper said.
 * @param layers one for each release of the manifest, in its order
 */
export function publishedView(
  manifest: Manifest,
  pack: PackView,
  layers: readonly Layer[],
  recorded: PrintedFigures,
): PublishedView {
  const catalogue = catalogueOf(manifest);
  return {
    ...pack,
    template: 'published-figures',
    figures: { ...pack.figures, ...categoriesAndTrend(manifest, layers, recorded) },
    benchmarks: benchmarks(manifest, layers, recorded.in('benchmarks')),
    profile: profileTable(layers, catalogue, recorded.in('profile')),
    differences: figuresThatDiffer(layers, catalogue, recorded.in('differences')),
    releases: manifest.figures.releases.map((release, place) => ({
      source: release.source,
      fileName: release.fileName,
      basis: release.basis === 'as-published' ? asPublished : 'calculated from both sides',
      neighbourModelYear: release.neighbourModelYear,
      rows: layers[place]?.observations.length ?? 0,
    })),
  };
}

function benchmarks(manifest: Manifest, layers: readonly Layer[], record: Recorder): PublishedView['benchmarks'] {
  const { figures, authority, review } = manifest;
  const catalogue = catalogueOf(manifest);
  return layers.flatMap((layer) => {
    const options = { catalogue, authority, asAt: review.asAt, indicators: figures.benchmark, record };
    const table = benchmarkTable(layOver([layer]), options);
    if (!table) return [];
    const model = layer.release.neighbourModelYear;
    return [{ source: layer.release.source, model: /^\d{4}$/.test(model) ? `model of ${model}` : '', table }];
  });
}

/** Of the releases that have them: the first breakdown, and the longest series (the last of those that are equally long). */
function categoriesAndTrend(manifest: Manifest, layers: readonly Layer[], recorded: PrintedFigures) {
  const { figures, authority, review } = manifest;
  const options = { catalogue: catalogueOf(manifest), authority, asAt: review.asAt };
  const categoriesOf = (layer: Layer, record?: Recorder) =>
    categoryTable(layOver([layer]), { ...options, indicator: figures.categories, ...(record ? { record } : {}) });
  const lineOf = (layer: Layer, record?: Recorder) => {
    const asAt = newest(layer, figures.trend, authority, review.asAt);
    return trend(layOver([layer]), { ...options, asAt, indicator: figures.trend, ...(record ? { record } : {}) });
  };
  const first = layers.find((layer) => categoriesOf(layer));
  const longest = layers.reduce<Layer | undefined>((best, layer) => {
    return lengthOf(lineOf(layer)) >= Math.max(1, lengthOf(best && lineOf(best))) ? layer : best;
  }, undefined);
  const categories = first && categoriesOf(first, recorded.in('categories'));
  const line = longest && lineOf(longest, recorded.in('trend'));
  return {
    categories: categories ? { ...categories, indicator: figures.categories } : { missing: 'the figures by category' },
    trend: line ? { ...line, indicator: figures.trend } : { missing: 'the figures of two years or more' },
  };
}

const lengthOf = (line: Trend | undefined) => line?.series[0]?.points.length ?? 0;

/** The newest date of the series on the same day of the year: a series is printed to its end, whatever date the tables are of. */
function newest({ observations }: Layer, indicator: string, authority: string, asAt: string): string {
  const dates = observations
    .filter((one) => one.indicator === indicator && one.place.code === authority && one.date.slice(4) === asAt.slice(4))
    .map((one) => one.date);
  return dates.toSorted().at(-1) ?? asAt;
}
