import { PDFArray, PDFDict, type PDFObject } from 'pdf-lib';
import { nameOf, type Reader, refKey, resolve } from './access.ts';

/** The document's layers as a viewer shows them on opening (ISO 32000-2, 8.11.4). References as keys. */
export interface Layers {
  off: ReadonlySet<string>;
  /** Every group that the document lists, whether or not it says of itself that it is one. */
  groups: ReadonlySet<string>;
  /** Whether what belongs to this group, or membership, is out of sight. */
  hides(owner: PDFObject | undefined): boolean;
}

const DEEPEST = 32;
const MOST_TERMS = 10_000;

/**
 * Base state, then the lists of on and off, then what the groups' own usage says about viewing, where the configuration asks for that.
 * Only the default configuration counts: the others are for a person to choose. A group that isn't meant for viewing hides nothing.
 */
export function readLayers(reader: Reader, catalog: PDFDict): Layers {
  const properties = reader.dict(catalog, 'OCProperties');
  const config = reader.dict(properties, 'D');
  const keys = (dict: PDFDict | undefined, key: string): string[] =>
    (reader.array(dict, key) ?? []).flatMap((entry) => refKey(entry) ?? []);
  const groups = new Set(keys(properties, 'OCGs'));
  const off = new Set(reader.name(config, 'BaseState') === 'OFF' ? groups : []);
  for (const key of keys(config, 'ON')) off.delete(key);
  for (const key of keys(config, 'OFF')) off.add(key);
  for (const [key, hidden] of usage(reader, config)) {
    if (hidden) off.add(key);
    else off.delete(key);
  }
  for (const entry of reader.array(properties, 'OCGs') ?? []) {
    const group = resolve(reader.context, entry);
    if (group instanceof PDFDict && !isForViewing(reader, group)) off.delete(refKey(entry) ?? '');
  }
  // To viewers, what isn't listed is no group, and so is shown.
  for (const key of off) if (!groups.has(key)) off.delete(key);
  return { off, groups, hides: (owner) => off.size > 0 && !isShown(reader, off, owner) };
}

const CATEGORIES: Readonly<Record<string, string>> = { View: 'ViewState', Export: 'ExportState', Print: 'PrintState' };

/** The states that usage application dictionaries set when the document is viewed (8.11.4.5). */
function usage(reader: Reader, config: PDFDict | undefined): Map<string, boolean> {
  const states = new Map<string, boolean>();
  for (const entry of (reader.array(config, 'AS') ?? []).slice(0, MOST_TERMS)) {
    const application = resolve(reader.context, entry);
    if (!(application instanceof PDFDict) || reader.name(application, 'Event') !== 'View') continue;
    const categories = (reader.array(application, 'Category') ?? []).map((name) =>
      nameOf(resolve(reader.context, name)),
    );
    for (const target of reader.array(application, 'OCGs') ?? []) {
      const group = resolve(reader.context, target);
      const key = refKey(target);
      if (key === undefined || !(group instanceof PDFDict)) continue;
      const found = categories.flatMap((category) => {
        const state = category !== undefined && Object.hasOwn(CATEGORIES, category) ? CATEGORIES[category] : undefined;
        const said = state && reader.name(reader.dict(reader.dict(group, 'Usage'), category ?? ''), state);
        return said === undefined ? [] : [said === 'OFF'];
      });
      // Several categories: hidden by one is hidden.
      if (found.length > 0) states.set(key, found.includes(true));
    }
  }
  return states;
}

function isForViewing(reader: Reader, group: PDFDict): boolean {
  const intent = reader.get(group, 'Intent');
  const names =
    intent instanceof PDFArray
      ? intent.asArray().map((name) => nameOf(resolve(reader.context, name)))
      : [nameOf(intent)];
  return names.some((name) => name === undefined || name === 'View' || name === 'All');
}

function isShown(reader: Reader, off: ReadonlySet<string>, owner: PDFObject | undefined): boolean {
  const dict = resolve(reader.context, owner);
  if (!(dict instanceof PDFDict)) return true;
  if (reader.name(dict, 'Type') !== 'OCMD') return !off.has(refKey(owner) ?? '');
  const expression = reader.array(dict, 'VE');
  if (expression) return evaluate(reader, off, expression, 0, { left: MOST_TERMS }) ?? true;
  const groups = reader.array(dict, 'OCGs') ?? [reader.raw(dict, 'OCGs')];
  const states = groups.flatMap((group) => {
    const key = refKey(group);
    return key !== undefined && resolve(reader.context, group) instanceof PDFDict ? [!off.has(key)] : [];
  });
  if (states.length === 0) return true;
  switch (reader.name(dict, 'P')) {
    case 'AllOn':
      return states.every((on) => on);
    case 'AnyOff':
      return states.some((on) => !on);
    case 'AllOff':
      return states.every((on) => !on);
    default:
      return states.some((on) => on);
  }
}

/** A visibility expression (8.11.2.2); undefined where it makes no sense. */
function evaluate(
  reader: Reader,
  off: ReadonlySet<string>,
  [operator, ...operands]: readonly PDFObject[],
  depth: number,
  budget: { left: number },
): boolean | undefined {
  budget.left -= 1;
  if (depth > DEEPEST || budget.left < 0) return undefined;
  const values = operands.map((operand) => {
    const value = resolve(reader.context, operand);
    if (value instanceof PDFArray) return evaluate(reader, off, value.asArray(), depth + 1, budget) ?? true;
    return !off.has(refKey(operand) ?? '');
  });
  const name = nameOf(resolve(reader.context, operator));
  if (name === 'Not') return !(values[0] ?? false);
  if (name === 'And') return values.every((value) => value);
  return name === 'Or' ? values.some((value) => value) : undefined;
}
