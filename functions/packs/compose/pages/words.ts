import { isMissing, type Missing } from '../peer-review/view.ts';
import { britishDate, missingText } from './format.ts';

/** Something to print: words, or words that say what is missing (printed as such). Templates read both fields, always there. */
export interface Words {
  absent: boolean;
  text: string;
}

export function words(value: string | Missing, print: (given: string) => string = (given) => given): Words {
  if (isMissing(value)) return { absent: value.needed !== false, text: missingText(value) };
  return value.trim() === '' ? { absent: true, text: 'Missing: not filled in' } : { absent: false, text: print(value) };
}

export const dateWords = (value: string | Missing): Words => words(value, britishDate);

/** A row of a summary list. */
export interface Fact {
  term: string;
  value: Words;
}

export const fact = (term: string, value: string | Missing | Words): Fact => ({
  term,
  value: typeof value === 'object' && 'absent' in value ? value : words(value),
});
