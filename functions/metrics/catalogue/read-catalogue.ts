import type { Parts } from '../../platform/parts.ts';
import type { Catalogue, Indicator } from '../model.ts';
import { catalogue, withOwn } from './catalogue.ts';
import { findOwnBreaks, findOwnIndicators } from './store.ts';

/** The catalogue of this council: what ships, and the indicators and breaks that its officers added. */
export async function readCatalogue(parts: Pick<Parts, 'table'>): Promise<Catalogue> {
  return withOwn(await findDefinitions(parts));
}

/** All that this council has of its own: its indicators, and those that ship with the breaks that it has added. */
export async function findDefinitions(parts: Pick<Parts, 'table'>): Promise<Indicator[]> {
  const [own, breaks] = await Promise.all([findOwnIndicators(parts), findOwnBreaks(parts)]);
  const broken = breaks.flatMap((local) => {
    const shipped = catalogue.indicators.find(({ code }) => code === local.code);
    return shipped && local.breaks.length > 0 ? [withBreaks(shipped, local.breaks)] : [];
  });
  return [...own.map(({ indicator }) => indicator), ...broken];
}

/** Of two breaks on one day the council's own stands. */
export function withBreaks(shipped: Indicator, local: Indicator['breaks']): Indicator {
  const byDate = new Map([...shipped.breaks, ...local].map((one) => [one.date, one]));
  return { ...shipped, breaks: [...byDate.values()].toSorted((a, b) => a.date.localeCompare(b.date)) };
}
