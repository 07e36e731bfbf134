/**
 * Where a piece of HTML was written. A parser knows only the line of what a template gave; so the templates of packs leave marks, as
 * comments: `<!--partials/scorecard.hbs-->` where a template begins, `<!--12-->` before a tag of its line 12, `<!--/-->` where it ends.
 * Text can't hold a mark, because its `<` is escaped.
 */
const MARK = /<!--(?:(\d+)|(\/)|([\w/.-]+\.hbs))-->/g;

export const beginMark = (template: string): string => `<!--${template}-->`;
export const lineMark = (line: number): string => `<!--${line}-->`;
export const END_MARK = '<!--/-->';

/** The same HTML for people: the web edition. */
export const withoutMarks = (html: string): string => html.replace(MARK, '');

/**
 * From an offset in the HTML to `partials/scorecard.hbs, line 12`; HTML without marks has only its own lines: `line 7`. Who doesn't know
 * the line of the HTML leaves it out, and asks for places in the order of the HTML.
 */
export function placesOf(html: string): (offset: number, ownLine?: number) => string {
  const starts: number[] = [];
  const places: (string | undefined)[] = [];
  const open: { template: string; line: number }[] = [];
  for (const mark of html.matchAll(MARK)) {
    const [, line, end, template] = mark;
    const current = open.at(-1);
    if (template !== undefined) open.push({ template, line: 1 });
    else if (end !== undefined) open.pop();
    else if (current) current.line = Number(line);
    const now = open.at(-1);
    starts.push(mark.index);
    places.push(now && `${now.template}, line ${now.line}`);
  }
  const lineOf = linesOf(html);
  return (offset, ownLine) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return places[low - 1] ?? `line ${ownLine ?? lineOf(offset)}`;
  };
}

/** 1-based. Offsets come in order. */
function linesOf(html: string): (offset: number) => number {
  let line = 1;
  let end = html.indexOf('\n');
  return (offset) => {
    while (end !== -1 && end < offset) {
      line += 1;
      end = html.indexOf('\n', end + 1);
    }
    return line;
  };
}
