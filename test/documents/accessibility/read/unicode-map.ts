import { type Operand, operationsOf } from './tokens.ts';

/** A ToUnicode map: character code → text (ISO 32000-1 9.10.3). */
export function readUnicodeMap(bytes: Uint8Array): Map<number, string> {
  const map = new Map<number, string>();
  for (const { operator, operands } of operationsOf(bytes)) {
    if (operator === 'endbfchar') {
      for (let index = 0; index + 1 < operands.length; index += 2)
        map.set(codeOf(operands[index]), textOf(operands[index + 1]));
    }
    if (operator === 'endbfrange') {
      for (let index = 0; index + 2 < operands.length; index += 3) addRange(map, operands.slice(index, index + 3));
    }
  }
  return map;
}

function addRange(map: Map<number, string>, [from, to, target]: Operand[]): void {
  const [first, last] = [codeOf(from), Math.min(codeOf(to), 0xffff)];
  for (let code = first; code <= last; code += 1) {
    if (target?.kind === 'array') map.set(code, textOf(target.items[code - first]));
    else map.set(code, shifted(textOf(target), code - first));
  }
}

/** The last character counts up. */
function shifted(text: string, by: number): string {
  const characters = Array.from(text);
  const last = characters.pop()?.codePointAt(0);
  return last === undefined ? '' : characters.join('') + String.fromCodePoint(Math.min(last + by, 0x10ffff));
}

const codeOf = (operand: Operand | undefined): number =>
  operand?.kind === 'string' ? operand.bytes.reduce((sum, byte) => sum * 256 + byte, 0) : -1;

const textOf = (operand: Operand | undefined): string =>
  operand?.kind === 'string'
    ? Buffer.from(operand.bytes.subarray(0, operand.bytes.length & ~1))
        .swap16()
        .toString('utf16le')
    : '';
