import { britishInstant, shortDate } from '../pages/format.ts';
import type { Entry } from '../pages/pages.ts';
import { originId } from './origin-links.ts';
import type { OriginGroup, Origins } from './origins-view.ts';

/** Columns of dates that a page has room for, and how many leave room to say everything of a figure on one line. */
const mostDates = 6;
const wideDates = 2;

/**
 * The appendix that says where each figure comes from: the releases by letter, then for each measure a table of what was printed, with as
 * many dates as fit.
 * @param sections those of the document, to lead back to
 */
export function originsModel(origins: Origins, sections: readonly Pick<Entry, 'id' | 'number' | 'title'>[]) {
  return {
    releases: origins.releases.map((one) => ({ ...one, importedAt: britishInstant(one.importedAt) })),
    symbols: origins.symbols.map(({ symbol, means }) => `${symbol}: ${means}`).join('; '),
    groups: origins.groups.map((group) => ({
      id: originId(group.indicator),
      label: group.label,
      unit: group.unit,
      rounding: group.rounding,
      back: backLinks(group, sections),
      tables: tablesOf(group),
    })),
  };
}

function backLinks(group: OriginGroup, sections: readonly Pick<Entry, 'id' | 'number' | 'title'>[]) {
  const found = sections.filter(({ id }) => group.sections.includes(id));
  return found.map(({ id, number, title }, place) => ({
    href: `#${id}`,
    words: number === '' || title.startsWith(number) ? title : `${number} ${title}`,
    more: place + 1 < found.length,
  }));
}

/** As even as they come: 13 dates are 5, 4 and 4. A row that has nothing on these dates is left out. */
function tablesOf({ dates, rows }: OriginGroup) {
  const count = Math.ceil(dates.length / mostDates);
  const tables = Array.from({ length: count }, (_, place) => {
    const [from, to] = [place, place + 1].map((step) => Math.ceil((dates.length * step) / count));
    const shown = rows.flatMap(({ place: name, part, cells }) => {
      const own = cells.slice(from, to);
      return own.every((cell) => cell.length === 0)
        ? []
        : [{ name, part: part ?? '', cells: own.map((cell) => cellOf(cell, own.length <= wideDates)) }];
    });
    return { dates: dates.slice(from, to).map(shortDate), rows: shown, leads: place === 0 };
  });
  return tables.map((table) => ({ ...table, widths: ['34', ...table.dates.map(() => '20')].join(' ') }));
}

const cellOf = (statements: OriginGroup['rows'][number]['cells'][number], wide: boolean) => ({
  statements: statements.map(({ printed, rows, working }, place) => ({
    printed,
    rows: rows.join(' '),
    working: wide ? working.join(', ') : '',
    lines: wide ? [] : working,
    leads: place === 0,
  })),
});
