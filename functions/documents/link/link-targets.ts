import type { Problem } from '../model.ts';
import type { BundlePlan } from './model.ts';
import type { OpenedObject } from './object-reader.ts';
import type { Output } from './output.ts';
import { pageOfAnnotation } from './symbols.ts';

/** Where `pack:` links lead. Pages that they lead to have their numbers before anything is read: links come before what they lead to. */
export class LinkTargets {
  readonly problems: Problem[] = [];
  private readonly plan: BundlePlan;
  private readonly output: Output;
  /** Number of each target: a reference, or an id with its hash. */
  private readonly targets = new Map<string, number>();
  /** Numbers that were given before: of the first page of each evidence part, which most links mean, 0 for none; */
  private readonly first: Uint32Array;
  /** of its other pages, and of a typeset object's, by 0-based page. */
  private readonly evidence = new Map<number, Map<number, number>>();
  private readonly typeset = new Map<string, Map<number, number>>();

  constructor(plan: BundlePlan, output: Output) {
    this.plan = plan;
    this.output = output;
    this.first = new Uint32Array(plan.parts.length);
    for (const [index, part] of plan.parts.entries()) {
      if (part.kind === 'evidence' && !this.targets.has(part.ref)) this.targets.set(part.ref, this.reserve(index, 0));
    }
    for (const [id, { part, page }] of Object.entries(plan.anchors ?? {})) {
      this.targets.set(`#${id}`, this.reserve(part, page));
    }
  }

  /** Numbers that pages of an evidence part have already. */
  ofEvidence(part: number, pages: number): ReadonlyMap<number, number> | undefined {
    const more = within(this.evidence.get(part), pages, `part ${part}`);
    const first = this.first[part] ?? 0;
    return first === 0 ? more : new Map([[0, first], ...(more ?? [])]);
  }

  ofTypeset(object: string, pages: number): ReadonlyMap<number, number> | undefined {
    return within(this.typeset.get(object), pages, object);
  }

  /** The page object that a `pack:` link leads to: `link` is its index, `at` its position in the body. */
  target({ header, table }: OpenedObject, pages: Uint32Array, link: number, at: number): number {
    const wanted = header.packLinks[link] ?? '';
    const target = this.targets.get(wanted);
    if (target !== undefined) return target;
    // A link must lead somewhere (PDF/UA): to the page that it is on.
    const page = pageOfAnnotation(table, header.pages, at);
    const message = `Nothing in this bundle is named ${wanted}, so a link to it stays on its own page.`;
    this.problems.push({ where: `link to ${wanted}`, message });
    return pages[page] ?? 0;
  }

  private reserve(index: number, page: number): number {
    const part = this.plan.parts[index];
    if (!part) throw new Error(`an anchor names part ${index}, which is not there`);
    if (part.kind === 'evidence' && page > 0) return this.given(this.evidence, index, page);
    if (part.kind === 'evidence') {
      const number = this.first[index] || this.output.allocate();
      this.first[index] = number;
      return number;
    }
    return this.given(this.typeset, part.object, part.first + page);
  }

  private given<K>(numbers: Map<K, Map<number, number>>, key: K, page: number): number {
    const pages = numbers.get(key) ?? new Map<number, number>();
    numbers.set(key, pages);
    const number = pages.get(page) ?? this.output.allocate();
    pages.set(page, number);
    return number;
  }
}

function within(numbers: ReadonlyMap<number, number> | undefined, pages: number, name: string) {
  for (const page of numbers?.keys() ?? [])
    if (page >= pages) throw new Error(`an anchor names page ${page + 1} of ${name}, which has ${pages}`);
  return numbers;
}
