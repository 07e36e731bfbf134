import type { ReleasedObservation } from '../../metrics/model.ts';
import type { MeanRead, Recorder } from '../../metrics/tables/figure-index.ts';

/** Everything that the tables, charts and words of a pack read, by the section that prints it. */
export interface PrintedFigures {
  /** For a table of this section. */
  in(section: string): Recorder;
  /** What was read for a section that this pack doesn't print. */
  forget(section: string): void;
  /** Each figure once, with its sections. */
  figures(): ReadonlyMap<ReleasedObservation, ReadonlySet<string>>;
  /** Each time that a mean was read: the same mean may be there more than once. */
  means(): readonly { mean: MeanRead; section: string }[];
}

export function recordPrinted(): PrintedFigures {
  const figures = new Map<ReleasedObservation, Set<string>>();
  let means: { mean: MeanRead; section: string }[] = [];
  return {
    in: (section) => ({
      figure: (one) => figures.set(one, (figures.get(one) ?? new Set()).add(section)),
      mean: (mean) => means.push({ mean, section }),
    }),
    forget(section) {
      for (const [one, sections] of figures) if (sections.delete(section) && sections.size === 0) figures.delete(one);
      means = means.filter((one) => one.section !== section);
    },
    figures: () => figures,
    means: () => means,
  };
}

/** What a view is made of: the figures as they stand, and where it says what it printed of them. */
export interface PackFigures {
  observations: readonly ReleasedObservation[];
  recorded: PrintedFigures;
}
