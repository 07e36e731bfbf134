import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ruleOf } from '../../functions/documents/tree/allow-list.ts';
import type { Typeset } from '../../functions/documents/typeset/typeset.ts';
import { type ReadPdf, readPdf } from './typeset-reading.ts';
import { set, style } from './typeset-samples.ts';
import { cover, LONG_TITLE, LONG_WORD, sheets, zoo } from './typeset-zoo.ts';

interface Run {
  text: string;
  page: number;
  left: number;
  right: number;
  /** Of the baseline, in points from the bottom. */
  y: number;
}

/** Runs of text with their places, as another program finds them on the finished pages. */
async function runsOf(pdf: Uint8Array): Promise<{ runs: Run[]; sizes: [width: number, height: number][] }> {
  const task = getDocument({ data: pdf.slice(), verbosity: 0 });
  const document = await task.promise;
  try {
    const runs: Run[] = [];
    const sizes: [number, number][] = [];
    for (let page = 1; page <= document.numPages; page += 1) {
      const read = await document.getPage(page);
      const [, , width = 0, height = 0] = read.view;
      sizes.push([width, height]);
      for (const item of (await read.getTextContent()).items) {
        if (!('str' in item) || item.str.trim() === '') continue;
        const [, turned, , , left = 0, y = 0] = item.transform as number[];
        // The draft mark runs up the margin.
        if (turned !== 0) continue;
        runs.push({ text: item.str, page, left, right: left + item.width, y });
      }
    }
    return { runs, sizes };
  } finally {
    await task.destroy();
  }
}

const bare = (text: string) => text.replace(/[\s\u200B\u00A0]/g, '');

test('everything on the list of what a pack may contain is in the document that these tests read', () => {
  const elements =
    'section h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption blockquote aside hr img svg strong em sup sub bdi code span abbr time a br';
  const html = `${cover}${zoo}${sheets}`;
  const anywhere = new Set(['data-break-before', 'data-keep-together']);
  const absent = elements.split(' ').flatMap((element) => {
    const attributes = ruleOf(element)?.attributes.filter((name) => !anywhere.has(name)) ?? ['no rule'];
    return [' ', ...attributes.map((name) => `(?= )[^>]* ${name}`)]
      .map((after) => `<${element}${after}[ =>]`.replace(' [ =>]', '[ >]'))
      .filter((pattern) => !new RegExp(pattern).test(html));
  });
  const common = [...anywhere, 'lang', 'dir'].filter((name) => !new RegExp(` ${name}[ =>]`).test(html));
  expect([...absent, ...common]).toEqual([]);
});

describe('a document with everything in it', () => {
  let done: Typeset;
  let read: ReadPdf;
  let runs: Run[];
  let sizes: [number, number][];
  beforeAll(async () => {
    done = await set(`${cover}\n${zoo}\n${sheets}`, {
      style: { ...style, runningHead: LONG_TITLE },
      numbering: { kind: 'bundle', itemPages: [3, 0] },
    });
    read = await readPdf(done.pdf);
    ({ runs, sizes } = await runsOf(done.pdf));
  });
  const pagesWith = (words: string) =>
    read.pages.flatMap((text, index) => (bare(text).includes(bare(words)) ? [index + 1] : []));
  const flat = () => read.pages.map((text) => text.replaceAll('\n', ' '));

  test('nothing is reported, and nothing stands outside the margins of the paper', () => {
    expect(done.problems).toEqual([]);
    for (const { text, page, left, right, y } of runs) {
      const [width, height] = sizes[page - 1] as [number, number];
      const inside = left > 20 && right < width - 15 && y > 25 && y < height - 25;
      expect(inside ? '' : `"${text}" on page ${page} at ${left}–${right}, ${y}`).toBe('');
    }
  });

  test('titles of 255 letters are whole on the cover, coversheet, in a heading, a caption and the contents', () => {
    expect(LONG_TITLE.length).toBeGreaterThanOrEqual(255);
    const { E01, long, wide, contents } = done.anchors;
    for (const page of [1, E01, long, wide, contents]) expect(pagesWith(LONG_TITLE)).toContain(page);
    const heading = bare(read.pages[(long ?? 0) - 1] ?? '');
    expect(heading.split(bare(LONG_TITLE))).toHaveLength(3);
    expect(pagesWith(LONG_WORD).length).toBeGreaterThanOrEqual(1);
  });

  test('a running head that is too long ends in dots, on one line', () => {
    const heads = runs.filter(
      ({ text, page, y }) => page > 1 && y > (sizes[page - 1]?.[1] ?? 0) - 60 && text.endsWith('…'),
    );
    expect(new Set(heads.map(({ page }) => page)).size).toBe(done.pages - 1);
    for (const { text } of heads) expect(LONG_TITLE.startsWith(text.slice(0, -1))).toBe(true);
  });

  test('running head, marking and page x of y are on every page but the cover', () => {
    const printed = flat().map((text) => /Page (\d+) of (\d+)/.exec(text)?.slice(1).map(Number));
    expect(printed[0]).toBeUndefined();
    const total = done.pages + 3;
    const e02 = done.anchors.E02 ?? 0;
    expect(printed.slice(1)).toEqual(
      printed.slice(1).map((_, index) => [index + 2 < e02 ? index + 2 : index + 5, total]),
    );
    for (const text of flat().slice(1)) expect(text).toContain(style.marking);
  });

  test('every number in the contents is the page that its entry leads to', () => {
    const entries = read.links.filter(({ page, to }) => page === done.anchors.contents && to !== undefined);
    const named = entries.filter(({ words }) => /\d$/.test(words.trim()));
    expect(named.length).toBeGreaterThanOrEqual(6);
    for (const { words, to } of named) {
      expect(flat()[(to ?? 0) - 1]).toContain(`Page ${/(\d+)$/.exec(words.trim())?.[1]} of`);
    }
  });

  test('a wide section is turned and the next is upright again', () => {
    const shape = (id: string) => sizes[(done.anchors[id] ?? 0) - 1]?.map(Math.round);
    expect(shape('wide')).toEqual([842, 595]);
    expect(shape('long')).toEqual([595, 842]);
  });

  test('the head of a table stands on each of its pages, and each of 300 rows is there once, whole', () => {
    const rows = runs.filter(({ text }) => /^Row\d+$/.test(text));
    expect(rows.map(({ text }) => text)).toEqual(Array.from({ length: 300 }, (_, index) => `Row${index + 1}`));
    for (const page of new Set(rows.map((row) => row.page))) {
      const head = runs.filter((run) => run.page === page && ['Name', 'Rate', 'Number', 'Words'].includes(run.text));
      expect(head.length).toBeGreaterThanOrEqual(4);
    }
    for (const row of rows) {
      const words = runs.filter((run) => run.page === row.page && Math.abs(run.y - row.y) < 1).map(({ text }) => text);
      expect(words.join(' ')).toContain(`Words of row ${row.text.slice(3)}`);
    }
  });

  test('a row taller than a page goes on overleaf without losing a word', () => {
    const words = read.pages.join(' ').match(/tall\d+/g) ?? [];
    expect(words).toEqual(Array.from({ length: 900 }, (_, index) => `tall${index}`));
  });

  test('a caption is on the page where its table begins, a note on the page where its table ends', () => {
    for (const [caption, first] of [
      ['Three hundred rows', 'Row1'],
      ['A row taller than a page', 'tall0'],
      ['Words in cells', 'Where it stands'],
      ['Rates, with a note', '1,082.75'],
    ] as const) {
      const page = pagesWith(caption)[0];
      expect(runs.some((run) => run.page === page && run.text.includes(first)) ? '' : caption).toBe('');
    }
    expect(pagesWith('c: suppressed, fewer than six')).toEqual(pagesWith('183.65'));
  });

  test('points of decimals stand under each other, and symbols under the units', () => {
    const inColumn = (texts: readonly string[]) =>
      texts.map((text) => runs.find((run) => run.text === text && run.page === done.anchors.t1));
    const [c, u, plain, bold] = inColumn(['c', 'u', '70.4', '183.65']);
    // A digit is 0.572 em wide in the regular face and in the bold one, a point 0.268 and 0.286.
    const unit = (run: Run | undefined, decimals: number) => {
      const size = 9;
      return (run?.right ?? 0) - decimals * 0.572 * size;
    };
    expect(Math.abs((c?.right ?? 0) - (u?.right ?? 1))).toBeLessThan(0.05);
    const point = unit(plain, 1);
    expect(Math.abs(unit(bold, 2) - point)).toBeLessThan(0.5);
    expect(point - (c?.right ?? 0)).toBeGreaterThan(1);
    expect(point - (c?.right ?? 0)).toBeLessThan(3.5);
  });

  test('units stand under the caption, and abbreviations are told once', () => {
    const text = flat().join(' ');
    expect(text).toContain('Rate per 10,000 children under 18');
    expect(text.split('(Education, health and care plan)')).toHaveLength(2);
    expect(text).toMatch(/EHCP \(Education, health and care plan\) and again EHCP,/);
  });

  test('numbers of a report hang in one column, are text, and links and contents repeat them', () => {
    const at = (text: string) => runs.find((run) => run.text.trim() === text && run.page >= (done.anchors.report ?? 0));
    expect(new Set(['1.1', '1.2', '1.2.1', '2.1', 'A.1'].map((text) => Math.round(at(text)?.left ?? 0)))).toEqual(
      new Set([Math.round(at('1.1')?.left ?? 1)]),
    );
    expect(at('Below it.')?.left).toBeGreaterThan((at('1.2.1')?.right ?? 0) + 5);
    expect(flat().join(' ')).toMatch(/see paragraph.1\.2\.1\./);
    expect(flat()[(done.anchors.contents ?? 0) - 1]).toMatch(/Appendix A\s+Figures in full/);
  });

  test('notes stand at the foot, once', () => {
    for (const note of ['Of all children, see', 'Second note.', 'A note in a table.', 'A note in a caption.']) {
      expect(pagesWith(note)).toHaveLength(1);
    }
  });
});

describe('whatever stands before', () => {
  /** Heading, then two lines: at each height of the page the heading has at least a line of its text below it. */
  test('no heading ends a page', async () => {
    const parts = Array.from({ length: 60 }, (_, index) => {
      const filling = Array.from({ length: (index * 7) % 11 }, (__, line) => `<p>filling ${line}</p>`).join('');
      const level = 2 + (index % 2);
      return `${filling}<h2>Part ${index}</h2>${level === 3 ? `<h3>Lower ${index}</h3>` : ''}<p>text ${index} <br>second line</p>`;
    });
    const { runs } = await runsOf((await set(`<section><h1>x</h1>${parts.join('')}</section>`)).pdf);
    const pageOf = (pattern: RegExp) => runs.find(({ text }) => pattern.test(text))?.page;
    expect(new Set(runs.map(({ page }) => page)).size).toBeGreaterThan(5);
    for (let index = 0; index < parts.length; index += 1) {
      expect([index, pageOf(new RegExp(`^Part ${index}$`))]).toEqual([index, pageOf(new RegExp(`^text ${index}\\b`))]);
    }
  });

  test('a head that holds links or notes stands over its table once, any other on each page', async () => {
    const table = (head: string) =>
      `<table><thead><tr><th scope="col">Over ${head}</th></tr></thead><tbody>${'<tr><td>x</td></tr>'.repeat(80)}</tbody></table>`;
    const note = '<ol data-footnotes><li id="n">Words of a note.</li></ol>';
    const heads = async (html: string) => {
      const { runs } = await runsOf((await set(`<section><h1>x</h1>${html}</section>`)).pdf);
      return runs.filter(({ text }) => text.startsWith('Over')).map(({ page }) => page);
    };
    expect(await heads(table('all'))).toEqual([1, 2]);
    expect(await heads(table('<a href="https://example.org">linked</a>'))).toEqual([1]);
    expect(await heads(`${table('noted<a data-footnote href="#n">n</a>')}${note}`)).toEqual([1]);
  });

  test('a figure without a caption keeps its place', async () => {
    const html =
      '<section><h1>x</h1><figure id="f"><table><tr><td>1</td></tr></table></figure><p><a data-page href="#f">there</a></p></section>';
    expect((await set(html)).anchors).toEqual({ f: 1 });
  });

  test('sections follow on a page with room and begin another when there is none', async () => {
    const section = (id: string, lines: number, mark = '') =>
      `<section id="${id}" ${mark}><h1>${id}</h1>${'<p>line</p>'.repeat(lines)}</section>`;
    const { anchors } = await set(
      section('a', 5) +
        section('b', 15) +
        section('c', 1) +
        section('d', 1, 'data-break-before') +
        section('e', 25) +
        section('f', 1) +
        section('g', 1, 'data-appendix'),
    );
    expect(anchors).toEqual({ a: 1, b: 1, c: 2, d: 3, e: 3, f: 4, g: 5 });
  });
});
