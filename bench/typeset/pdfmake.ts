import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from 'pdfmake';
import type { Block, Content, Word } from './content.ts';
import { cpuOf, type Engine, peakOf, type Run, runOf, timed } from './measure.ts';

export const pdfmake: Engine = {
  name: 'pdfmake',
  async measure(editions) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    let child: ChildProcess | undefined;
    try {
      const build = async (content: Content): Promise<Run> => {
        const path = join(folder, 'content.json');
        await writeFile(path, JSON.stringify({ title: content.title, content: definitionOf(content) }));
        const before = await cpuOf(child?.pid ?? 0);
        const { ms } = await timed(async () => {
          child ??= fork(join(import.meta.dirname, 'pdfmake-child.ts'), { stdio: 'inherit' });
          child.send(path);
          await once(child, 'message');
        });
        const pid = child?.pid ?? 0;
        return runOf(await readFile(`${path}.pdf`), ms, (await cpuOf(pid)) - before, await peakOf(pid));
      };
      return [await build(editions[0]), await build(editions[1])];
    } finally {
      child?.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function definitionOf(content: Content): Part[] {
  return [
    { text: 'Contents', style: 'h1' },
    { toc: {} },
    ...content.chapters.flatMap(({ title, id, ownPage, blocks }): Part[] => [
      {
        text: title,
        style: 'h1',
        tocItem: true,
        id,
        ...(ownPage ? { pageBreak: 'before', margin: [0, 0, 0, 20] } : {}),
      },
      ...blocks.flatMap(defined),
      ...blocks.flatMap((block) => (block.kind === 'prose' ? block.words.flatMap(noteOf) : [])),
    ]),
  ];
}

/** It has no footnotes: they stand at the end of the chapter. */
function noteOf(word: Word): Part[] {
  return typeof word !== 'string' && 'note' in word ? [{ text: word.note, id: word.id, style: 'small' }] : [];
}

function defined(block: Block): Part[] {
  switch (block.kind) {
    case 'heading':
      return [{ text: block.text, style: `h${block.level}` }];
    case 'prose':
      return [{ text: block.words.map(word), style: 'body' }];
    case 'source':
      return [{ text: block.text, style: 'small' }];
    case 'list':
      return [{ ul: [...block.items], style: 'body' }];
    case 'chart':
      return [
        { text: block.caption, style: 'caption' },
        { svg: block.svg, width: 470 },
      ];
    case 'table':
      return [{ text: block.caption, style: 'caption' }, table(block)];
  }
}

function word(part: Word): Part {
  if (typeof part === 'string') return part;
  if ('strong' in part) return { text: part.strong, bold: true };
  if ('link' in part) return { text: part.link, link: part.href, color: '#12436d', decoration: 'underline' };
  return { text: 'note', linkToDestination: part.id, sup: true };
}

function table({ head, rows, numbers, widths }: Extract<Block, { kind: 'table' }>): Part {
  const shares = widths?.split(' ').map(Number);
  const all = shares?.reduce((sum, share) => sum + share, 0) ?? 1;
  const numeric = (column: number) => column > 0 && column <= numbers;
  const cells = (row: readonly string[], bold: boolean) =>
    row.map((text, column) => ({ text, bold, alignment: numeric(column) ? ('right' as const) : ('left' as const) }));
  return {
    style: 'table',
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths:
        shares?.map((share) => `${(100 * share) / all}%`) ?? head.map((_, column) => (column === 0 ? '*' : 'auto')),
      body: [cells(head, true), ...rows.map((row) => cells(row, false))],
    },
  };
}
