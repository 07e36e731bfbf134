import type { Origins } from './origins-view.ts';

/** The id of a measure's table among the origins. */
export const originId = (indicator: string): string => `origin-${indicator}`;

/** Where a figure of this measure leads; empty in a document that has no origins of it. */
export function originLink(origins: Origins | undefined, indicator: string | undefined): string {
  const there = origins?.groups.some((group) => group.indicator === indicator);
  return there && indicator !== undefined ? `#${originId(indicator)}` : '';
}

/** The appendix itself; empty in a document that has none. */
export const originsLink = (origins: Origins | undefined): string => (origins ? '#figure-sources' : '');
