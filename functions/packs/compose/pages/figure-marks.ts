/**
 * A bound figure carries a mark through Markdown: noncharacters of Unicode, which no text holds, around a key and what is printed. The
 * narrative makes a link of it where the key leads anywhere.
 */
const [open, middle, close] = ['\uFDD0', '\uFDD1', '\uFDD2'] as const;
const marked = new RegExp(`${open}([^${middle}]*)${middle}([^${close}]*)${close}`, 'u');

/** @param key what `figure:KEY` of the narrative's links leads from: a code, or a number. */
export function markFigure(key: string, printed: string): string {
  return `${open}${key}${middle}${printed}${close}`;
}

/** What is printed, without the marks. */
export function unmarked(text: string): string {
  return text.replaceAll(new RegExp(marked, 'gu'), '$2');
}

export interface MarkedPart {
  text: string;
  /** Of a figure. */
  key?: string;
}

/** The words around figures, and the figures, in order. */
export function figuresIn(text: string): MarkedPart[] {
  const parts = text.split(marked);
  return parts.flatMap((part, place): MarkedPart[] => {
    if (place % 3 === 1) return [{ key: part, text: parts[place + 1] ?? '' }];
    return place % 3 === 2 || part === '' ? [] : [{ text: part }];
  });
}
