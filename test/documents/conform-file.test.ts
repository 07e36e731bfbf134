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
    ['numbers and references only', '[0 12 0 R 1 3 0 R 7]', ['0', '12 0 R', '1', '3 0 R', '7']],
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

  it('lines and what is deeper in them are told apart, as the compiler writes them and as they are written anew', () => {
    const own = '<<\n    /O /Table\n    /Headers [(a) (b)]\n  >>';
    const entries = entriesOf(`<<\n  /S /TD\n  /A [${own} ${own}]\n  /P 12 0 R\n>>\nstream\n  /Z 1\n>>\nendstream`);
    expect([...entries]).toEqual([
      ['S', '/TD'],
      ['A', `[${own} ${own}]`],
      ['P', '12 0 R'],
    ]);
    expect(itemsOf(entries.get('A') ?? '')).toEqual([own, own]);
    expect([...entriesOf(own)]).toEqual([
      ['O', '/Table'],
      ['Headers', '[(a) (b)]'],
    ]);
    entries
      .set('A', `[${entriesOf(own).written()}]`)
      .set('Pg', '3 0 R')
      .set('S', '/TH');
    expect(entries.written()).toBe('<</S /TH\n/A [<</O /Table\n/Headers [(a) (b)]>>]\n/P 12 0 R\n/Pg 3 0 R>>');
    expect(entriesOf(entries.written())).toEqual(entries);
    expect([entries.has('P'), entries.has('Q'), entries.get('Q'), dictionary([])]).toEqual([
      true,
      false,
      undefined,
      '<<>>',
    ]);
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

  it.each([
    ['a number that is not its own', '2 0 obj', '7 0 obj'],
    ['another generation', '2 0 obj', '2 1 obj'],
    ['no end', 'endobj', 'endooo'],
    ['something behind its end', 'endobj\n\n', 'endobj\n%'],
  ])('with an object that has %s is refused', async (_, was, is) => {
    const text = Buffer.from(await plainFile()).toString('latin1');
    expect(text).toContain(was);
    expect(() => new CompilerFile(Buffer.from(text.replace(was, is), 'latin1'))).toThrow(/has no object \d/);
  });

  it('finds objects by what they are, not what looks so in a stream', async () => {
    const document = await PDFDocument.create({ updateMetadata: false });
    document.context.register(document.context.stream('\n3 0 obj\n<<\n  /Type /Font\n'));
    document.addPage();
    const file = new CompilerFile(await document.save({ useObjectStreams: false }));
    expect(file.beginning('<<\n/Type /Page\n')).toHaveLength(1);
    expect(() => file.typed('Font')).toThrow(/no Font/);
  });

  it('that is of another shape is refused', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    // Objects in streams, and a stream of references in place of the table.
    const other = await document.save({ useObjectStreams: true });
    expect(() => new CompilerFile(other)).toThrow(/no table of references/);
  });
});
