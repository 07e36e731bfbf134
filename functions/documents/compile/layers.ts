import type { PDFDict } from 'pdf-lib';
import { type Reader, refKey } from './access.ts';

/** The document's layers as it opens: which groups are off (ISO 32000-2, 8.11.4.3). References as keys. */
export interface Layers {
  off: ReadonlySet<string>;
}

export function readLayers(reader: Reader, catalog: PDFDict): Layers {
  const properties = reader.dict(catalog, 'OCProperties');
  const config = reader.dict(properties, 'D');
  const keys = (dict: PDFDict | undefined, key: string): string[] =>
    (reader.array(dict, key) ?? []).flatMap((entry) => refKey(entry) ?? []);
  const off = new Set(reader.name(config, 'BaseState') === 'OFF' ? keys(properties, 'OCGs') : []);
  for (const key of keys(config, 'ON')) off.delete(key);
  for (const key of keys(config, 'OFF')) off.add(key);
  return { off };
}
