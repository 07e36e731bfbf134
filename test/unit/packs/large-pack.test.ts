import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link } from '../../../functions/documents/link/link.ts';
import type { BundlePlan } from '../../../functions/documents/link/model.ts';
import { memorySink } from '../../../functions/documents/model.ts';
import { parseTree } from '../../../functions/documents/tree/parse.ts';
import { typeset } from '../../../functions/documents/typeset/typeset.ts';
import { composePack } from '../../../functions/packs/compose/compose-pack.ts';
import { type PackView, packViewSchema } from '../../../functions/packs/compose/peer-review/view.ts';
import type { SetPack } from '../../../functions/packs/make/model.ts';
import { setPack } from '../../../functions/packs/make/set-pack.ts';
import { memoryShelf, setVolumes, volumesOf } from '../../builders/large-pack.ts';
import { openPdf, pageText, targetOf, textsOf } from '../../builders/read-pdf.ts';

const sizes = { coversheets: 3, indexRows: 5, exceptions: 2, manifestRows: 7 };
const refused = 7;
const items = Array.from({ length: 12 }, (_, index) => {
  const number = index + 1;
  return {
    ref: `E${String(number).padStart(2, '0')}`,
    title: `Case file ${number}`,
    ...(number === refused ? { state: 'refused', pages: 0 } : { state: 'included', pages: (number % 4) + 1 }),
    warnings: number % 3 === 0 ? ['A page has no text'] : [],
  };
});

const view: PackView = packViewSchema.parse({
  council: 'Thornmere',
  pack: { title: 'Neglect', created: '2026-09-14T09:00:00Z', digest: 'ab'.repeat(32) },
  why: { id: 'why', heading: 'Why we asked', body: 'As E02 and E20 say, and later E12.' },
  evidence: items,
  manifest: {
    entries: items.map(({ ref }, place) => ({
      kind: 'Evidence',
      name: ref,
      digest: String(place).repeat(64).slice(0, 64),
    })),
  },
});

interface Link {
  /** All the text that it covers. */
  text: string;
  /** 0-based page that it leads to, in its own volume. */
  target: number;
}

interface Read {
  first: number;
  pdf: PDFDocumentProxy;
  texts: string[];
}

const volumes: Read[] = [];
let set: SetPack;
const kept = memoryShelf(view);

async function linksWithText({ pdf }: Read, index: number): Promise<Link[]> {
  const page = await pdf.getPage(index + 1);
  const texts = await textsOf(page);
  const links: Link[] = [];
  for (const { subtype, dest, rect } of await page.getAnnotations()) {
    if (subtype !== 'Link') continue;
    const [left = 0, bottom = 0, right = 0, top = 0] = rect as number[];
    const inside = texts.filter(({ x, y }) => x >= left - 1 && x < right && y >= bottom - 1 && y < top);
    links.push({ text: inside.map(({ text }) => text).join(''), target: dest ? await targetOf(pdf, dest) : -1 });
  }
  return links;
}

const number = (text: string, before: RegExp): number =>
  Number(new RegExp(`${before.source}\\s*(\\d+)`).exec(text)?.[1]);

/** The page with this printed number, and the volume that holds it. */
function printed(page: number): { volume: number; text: string } {
  const volume = volumes.findLastIndex(({ first }) => first <= page);
  return { volume: volume + 1, text: volumes[volume]?.texts[page - (volumes[volume]?.first ?? 0)] ?? '' };
}

beforeAll(async () => {
  const made = await setVolumes({ typesetter: typeset, shelf: kept.shelf }, view, volumesOf(view, 16), sizes);
  set = made.set;
  for (const plan of made.plans) {
    const sink = memorySink();
    const linked = await link(plan, kept.open, sink);
    expect(linked.problems).toEqual([]);
    const pdf = await openPdf(sink.bytes());
    const texts: string[] = [];
    for (let index = 0; index < pdf.numPages; index += 1) texts.push(await pageText(pdf, index));
    volumes.push({ first: plan.firstPage ?? 1, pdf, texts });
  }
});

afterAll(async () => {
  for (const { pdf } of volumes) await pdf.loadingTask.destroy();
});

describe('a bundle of three volumes', () => {
  it('has the pages that were planned, numbered from the first of volume 1 to the last of volume 3', async () => {
    expect(volumes.map(({ pdf }) => pdf.numPages)).toEqual(set.volumes.map(({ pages }) => pages));
    let next = 1;
    for (const { pdf, first, texts } of volumes) {
      expect(first).toBe(next);
      const labels = await pdf.getPageLabels();
      texts.forEach((text, index) => {
        expect(labels?.[index]).toBe(String(next + index));
        if (text.includes(' of its file')) expect(number(text, /pack page/)).toBe(next + index);
        else if (index + first > 1) expect(text).toMatch(new RegExp(`Page ${next + index} of ${set.pages}$`));
      });
      next += texts.length;
    }
    expect(next - 1).toBe(set.pages);
  });

  it('prints at every link the number of the page to which it leads', async () => {
    let followed = 0;
    for (const volume of volumes) {
      for (let index = 0; index < volume.texts.length; index += 1) {
        for (const { text, target } of await linksWithText(volume, index)) {
          expect(target, text).toBeGreaterThanOrEqual(0);
          const arrived = volume.texts[target] ?? '';
          const page = /(?:page ?|\. ?)(\d+)$/.exec(text.trim())?.[1];
          if (page !== undefined) {
            expect(volume.first + target, `${text} on page ${volume.first + index}`).toBe(Number(page));
            followed += 1;
          }
          const ref = /^\[?(E\d+)\]?$/.exec(text)?.[1];
          if (ref) expect(arrived).toContain(ref);
          if (text === 'Back to the evidence index') expect(arrived).toContain('Evidence index');
          if (text === 'Back to the list of this volume') expect(arrived).toContain('Evidence in this volume');
        }
      }
    }
    expect(followed).toBeGreaterThan(30);
  });

  it('says in the index, for every item, in which volume and on which page it is', () => {
    const index = volumes[0]?.texts.filter((text) => text.includes('Evidence in this pack')).join(' ') ?? '';
    for (const { ref, title, state } of view.evidence) {
      const row = index.slice(index.indexOf(`${ref} ${title}`));
      const page = number(row, state === 'included' ? /From page/ : /See page/);
      const place = printed(page);
      expect(place.text).toContain(state === 'included' ? `${ref}, page 1 of its file` : `${ref} Pages not included`);
      expect(Number(/ (\d) (?:From|See) page/.exec(row)?.[1])).toBe(place.volume);
    }
  });

  it('says in words what is in another volume, and leads nowhere', async () => {
    const [front] = volumes;
    const text = front?.texts.find((each) => each.includes('As E02')) ?? '';
    const [, volume, page] = /later E12 \(volume (\d), page (\d+)\)/.exec(text) ?? [];
    expect(printed(Number(page))).toEqual({
      volume: Number(volume),
      text: expect.stringContaining('E12, page 1 of its file'),
    });
    const contents = front?.texts.find((each) => each.includes('Contents')) ?? '';
    expect(printed(number(contents, /Volume 2 of 3: E\d+ to E\d+[ .]*/)).text).toContain('Volume 2 of 3');
    expect(printed(number(contents, /Exceptions \(volume 3\)[ .]*/)).text).toContain('Exceptions');
    expect(printed(number(contents, /Manifest \(volume 3\)[ .]*/)).text).toContain('Manifest');
  });

  it('opens every later volume with what it holds', () => {
    expect(volumes[0]?.texts[0]).toContain('1 of 3');
    for (const [index, { first, texts }] of volumes.entries()) {
      if (index === 0) continue;
      expect(texts[0]).toContain(`Volume ${index + 1} of 3`);
      expect(texts[0]).toContain(`Pack pages ${first} to ${first + texts.length - 1}`);
      const { refs } = volumesOf(view, 16)[index] ?? { refs: [] };
      for (const ref of refs) expect(texts[0]).toContain(ref);
    }
  });

  it('has an outline in each volume: its own sections and its items', async () => {
    const titles = await Promise.all(
      volumes.map(async ({ pdf }) => (await pdf.getOutline()).map(({ title }) => title)),
    );
    expect(titles[0]).toEqual(expect.arrayContaining(['Contents', '12 Evidence index', 'Evidence']));
    expect(titles[1]).toEqual(['Volume 2 of 3', 'Evidence']);
    expect(titles[2]).toEqual(['Volume 3 of 3', 'Evidence', '13 Exceptions', '14 Manifest']);
  });
});

describe('setting it again', () => {
  it('keeps only what is not kept yet, and gives the same', async () => {
    const lost = [set.chunks[1]?.object ?? '', set.chunks[4]?.object ?? ''];
    for (const object of lost) kept.chunks.delete(object);
    const again: string[] = [];
    const shelf: typeof kept.shelf = {
      find: (object) => kept.shelf.find(object),
      async keep(chunk, pdf) {
        again.push(chunk.object);
        await kept.shelf.keep(chunk, pdf);
      },
    };
    const made = await setPack({ typesetter: typeset, shelf }, view, volumesOf(view, 16), sizes);
    expect(made.ok && made.value).toEqual(set);
    expect(again).toEqual(lost);
  });

  it('sets one volume in pieces when its items are too many for one run', async () => {
    const { shelf, open } = memoryShelf(view);
    const { set: one, plans } = await setVolumes({ typesetter: typeset, shelf }, view, volumesOf(view, 1_000), sizes);
    expect([plans.length, one.chunks.length > 8]).toEqual([1, true]);
    const sink = memorySink();
    const linked = await link(plans[0] as BundlePlan, open, sink);
    expect({ pages: linked.pages, problems: linked.problems }).toEqual({ pages: one.pages, problems: [] });
    const pdf = await openPdf(sink.bytes());
    const titles = (await pdf.getOutline()).map(({ title }) => title);
    expect(titles.slice(-4)).toEqual(['12 Evidence index', 'Evidence', '13 Exceptions', '14 Manifest']);
    expect(await pageText(pdf, one.pages - 1)).toContain(`Page ${one.pages} of ${one.pages}`);
    await pdf.loadingTask.destroy();
  });

  it('refuses volumes that do not hold the items', async () => {
    const { shelf } = memoryShelf(view);
    const wrong = [{ number: 1, refs: ['E01'] }];
    await expect(setPack({ typesetter: typeset, shelf }, view, wrong)).rejects.toThrow('do not hold the items');
  });
});

describe('the report of a pack with more items than it can print', () => {
  it('says where the lists are, and its references lead there', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => ({
      ...items[0],
      ref: `E${index + 1}0`,
      warnings: ['Odd'],
    }));
    const { html } = composePack(packViewSchema.parse({ ...view, evidence: many }), 'report');
    expect(html).toContain('1,001 items of evidence: too many to print here. They are listed in the bundle.');
    expect(html).toContain('1,001 exceptions: too many to print here.');
    expect(html).toMatch(/As .*<a href="#evidence-index">E20<\/a>/);
    const tree = parseTree(html);
    expect(tree.ok ? '' : tree.message).toBe('');
  });
});
