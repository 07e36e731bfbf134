import { expect, test } from 'vitest';
import { typeset } from '../../../../functions/documents/typeset/typeset.ts';
import { type AnyView, composePack } from '../../../../functions/packs/compose/compose-pack.ts';
import { readPdf } from '../../../documents/typeset-reading.ts';
import { type Data, templates } from './templates.ts';

const injection = '#let x = 1 {{this}} <script>alert(1)</script> \u202E';
/** A bidi control is printed by its name. */
const onPaper = injection.replace('\u202E', 'U+202E');

type Path = (string | number)[];

const at = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((held, key) => (held as Record<string | number, unknown>)[key], data);

function put(data: unknown, path: Path, value: string): void {
  const holder = at(data, path.slice(0, -1)) as Record<string | number, unknown>;
  holder[path.at(-1) ?? ''] = value;
}

/** Every place of a text in the data. */
const places = (value: unknown, path: Path = []): Path[] => {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    places(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
};

/** `sections.*.heading`: places of one kind, which the schema treats alike. */
const kindOf = (path: Path): string => path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');

/** Whether the schema takes any text there: it takes none for a date, a choice, a reference, a fingerprint or an address. */
function isFree(parse: (data: unknown) => AnyView, data: Data, path: Path): boolean {
  const copy = structuredClone(data);
  put(copy, path, injection);
  try {
    parse(copy);
    return true;
  } catch {
    return false;
  }
}

/** The sample with the injection in every text, each numbered, by the place that holds it. */
function injected(parse: (data: unknown) => AnyView, sample: Data) {
  const copy = structuredClone(sample);
  const free = new Map<string, boolean>();
  const marks = new Map<string, string>();
  const periods = new Map<string, string>();
  for (const path of places(sample)) {
    const kind = kindOf(path);
    const takes = free.get(kind) ?? isFree(parse, sample, path);
    free.set(kind, takes);
    if (!takes) continue;
    // One period is one label in every series.
    const same = kindOf(path).endsWith('.period') ? periods.get(String(at(sample, path))) : undefined;
    const mark = same ?? `§${marks.size}§`;
    if (kindOf(path).endsWith('.period')) periods.set(String(at(sample, path)), mark);
    marks.set(path.join('.'), mark);
    put(copy, path, `${injection} ${mark}`);
  }
  return { data: copy, marks };
}

/**
 * Not for reading: an indicator's code, a period's key. A chart's short subject gives way to the label when it is this long, a target that isn't
 * set is said in fewer words, and a published table prints its model of neighbours as its source names it.
 */
const unprinted = /(?:^|\.)(?:indicator|key|subject|target\.missing)$|^benchmarks\.\d+\.table\.neighbourModelYear$/;

test.each(templates)(
  '$name prints what looks like code as it was typed, in whichever field',
  async ({ parse, sample }) => {
    const { data, marks } = injected(parse, sample);
    expect(marks.size).toBeGreaterThan(60);
    const made = await typeset(composePack(parse(data), 'bundle'));
    if (!made.ok) throw new Error(`${made.message} ${JSON.stringify(made.details)}`);
    const { pages } = await readPdf(made.value.pdf);
    const bare = (text: string) => text.replaceAll(/[\s\u200B]+/g, '');
    const paper = bare(pages.join(''));
    const lost = [...marks]
      .filter(([path, mark]) => !unprinted.test(path) && !paper.includes(bare(`${onPaper} ${mark}`)))
      .map(([path]) => path);
    expect(lost).toEqual([]);
  },
  30_000,
);
