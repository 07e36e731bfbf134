import { cpus } from 'node:os';
import type { Bench } from './run.ts';
import { chromium } from './typeset/chromium.ts';
import { type Content, makeContent } from './typeset/content.ts';
import { bodyOf } from './typeset/html.ts';
import type { Engine, Run } from './typeset/measure.ts';
import { buildInARow, ours } from './typeset/ours.ts';
import { pdfmake } from './typeset/pdfmake.ts';
import { type Held, heldBy, shippedDocuments } from './typeset/shipped.ts';

type Print = Parameters<Bench['run']>[0];
type Mode = 'cold' | 'warm';

const engines: readonly Engine[] = [ours, chromium, pdfmake];
/** Chapters that make about so many pages, and how often each engine sets them: the median counts. */
const sizes = [
  { mix: 'standard', pages: 100, chapters: 23, rounds: 3 },
  { mix: 'standard', pages: 500, chapters: 113, rounds: 1 },
  { mix: 'dense', pages: 100, chapters: 18, rounds: 3 },
  { mix: 'dense', pages: 500, chapters: 92, rounds: 1 },
] as const;
const inARow = 50;
/** A chapter of the standard mix holds what stands on so many pages of the shipped documents. */
const pagesInAChapter = 5;

/** Issue 5: how many times as fast as the browser, and at most how much memory. */
const goals = {
  100: { cold: 2.5, warm: 2, peakMb: 250 },
  500: { cold: 1, warm: 1, peakMb: 800 },
} as const;
/** The second half of the builds in a row may hold so many times what the first half held. */
const flat = 1.1;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const one = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** The same content, page and type through our engine, a browser and pdfmake: time and memory, cold and warm. */
export const run: Bench['run'] = async (print) => {
  print({ figure: 'machine', node: process.version, processors: cpus().length, model: cpus()[0]?.model ?? '' });
  await tellMixes(print);
  for (const size of sizes) await compare(size, print);
  await stayFlat(print);
};

/** What the shipped documents hold and what a chapter does: the rule that the standard mix was made by can be checked. */
async function tellMixes(print: Print): Promise<void> {
  const { pages, held } = await shippedDocuments();
  const of = (what: Held, parts: number) =>
    Object.fromEntries(Object.entries(what).map(([kind, count]) => [kind, one(count / parts)]));
  print({
    figure: `the shipped documents, on ${pagesInAChapter} of their ${pages} pages`,
    ...of(held, pages / pagesInAChapter),
  });
  const chapters = 20;
  for (const mix of ['standard', 'dense'] as const)
    print({ figure: `a chapter of the ${mix} mix`, ...of(heldBy(bodyOf(makeContent(mix, chapters))), chapters) });
}

async function compare({ mix, pages, chapters, rounds }: (typeof sizes)[number], print: Print): Promise<void> {
  const runs = new Map<string, Run[]>();
  // The engines take turns, so that a machine that slows down slows all of them.
  for (let round = 0; round < rounds; round += 1) {
    const editions: [Content, Content] = [
      makeContent(mix, chapters, 2 * round + 1),
      makeContent(mix, chapters, 2 * round + 2),
    ];
    for (const engine of engines) {
      const [cold, warm] = await engine.measure(editions);
      for (const [mode, found] of [
        ['cold', cold],
        ['warm', warm],
      ] as const) {
        const key = `${engine.name} ${mode}`;
        runs.set(key, [...(runs.get(key) ?? []), found]);
      }
    }
  }
  const of = (engine: string, mode: Mode) => summary(runs.get(`${engine} ${mode}`) ?? []);
  for (const { name } of engines)
    for (const mode of ['cold', 'warm'] as const) print({ engine: name, mix, about: pages, mode, ...of(name, mode) });
  for (const mode of ['cold', 'warm'] as const) {
    const [theirs, own] = [of('chromium', mode), of('ours', mode)];
    const times = one(theirs.ms / own.ms, 2);
    const lessWork = one(theirs.cpuMs / own.cpuMs, 2);
    const goal = goals[pages][mode];
    print({
      figure: `times as fast as chromium, ${mix}, ${pages} pages ${mode}`,
      times,
      lessWork,
      goal,
      met: times >= goal,
    });
  }
  const peakMb = Math.max(of('ours', 'cold').peakMb, of('ours', 'warm').peakMb);
  print({
    figure: `peak memory, ${mix}, ${pages} pages`,
    peakMb,
    goal: goals[pages].peakMb,
    met: peakMb <= goals[pages].peakMb,
  });
}

/** The run of the median time, and the highest memory of all. */
function summary(runs: readonly Run[]) {
  const ms = median(runs.map((run) => run.ms));
  const { pages = 1, fileBytes = 0, tagged = false } = runs.find((run) => run.ms === ms) ?? {};
  const peakMb = Math.max(...runs.map((run) => run.peakMb));
  const cpuMs = median(runs.map((run) => run.cpuMs));
  return { pages, ms: one(ms, 0), msPerPage: one(ms / pages, 2), cpuMs, peakMb, fileBytes, tagged };
}

async function stayFlat(print: Print): Promise<void> {
  const builds = await buildInARow(
    Array.from({ length: inARow }, (_, n) => makeContent('standard', sizes[0].chapters, n + 1)),
  );
  const resident = builds.map(({ residentMb }) => residentMb);
  const pids = [...new Set(builds.map(({ pid }) => pid))];
  for (const [index, { ms, pid, residentMb }] of builds.entries())
    if (index % 5 === 4)
      print({ figure: 'in a row', builds: index + 1, process: pids.indexOf(pid) + 1, ms: one(ms, 0), residentMb });
  const [first, second] = [resident.slice(0, inARow / 2), resident.slice(inARow / 2)].map((half) => Math.max(...half));
  print({
    figure: `flat over ${inARow} builds of 100 pages`,
    processes: pids.length,
    medianMs: one(median(builds.map(({ ms }) => ms)), 0),
    highestMb: Math.max(...builds.map(({ peakMb }) => peakMb)),
    slopeMbPerBuild: one(slope(resident), 2),
    firstHalfMb: first,
    secondHalfMb: second,
    met: (second ?? 0) <= (first ?? 0) * flat,
  });
}

/** Least squares over the order of the values. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const along = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  return along / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}
