import { fileURLToPath } from 'node:url';
import { createRunChild, type RunChild } from '../../functions/platform/child-process.ts';
import type { Comparison, Difference, Item } from './compare.ts';
import { complaintsOfQpdf, countPagesOutside } from './outside-tools.ts';
import type { ActiveContent, Linked, LinkRequest, WitnessRequest } from './witness.ts';

const entry = fileURLToPath(new URL('./witness.ts', import.meta.url));
const LIMITS = { ms: 120_000, memoryMb: 3_000, reuse: { times: 40, memoryMb: 700 } };

export type Judge = ReturnType<typeof createJudge>;
export type Judgement = Pick<Comparison, 'compared' | 'lost' | 'exceptions'> & { readers: Record<string, number> };

/** Links and judges in processes that can be killed; a judge has one at a time. */
export function createJudge() {
  const run: RunChild<'witness'> = createRunChild<'witness'>(entry);
  const ask = <T>(request: WitnessRequest) => run<T>('witness', request, LIMITS);

  async function readers(original: string): Promise<Record<string, number>> {
    const [ours, outside] = await Promise.all([
      ask<number>({ kind: 'read', path: original }),
      countPagesOutside(original),
    ]);
    return { ...(ours.ok ? { 'pdf.js': ours.value } : {}), ...outside };
  }

  return {
    link: (request: LinkRequest) => ask<Linked>({ kind: 'link', ...request }),
    readers,

    /** What is wrong with a linked file as a whole. */
    async faultsOf(path: string): Promise<Difference[]> {
      const [active, complaint] = await Promise.all([
        ask<ActiveContent[]>({ kind: 'scan', path }),
        complaintsOfQpdf(path),
      ]);
      const faults: Difference[] = [];
      if (!active.ok) faults.push({ check: 'active', expected: 'an answer of the scanner', found: active.message });
      else if (active.value.length > 0) {
        const found = active.value.slice(0, 5).map(({ object, what }) => `${what} in object ${object}`);
        faults.push({ check: 'active', expected: 'nothing active', found: found.join(', ') });
      }
      if (complaint)
        faults.push({
          check: 'qpdf',
          expected: 'nothing to complain of',
          found: complaint.words,
          ...(complaint.stopped ? { unproved: true } : {}),
        });
      return faults;
    },

    /** A PDF's pages in the output against its own. */
    async compare(item: Item): Promise<Judgement> {
      const [compared, counted] = await Promise.all([
        ask<Comparison>({ kind: 'compare', item }),
        countPagesOutside(item.original),
      ]);
      const value = compared.ok ? compared.value : await whoFailed(item, compared.message);
      // pdf.js believes a count of none and of fewer than none.
      const said = { ...(value.pages !== undefined && value.pages > 0 ? { 'pdf.js': value.pages } : {}), ...counted };
      const verdict = judgeCount(said, item.pages);
      if (verdict) value[Object.values(said).includes(item.pages) ? 'exceptions' : 'lost'].push(verdict);
      return { compared: value.compared, lost: value.lost, exceptions: value.exceptions, readers: said };
    },
  };

  /** The readers ended over the original or over what we made of it: asked again for each alone. */
  async function whoFailed(item: Item, message: string): Promise<Comparison> {
    const output = await ask<number>({ kind: 'read', path: item.output });
    const difference: Difference = { check: 'opens', expected: 'that both can be compared', found: message };
    return output.ok
      ? { compared: 0, lost: [], exceptions: [difference] }
      : {
          compared: 0,
          lost: [{ ...difference, found: `the linked file cannot be read: ${output.message}` }],
          exceptions: [],
        };
  }
}

function judgeCount(said: Readonly<Record<string, number>>, pages: number): Difference | undefined {
  if (Object.values(said).every((count) => count === pages)) return undefined;
  const expected = Object.entries(said).map(([reader, count]) => `${count} (${reader})`);
  return { check: 'pages', expected: expected.join(', '), found: String(pages) };
}
