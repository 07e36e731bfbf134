import { catalogue } from '../../metrics/catalogue/catalogue.ts';
import { asPublished } from '../../metrics/figure.ts';
import { type Layer, layOver } from '../../metrics/releases/lay-over.ts';
import { benchmarkTable } from '../../metrics/tables/benchmark-table.ts';
import { categoryTable } from '../../metrics/tables/category-table.ts';
import { figuresThatDiffer } from '../../metrics/tables/figures-that-differ.ts';
import { profileTable } from '../../metrics/tables/profile-table.ts';
import { type Trend, trend } from '../../metrics/tables/trend.ts';
import type { PackView } from '../compose/peer-review/view.ts';
import type { PublishedView } from '../compose/published/published-view.ts';
import type { Manifest } from '../model.ts';

/**
 * Everything that a pack of published figures prints: what every pack does (`pack`), but each release by itself. No release is laid over another
 * here, so that a newer file doesn't hide what a paper said.
 * @param layers one for each release of the manifest, in its order
 */
export function publishedView(manifest: Manifest, pack: PackView, layers: readonly Layer[]): PublishedView {
  return {
    ...pack,
    template: 'published-figures',
    figures: { ...pack.figures, ...categoriesAndTrend(manifest, layers) },
    benchmarks: benchmarks(manifest, layers),
    profile: profileTable(layers, catalogue),
    differences: figuresThatDiffer(layers, catalogue),
    releases: manifest.figures.releases.map((release, place) => ({
      source: release.source,
      fileName: release.fileName,
      basis: release.basis === 'as-published' ? asPublished : 'calculated from both sides',
      neighbourModelYear: release.neighbourModelYear,
      rows: layers[place]?.observations.length ?? 0,
    })),
  };
}

function benchmarks({ figures, authority, review }: Manifest, layers: readonly Layer[]): PublishedView['benchmarks'] {
  return layers.flatMap((layer) => {
    const options = { catalogue, authority, asAt: review.asAt, indicators: figures.benchmark };
    const table = benchmarkTable(layOver([layer]), options);
    if (!table) return [];
    const model = layer.release.neighbourModelYear;
    return [{ source: layer.release.source, model: /^\d{4}$/.test(model) ? `model of ${model}` : '', table }];
  });
}

/** Of the releases that have them: the first breakdown, and the longest series (the last of those that are equally long). */
function categoriesAndTrend({ figures, authority, review }: Manifest, layers: readonly Layer[]) {
  const options = { catalogue, authority, asAt: review.asAt };
  const [categories] = layers.flatMap((layer) => {
    return categoryTable(layOver([layer]), { ...options, indicator: figures.categories }) ?? [];
  });
  const lines = layers.flatMap((layer) => {
    const asAt = newest(layer, figures.trend, authority, review.asAt);
    return trend(layOver([layer]), { ...options, asAt, indicator: figures.trend }) ?? [];
  });
  const longest = lines.reduce<Trend | undefined>(
    (best, line) => (best && length(best) > length(line) ? best : line),
    undefined,
  );
  return {
    categories: categories ?? { missing: 'the figures by category' },
    trend: longest ?? { missing: 'the figures of two years or more' },
  };
}

const length = (line: Trend) => line.series[0]?.points.length ?? 0;

/** The newest date of the series on the same day of the year: a series is printed to its end, whatever date the tables are of. */
function newest({ observations }: Layer, indicator: string, authority: string, asAt: string): string {
  const dates = observations
    .filter((one) => one.indicator === indicator && one.place.code === authority && one.date.slice(4) === asAt.slice(4))
    .map((one) => one.date);
  return dates.toSorted().at(-1) ?? asAt;
}
