import { failure, success } from '../../platform/outcome.ts';
import { findIndicator } from '../catalogue/indicators.ts';
import { asPublished, dateInWords, printed } from '../figure.ts';
import type { Catalogue, Indicator, Place, ReleasedObservation } from '../model.ts';
import type { FigureLookup, FigureReference } from '../narrative/bind-figures.ts';
import { indexFigures, type Recorder } from './figure-index.ts';
import { releasesOf } from './table-parts.ts';

const neighbours = 'neighbours';

/**
 * Answers bound figures, each with the release it comes from. A place is its name or code, in any case; `neighbours` is the mean of the statistical
 * neighbours, or without them the mean that a paper printed (of rates and percentages only: a mean of counts says nothing). Every refusal says
 * what could have been asked for instead.
 */
export function figureLookup(
  observations: readonly ReleasedObservation[],
  catalogue: Catalogue,
  record?: Recorder,
): FigureLookup {
  const index = indexFigures(observations, record);
  const places = [...new Map(observations.map((one) => [one.place.code, one.place])).values()];

  return (reference) => {
    const indicator = findIndicator(catalogue, reference.indicator);
    if (!indicator) {
      const expected = catalogue.indicators.map((one) => one.code).join(', ');
      return refuse(
        'unknown-indicator',
        reference,
        `There is no indicator called ${reference.indicator}.`,
        `one of ${expected}`,
      );
    }
    if (reference.place.toLowerCase() === neighbours) return neighbourFigure(indicator, reference);
    const place = places.find((one) =>
      [one.code, one.name].some((name) => name.toLowerCase() === reference.place.toLowerCase()),
    );
    if (!place) {
      const expected = [...places.map((one) => one.name), neighbours].join(', ');
      return refuse(
        'unknown-place',
        reference,
        `The figures have no place called ${reference.place}.`,
        `one of ${expected}`,
      );
    }
    const found = index.at(indicator.code, place.code, reference.date, reference.breakdown);
    if (!found) {
      return refuse(
        'no-figure',
        reference,
        `There is no figure ${indicator.code} for ${place.name} at ${reference.date}.`,
        offer(indicator, place),
      );
    }
    return given(indicator, place, found, reference);
  };

  function given(indicator: Indicator, place: Place, found: ReleasedObservation, reference: FigureReference) {
    return success({
      printed: printed(found, indicator.unit),
      says: says(indicator, place.name, reference),
      ...workingOf(found, indicator),
      source: releasesOf(found).join('; '),
    });
  }

  function neighbourFigure(indicator: Indicator, reference: FigureReference) {
    const { value, used, of, from } = index.neighbourMean(indicator, reference.date);
    const [mean] = value === undefined ? index.places('neighbours') : [];
    const published = mean && index.at(indicator.code, mean.code, reference.date, reference.breakdown);
    if (mean && published) return given(indicator, mean, published, reference);
    if (value === undefined || indicator.unit === 'count' || reference.breakdown !== undefined) {
      const message = `There is no mean of neighbours for ${indicator.code} at ${reference.date}.`;
      return refuse(
        'no-figure',
        reference,
        message,
        'a rate or percentage, and a date, that the neighbours have figures of',
      );
    }
    return success({
      printed: printed({ value }, indicator.unit),
      says: says(indicator, 'statistical neighbours', reference),
      working: `mean of ${used} of ${of} statistical neighbours, model of ${index.neighbourModelYear}`,
      source: [...new Set(from.flatMap(releasesOf))].join('; '),
    });
  }

  function offer(indicator: Indicator, place: Place): string {
    const held = index.dates(indicator.code, [place]);
    if (held.length === 0) return `an indicator that ${place.name} has figures of`;
    const parts = indicator.breakdown ? `, and one of the parts ${indicator.breakdown.join(', ')}` : '';
    return `one of the dates ${held.join(', ')}${parts}`;
  }
}

function refuse(
  code: 'unknown-indicator' | 'unknown-place' | 'no-figure',
  reference: FigureReference,
  message: string,
  expected: string,
) {
  const found = [reference.indicator, reference.place, reference.date, reference.breakdown].filter(Boolean).join(' | ');
  return failure(code, message, [{ where: `[[${found}]]`, found, expected, message }]);
}

function says(indicator: Indicator, place: string, reference: FigureReference): string {
  const part = reference.breakdown === undefined ? '' : ` (${reference.breakdown})`;
  return `${indicator.label}${part}: ${place}, ${dateInWords(reference.date)}`;
}

/** '407 ÷ 57,750 (mid-2025)' for what was calculated; nothing for what was counted; what was carried over says so. */
function workingOf(one: ReleasedObservation, indicator: Indicator): { working?: string } {
  if (one.release.basis === 'as-published') {
    if (indicator.unit !== 'rate-per-10000') return { working: asPublished };
    return { working: `${asPublished}; population ${one.populationVintage ?? 'not stated'}` };
  }
  if (one.numerator === undefined || one.denominator === undefined) return {};
  const [above, below] = [one.numerator, one.denominator].map((value) => printed({ value }, 'count'));
  return { working: `${above} ÷ ${below}${one.populationVintage ? ` (${one.populationVintage})` : ''}` };
}
