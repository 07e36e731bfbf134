const MOST_WORDS = 10;

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** A title says what the chart finds in ten words or fewer: throws RangeError for a longer one, and for none. */
export function checkTitle(title: string): void {
  const count = wordsOf(title).length;
  if (count > 0 && count <= MOST_WORDS) return;
  throw new RangeError(`a chart's title has one to ten words, and this has ${count}: ${title.slice(0, 200)}`);
}

/** The first of ten words or fewer; if there is none, the last cut to ten with `…`. The fullest wording goes first. */
export function inTenWords(...wordings: readonly [string, ...string[]]): string {
  const found = wordings.find((one) => wordsOf(one).length <= MOST_WORDS);
  return (
    found ??
    `${wordsOf(wordings.at(-1) ?? '')
      .slice(0, MOST_WORDS)
      .join(' ')}…`
  );
}
