import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFStream,
  PDFString,
} from 'pdf-lib';

/** Values of dictionaries as plain values: undefined when absent or of another type. A stream counts as its dictionary. */
export const at = (dict: PDFDict | undefined, key: string): PDFObject | undefined => dict?.lookup(PDFName.of(key));

export const rawAt = (dict: PDFDict | undefined, key: string): PDFObject | undefined => dict?.get(PDFName.of(key));

export const has = (dict: PDFDict | undefined, key: string): boolean => at(dict, key) !== undefined;

export function asDict(object: PDFObject | undefined): PDFDict | undefined {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : undefined;
}

export const dictAt = (dict: PDFDict | undefined, key: string): PDFDict | undefined => asDict(at(dict, key));

export function arrayAt(dict: PDFDict | undefined, key: string): PDFArray | undefined {
  const value = at(dict, key);
  return value instanceof PDFArray ? value : undefined;
}

export function nameOf(object: PDFObject | undefined): string | undefined {
  return object instanceof PDFName ? object.decodeText() : undefined;
}

export const nameAt = (dict: PDFDict | undefined, key: string): string | undefined => nameOf(at(dict, key));

export function numberOf(object: PDFObject | undefined): number | undefined {
  return object instanceof PDFNumber ? object.asNumber() : undefined;
}

export const numberAt = (dict: PDFDict | undefined, key: string): number | undefined => numberOf(at(dict, key));

export function textOf(object: PDFObject | undefined): string | undefined {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : undefined;
}

export const textAt = (dict: PDFDict | undefined, key: string): string | undefined => textOf(at(dict, key));

export function boolAt(dict: PDFDict | undefined, key: string): boolean | undefined {
  const value = at(dict, key);
  return value instanceof PDFBool ? value.asBoolean() : undefined;
}

/** Members of an array, references followed; none when it isn't an array. */
export function itemsOf(array: PDFObject | undefined): PDFObject[] {
  if (!(array instanceof PDFArray)) return [];
  return Array.from({ length: array.size() }, (_, index) => array.lookup(index)).filter((item) => item !== undefined);
}

/** Members as they stand, references included. */
export const rawItemsOf = (array: PDFObject | undefined): PDFObject[] =>
  array instanceof PDFArray ? array.asArray() : [];

/** One value or an array of values. */
export const oneOrMany = (object: PDFObject | undefined): PDFObject[] =>
  object instanceof PDFArray ? itemsOf(object) : object === undefined ? [] : [object];

export const numbersOf = (object: PDFObject | undefined): number[] =>
  itemsOf(object).flatMap((item) => numberOf(item) ?? []);

export const entriesOf = (dict: PDFDict | undefined): [name: string, value: PDFObject][] =>
  (dict?.keys() ?? []).flatMap((key): [string, PDFObject][] => {
    const value = dict?.lookup(key);
    return value === undefined ? [] : [[key.decodeText(), value]];
  });

/** Decoded bytes, or undefined for a stream whose filters aren't those of data (a JPEG). */
export function bytesOf(stream: PDFObject | undefined): Uint8Array | undefined {
  if (!(stream instanceof PDFRawStream)) return undefined;
  const filters = oneOrMany(at(stream.dict, 'Filter')).map(nameOf);
  if (filters.some((filter) => !/^(Flate|ASCIIHex|ASCII85|RunLength|LZW)Decode$/.test(filter ?? ''))) return undefined;
  return decodePDFRawStream(stream).decode();
}

/** Deeper than any tree of a file of ours; a loop ends here. */
const DEEPEST = 64;

/** Pairs of a number tree or name tree, in order, values not looked up. */
export function* treePairs(
  node: PDFDict | undefined,
  leaf: 'Nums' | 'Names',
  depth = 0,
): Generator<[PDFObject, PDFObject]> {
  if (!node || depth > DEEPEST) return;
  const pairs = rawItemsOf(at(node, leaf));
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    yield [pairs[index] as PDFObject, pairs[index + 1] as PDFObject];
  }
  for (const kid of itemsOf(at(node, 'Kids'))) yield* treePairs(asDict(kid), leaf, depth + 1);
}
