import { isNumber, type Value } from '../../../documents/charts/model.ts';
import { stackedBar } from '../../../documents/charts/stacked-bar.ts';
import { inTenWords } from '../../../documents/charts/title.ts';
import { chartValue } from '../area/chart-values.ts';
import { originsLink } from '../origins/origin-links.ts';
import { britishDate, missingText, printFigure } from '../pages/format.ts';
import { isMissing } from '../pages/missing.ts';
import { figureWords } from '../scorecard/scorecard-cells.ts';
import type { ReportView, TrainingView } from './report-view.ts';

/** Places offered and people who came, by agency: a chart and its table. */
export function trainingModel({ training: { figures }, origins }: ReportView) {
  if (isMissing(figures)) return { absent: true as const, text: missingText(figures) };
  const finding = findingOf(figures);
  return {
    absent: false as const,
    caption: `Places offered and people who came in the year to ${britishDate(figures.asAt)}`,
    finding,
    chart: chartOf(figures, finding),
    rows: figures.rows.map(({ agency, places, attended, taken }) => ({
      agency,
      places: figureWords(places),
      attended: figureWords(attended),
      taken: figureWords(taken),
    })),
    total: {
      places: figureWords(figures.places),
      attended: figureWords(figures.attended),
      taken: figureWords(figures.taken),
    },
    notes: figures.notes,
    source: figures.source,
    origins: originsLink(origins),
  };
}

function findingOf({ places, attended }: TrainingView): string {
  const plain = 'Places offered and taken, by agency';
  if (!('value' in places) || !('value' in attended)) return plain;
  return inTenWords(`${printFigure(attended)} people came to ${printFigure(places)} places`, plain);
}

/** The bar of an agency is its places; people beyond them are a part of their own, so that no bar claims fewer people or more places. */
function chartOf({ rows }: TrainingView, title: string): string {
  const bars = rows.map(({ agency, places, attended }) => {
    const [offered, came] = [chartValue(places), chartValue(attended)];
    return { label: agency, total: offered, ...splitOf(offered, came) };
  });
  const beyond = bars.some((bar) => !isNumber(bar.beyond) || bar.beyond.value > 0);
  return stackedBar({
    ...{ title, unit: 'places; the number offered stands at the end', decimals: 0 },
    parts: ['Taken', 'Not taken', ...(beyond ? ['People beyond the places'] : [])],
    bars: bars.map(({ label, total, taken, free, beyond: more }) => ({
      label,
      total,
      values: beyond ? [taken, free, more] : [taken, free],
    })),
  }).svg;
}

function splitOf(offered: Value, came: Value): { taken: Value; free: Value; beyond: Value } {
  const nought = { value: 0 };
  if (isNumber(offered) && isNumber(came)) {
    return {
      taken: { value: Math.min(came.value, offered.value) },
      free: { value: Math.max(0, offered.value - came.value) },
      beyond: { value: Math.max(0, came.value - offered.value) },
    };
  }
  if (isNumber(came)) return { taken: came, free: offered, beyond: nought };
  return { taken: came, free: came, beyond: nought };
}
