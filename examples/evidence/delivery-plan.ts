import { parse } from 'csv-parse/sync';
import { rgb } from 'pdf-lib';
import type { Block } from './blocks.ts';
import { setBlocks } from './flow.ts';
import { a4Landscape, embeddedFaces, startDocument } from './start.ts';

/** A spreadsheet sent to the printer: landscape, one long table on many pages, an embedded font. */
export async function makeDeliveryPlan(csv: string): Promise<Uint8Array> {
  const document = await startDocument({
    title: 'Neglect delivery plan 2025–27, extract',
    author: 'Neglect Strategy Group',
    producer: 'Spreadsheet printout',
    date: '2026-06-30',
  });
  const faces = await embeddedFaces(document);
  const footer = 'Sample: invented · Neglect delivery plan 2025–27, at 30 June 2026';
  setBlocks(document, blocksOf(csv), {
    ...faces,
    size: 12,
    page: a4Landscape,
    margin: 48,
    colour: rgb(0.1, 0.1, 0.1),
    footer,
  });
  return document.save({ useObjectStreams: false });
}

const head = ['Ref', 'Action', 'Owner', 'Start', 'Due', 'Status', 'Progress'];

function blocksOf(csv: string): Block[] {
  const rows: Record<string, string>[] = parse(csv, { columns: true });
  const priorities = [...new Set(rows.map((row) => row.priority ?? ''))];
  const british = (iso = '') => iso.split('-').reverse().join('/');
  return [
    { kind: 'title', text: 'Neglect delivery plan 2025–27' },
    {
      kind: 'text',
      text: 'Extract at 30 June 2026 for the peer review. Thirty actions under five priorities; owners are posts, not people.',
    },
    ...priorities.flatMap((priority, index): Block[] => [
      ...(index === 0 ? [] : [{ kind: 'break' } as const]),
      { kind: 'heading', text: `Priority ${'ABCDE'[index]}: ${priority}` },
      {
        kind: 'table',
        head,
        rows: rows
          .filter((row) => row.priority === priority)
          .map(({ ref = '', action = '', owner = '', start, due, status = '', progress = '' }) => [
            ref,
            action,
            owner,
            british(start),
            british(due),
            status,
            progress,
          ]),
      },
    ]),
  ];
}
