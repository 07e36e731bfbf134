import type { FigureQuery } from '../../../metrics/provenance/find-provenance.ts';
import { cataloguePath } from '../catalogue.ts';

export const indicatorPath = (code: string): string => `${cataloguePath}/${encodeURIComponent(code)}`;

/** The page that says where a figure comes from. */
export function provenancePath(code: string, query: Partial<FigureQuery>): string {
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return `${indicatorPath(code)}/provenance?${new URLSearchParams(said).toString()}`;
}
