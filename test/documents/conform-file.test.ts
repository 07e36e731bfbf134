import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { CompilerFile } from '../../functions/documents/typeset/conform/file.ts';
import { array, dictionary, entriesOf, itemsOf, referred } from '../../functions/documents/typeset/conform/values.ts';

describe("values of the compiler's file", () => {
  it.each([
    ['strings with brackets, escaped and not', '[(a (b) ]) (\\) [) <5D>]', ['(a (b) ])', '(\\) [)', '<5D>']],
    ['references and numbers', '[1 0 R 2 -.5 3 0 R]', ['1 0 R', '2', '-.5', '3 0 R']],
    ['what stands without spaces', '[/A/B(c)<</D[1]>>true]', ['/A', '/B', '(c)', '<</D[1]>>', 'true']],
    ['nothing', '[ ]', []],
  ])('%s', (_, value, items) => {
    expect(itemsOf(value)).toEqual(items);
  });

  it('a dictionary keeps its order, and what follows it is left alone', () => {
    const entries = entriesOf('<<\n  /S /TD\n  /K [1 2]\n  /A <</O /Table>>\n>>\nstream\n>>endstream');
    expect([...entries]).toEqual([
      ['S', '/TD'],
      ['K', '[1 2]'],
      ['A', '<</O /Table>>'],
    ]);
    expect(entriesOf(dictionary(entries))).toEqual(entries);
    expect([referred('12 0 R'), referred('12'), referred(undefined)]).toEqual([12, undefined, undefined]);
  });

  it.each(['[1 2', '<</A', '(never', '<</A ]>>', '['.repeat(60)])('%s is refused', (value) => {
    expect(() => (value.startsWith('<') ? entriesOf(value) : itemsOf(`[${value}]`))).toThrow(/compiler's file/);
  });
});

async function plainFile(): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.addPage([100, 200]);
  document.addPage([300, 400]);
  return document.save({ useObjectStreams: false });
}

describe('a patched file', () => {
  it('has what was changed and added, and all the rest as it was', async () => {
    const file = new CompilerFile(await plainFile());
    const added = file.add(dictionary([['Note', '(added)']]));
    const catalog = file.entries(file.catalog);
    catalog.set('Extra', array([`${added} 0 R`]));
    file.change(file.catalog, catalog);
    const read = await PDFDocument.load(file.bytes(), { updateMetadata: false });
    expect(read.getPages().map((page) => page.getSize())).toEqual([
      { width: 100, height: 200 },
      { width: 300, height: 400 },
    ]);
    const extra = read.catalog.lookup(PDFName.of('Extra'));
    expect(String(extra)).toBe(`[ ${added} 0 R ]`);
    const [, last] = read.context.enumerateIndirectObjects().at(-1) ?? [];
    expect(last instanceof PDFDict && String(last.get(PDFName.of('Note')))).toBe('(added)');
  });

  it('that is of another shape is refused', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    // Objects in streams, and a stream of references in place of the table.
    const other = await document.save({ useObjectStreams: true });
    expect(() => new CompilerFile(other)).toThrow(/no table of references/);
  });
});
