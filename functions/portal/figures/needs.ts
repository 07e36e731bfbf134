import type { Need, NeedState } from '../../packs/read/figures-needed.ts';
import { day } from '../http/words.ts';

const states: Readonly<Record<NeedState, { colour: string; word: string }>> = {
  missing: { colour: 'red', word: 'Missing' },
  some: { colour: 'yellow', word: 'Some parts missing' },
  symbol: { colour: 'grey', word: 'A symbol, no number' },
  provisional: { colour: 'yellow', word: 'Provisional' },
  held: { colour: 'green', word: 'Held' },
};

const others = { neighbours: 'its neighbours', england: 'England' } as const;

/** A need as the page says it: its tag, and what else an officer should know. */
export function needWords({ state, newer, without }: Need) {
  return {
    tag: states[state],
    notes: [
      ...(without.length > 0 ? [`No figure of ${without.map((one) => others[one]).join(' or ')} to compare with`] : []),
      ...(newer === undefined ? [] : [`Newer figures are held, of ${day(newer)}`]),
    ],
  };
}

/** How a pack stands: '2 of 9 figures missing'. */
export function packWords(missing: number, all: number) {
  return missing === 0
    ? { colour: 'green', word: 'No figure missing' }
    : { colour: 'red', word: `${missing} of ${all} figures missing` };
}
