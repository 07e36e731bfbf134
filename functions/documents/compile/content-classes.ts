/** How the bytes of a content stream are told apart (ISO 32000-2, 7.2.3): what is neither is regular, 0. */
export const KIND = { space: 1, delimiter: 2 } as const;
export const CLASS = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) CLASS[byte] = KIND.space;
for (const character of '()<>[]{}/%') CLASS[character.charCodeAt(0)] = KIND.delimiter;

/** An operator of up to three characters as one number, so that content is read without making strings. */
export function codeOf(name: string): number {
  return [...name].reduce((code, character) => code * 256 + character.charCodeAt(0), 0);
}
