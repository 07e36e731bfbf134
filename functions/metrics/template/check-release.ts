import type { Problem } from '../../platform/outcome.ts';
import { sum } from '../arithmetic/calculate.ts';
import { indicatorOf } from '../catalogue/indicators.ts';
import { type Catalogue, type Observation, observationKey, type Place } from '../model.ts';

export interface Numbered {
  row: number;
  observation: Observation;
}

/** What can't be true of one release: the same figure twice, one place under two names, two values of one measure. */
export function contradictions(fileName: string, rows: readonly Numbered[], catalogue: Catalogue): Problem[] {
  const problems: Problem[] = [];
  const first = new Map<string, Numbered>();
  const places = new Map<string, { place: Place; row: number }>();
  for (const one of rows) {
    const where = `${fileName}, row ${one.row}`;
    const key = observationKey(one.observation);
    const twin = first.get(key);
    if (twin) {
      const message = `This figure stands twice: the same indicator, place, date and breakdown is in row ${twin.row}. Keep one.`;
      problems.push({
        where,
        found: printed(one.observation),
        expected: `${printed(twin.observation)}, once`,
        message,
      });
    } else first.set(key, one);
    const { place } = one.observation;
    const earlier = places.get(place.code);
    if (!earlier) places.set(place.code, { place, row: one.row });
    else if (earlier.place.name !== place.name || earlier.place.kind !== place.kind) {
      const expected = `${earlier.place.name}, ${earlier.place.kind}, as in row ${earlier.row}`;
      const message = `The place code ${place.code} has two names or kinds. Use one.`;
      problems.push({ where: `${where}, column place_code`, found: `${place.name}, ${place.kind}`, expected, message });
    }
  }
  for (const one of first.values()) problems.push(...unequalSides(fileName, one, first, catalogue));
  return problems;
}

/** A side of a rate that is defined as a count must equal that count wherever both are given. */
function unequalSides(
  fileName: string,
  one: Numbered,
  all: ReadonlyMap<string, Numbered>,
  catalogue: Catalogue,
): Problem[] {
  const { observation } = one;
  const indicator = indicatorOf(catalogue, observation.indicator);
  return (['numerator', 'denominator'] as const).flatMap((side) => {
    const total = indicator[side]?.of;
    const given = observation[side];
    if (total === undefined || given === undefined) return [];
    const count = all.get(observationKey({ indicator: total, place: observation.place, date: observation.date }));
    if (count?.observation.value === undefined || count.observation.value === given) return [];
    const where = `${fileName}, row ${one.row}, column ${side}`;
    const expected = `${count.observation.value}, the ${total} of row ${count.row}`;
    return [
      {
        where,
        found: given,
        expected,
        message: `Two values of one measure: the ${side} of ${indicator.code} must equal ${total}.`,
      },
    ];
  });
}

/**
 * What a person should look at before the import, and may well be right: the parts of a breakdown that don't add up to their total.
 * A source that rounds to the nearest ten (England, regions) may differ by five for each part and five for the total.
 */
export function warnings(fileName: string, rows: readonly Numbered[], catalogue: Catalogue): Problem[] {
  const byKey = new Map(rows.map((one) => [observationKey(one.observation), one]));
  const groups = new Map<string, Numbered[]>();
  for (const one of rows) {
    if (one.observation.breakdown === undefined) continue;
    const key = observationKey({ ...one.observation, breakdown: undefined });
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((parts) => {
    const observation = parts[0]?.observation;
    if (!observation) return [];
    const indicator = indicatorOf(catalogue, observation.indicator);
    const values = parts.map((part) => part.observation.value).filter((value) => value !== undefined);
    const complete = values.length === parts.length && parts.length === indicator.breakdown?.length;
    if (!complete || indicator.of === undefined) return [];
    const total = byKey.get(
      observationKey({ indicator: indicator.of, place: observation.place, date: observation.date }),
    );
    if (total?.observation.value === undefined) return [];
    const parted = sum(values);
    const rounded = observation.place.kind === 'england' || observation.place.kind === 'region';
    const tolerance = rounded ? 5 * (parts.length + 1) : 0;
    if (Math.abs(Number(parted) - Number(total.observation.value)) <= tolerance) return [];
    const numbers = parts.map((part) => part.row).join(', ');
    const where = `${fileName}, rows ${numbers}`;
    const message = `The parts of ${indicator.code} for ${observation.place.name} at ${observation.date} don’t add up to ${indicator.of} in row ${total.row}.`;
    return [{ where, found: parted, expected: total.observation.value, message }];
  });
}

const printed = (one: Observation) => one.value ?? one.symbol ?? '';
