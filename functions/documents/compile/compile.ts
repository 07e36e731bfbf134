import type { PDFDict } from 'pdf-lib';
import { failure, type Outcome, type Problem, success } from '../model.ts';
import { asDict, type Reader } from './access.ts';
import { type KeptLink, type PageAnnotations, readAnnotations } from './annotations.ts';
import { AppearanceMaker } from './appearances/make.ts';
import { Copier } from './copier.ts';
import { Destinations } from './destinations.ts';
import { digestStreams } from './digests.ts';
import { readLayers } from './layers.ts';
import {
  COMPILE_LIMITS,
  COMPILER_VERSION,
  type CompileCode,
  type Compiled,
  type CompileLimits,
  type CompileOptions,
  Refusal,
} from './model.ts';
import { type ObjectHeader, type SideTable, serialiseObject } from './object-file.ts';
import { ObjectWriter } from './object-writer.ts';
import { type Opened, openPdf } from './open.ts';
import { readOutline } from './outline.ts';
import { type PageSource, readPages, visibleBox } from './pages.ts';
import { readAgain } from './second-reader.ts';
import { readSignatures, signatureWords } from './signatures/read-signatures.ts';
import { readStructure } from './structure.ts';
import { PageWriter, type WrittenPage } from './write-pages.ts';
import { assignKeys, writeStructure } from './write-structure.ts';

export type { CompileCode, Compiled, CompileOptions } from './model.ts';
export { COMPILER_VERSION } from './model.ts';

/**
 * Compiles a PDF to a relocatable object, once, when it arrives: what the allow-list names, renumbered, with a table of what the
 * linker patches. A pure function of the bytes, the options and the compiler's version. A PDF that cannot travel is a failure whose
 * message says what to do; what was left behind is in `removed` and `warnings`.
 */
export async function compilePdf(
  bytes: Uint8Array,
  options: CompileOptions = {},
): Promise<Outcome<Compiled, CompileCode>> {
  try {
    return success(await compile(bytes, options));
  } catch (error) {
    if (error instanceof Refusal) return failure(error.code, error.message);
    throw error;
  }
}

async function compile(bytes: Uint8Array, options: CompileOptions): Promise<Compiled> {
  const limits = { ...COMPILE_LIMITS, ...options.limits };
  const own = options.packLinks === true;
  const { reader, catalog, inflater, restricted, pages, repaired, removed } = await openAndRead(bytes, limits);
  const pageOf = new Map(pages.flatMap(({ key }, index) => (key === undefined ? [] : [[key, index] as const])));
  const destinations = new Destinations(reader, catalog, pageOf, pages.length);
  const layers = readLayers(reader, catalog);
  const warnings: Problem[] = [];
  if (repaired)
    warnings.push({
      where: 'file',
      message: 'This file was damaged; it was repaired as well as could be. Compare it with the original.',
    });
  if (restricted)
    warnings.push({ where: 'file', message: 'Its owner restricted copying or printing. It opens without a password.' });

  const maker = new AppearanceMaker(reader, inflater, catalog);
  const signatures = await readSignatures(reader, catalog, pages, bytes);
  warnings.push(...signatures.map((signature) => ({ where: 'file', message: signatureWords(signature) })));
  const annotations: PageAnnotations[] = [];
  let untold = 0;
  for (const [index, page] of pages.entries()) {
    const context = { destinations, packLinks: own, limits, number: index + 1, layers, maker };
    const { links, painted, warnings: found } = await readAnnotations(reader, page, context);
    const told = found.slice(0, Math.max(0, MOST_WARNINGS - warnings.length));
    warnings.push(...told);
    untold += found.length - told.length;
    annotations.push({ links, painted });
  }
  maker.finish();
  if (untold > 0)
    warnings.push({ where: 'file', message: `${untold} more remarks on its notes and fields are not listed.` });
  const structure = readStructure(reader, catalog, {
    pageOf,
    kept: keysByPage(annotations, 'links'),
    painted: keysByPage(annotations, 'painted'),
    limits,
  });
  if (structure.broken)
    warnings.push({
      where: 'file',
      message:
        'Its tags, which tell screen readers the reading order, are damaged. It is put into the bundle without them.',
    });
  const keys = assignKeys(structure);

  const writer = new ObjectWriter();
  for (const _ of pages) writer.allocate();
  const linkLocals = new Map<KeptLink, number>();
  const localOf = new Map<string, number>();
  for (const link of annotations.flatMap(({ links }) => links)) {
    const local = writer.allocate();
    linkLocals.set(link, local);
    if (link.key !== undefined && !localOf.has(link.key)) localOf.set(link.key, local);
  }
  const copier = new Copier(reader, writer, limits, { contentKeys: keys.streams, groups: layers.groups });
  const packLinks: string[] = [];
  const pageWriter = new PageWriter({ reader, writer, copier, inflater, structure, keys, own, packLinks, linkLocals });
  const written = pages.map((page, index) =>
    pageWriter.write(page, index, annotations[index] ?? { links: [], painted: [] }),
  );
  for (const [link, local] of linkLocals) {
    pageWriter.writeLink(link, local, link.key === undefined ? undefined : keys.objects.get(link.key));
  }
  const tree = writeStructure(structure, keys, { reader, writer, copier, annotationLocal: (key) => localOf.get(key) });
  copier.drain();

  const layersOff = copier.layers.filter((_, index) => layers.off.has(copier.layerKeys[index] ?? ''));
  warnings.push(...contentWarnings(written, layersOff.length));
  const outline = readOutline(reader, catalog, destinations);
  const title = reader.text(asDict(reader.context.lookup(reader.context.trailerInfo.Info)), 'Title')?.trim();
  const language = reader.text(catalog, 'Lang');
  const header: ObjectHeader = {
    compiler: COMPILER_VERSION,
    pdfVersion: versionOf(reader, catalog),
    pages: pages.length,
    objects: writer.objects,
    ...(title ? { title } : {}),
    ...(language ? { language } : {}),
    tagged: structure.tagged,
    outline,
    packLinks,
    ids: tree.ids,
    kids: tree.kids,
    layers: copier.layers,
    layersOff,
  };
  const body = writer.body();
  const object = serialiseObject({ header, table: sideTable(writer, body, pages, written, tree.parentTree), body });
  return {
    object,
    pages: pages.length,
    ...(title ? { title } : {}),
    outline,
    tagged: structure.tagged,
    removed,
    signatures,
    warnings,
  };
}

/** By the first reader, else by the second from what that could make of the file. */
async function openAndRead(bytes: Uint8Array, limits: CompileLimits): Promise<Opened & { pages: PageSource[] }> {
  const read = async (file: Uint8Array) => {
    const opened = await openPdf(file, limits);
    return { ...opened, pages: readPages(opened.reader, opened.catalog, limits) };
  };
  try {
    return await read(bytes);
  } catch (error) {
    if (!(error instanceof Refusal && error.isUnreadable)) throw error;
    const again = await readAgain(bytes, limits);
    if (!again) throw error;
    return { ...(await read(again)), repaired: true };
  }
}

function sideTable(
  writer: ObjectWriter,
  body: Uint8Array,
  pages: readonly PageSource[],
  written: readonly WrittenPage[],
  parentTree: readonly number[],
): SideTable {
  const { digested, digests } = digestStreams(writer, body);
  return {
    starts: Uint32Array.from(writer.starts),
    ends: Uint32Array.from(writer.ends),
    refAt: Uint32Array.from(writer.refAt),
    refTo: Uint32Array.from(writer.refTo),
    shiftAt: Uint32Array.from(writer.shiftAt),
    shiftValue: Uint32Array.from(writer.shiftValue),
    symbolAt: Uint32Array.from(writer.symbolAt),
    symbolKind: Uint32Array.from(writer.symbolKind),
    symbolArgument: Uint32Array.from(writer.symbolArgument),
    prefixAt: Uint32Array.from(writer.prefixAt),
    parentTree: Uint32Array.from(parentTree),
    stamped: Uint32Array.from(written, ({ stamped }) => (stamped ? 1 : 0)),
    digested: Uint32Array.from(digested),
    digests,
    boxes: Float64Array.from(pages.flatMap((page) => [...visibleBox(page), page.rotate, page.userUnit])),
  };
}

function keysByPage(annotations: readonly PageAnnotations[], which: 'links' | 'painted'): Map<string, number> {
  const found = new Map<string, number>();
  annotations.forEach((page, index) => {
    for (const { key } of page[which]) if (key !== undefined && !found.has(key)) found.set(key, index);
  });
  return found;
}

function contentWarnings(written: readonly WrittenPage[], layersOff: number): Problem[] {
  const warnings: Problem[] = written.flatMap(({ measured }, index) =>
    measured
      ? []
      : [
          {
            where: `page ${index + 1}`,
            message: 'Its content is partly damaged. Compare this page with the original.',
          },
        ],
  );
  const outside = written.flatMap((page, index) => (page.outside >= LEAST_OUTSIDE ? [index + 1] : []));
  if (outside.length > 0)
    warnings.push({
      where: `page ${outside[0]}${outside.length > 1 ? ` and ${outside.length - 1} more` : ''}`,
      message: 'There are words outside the visible part of the page. They can still be found and copied.',
    });
  if (layersOff > 0)
    warnings.push({
      where: 'file',
      message: `${layersOff} layers are hidden in this PDF. They stay hidden in the bundle.`,
    });
  return warnings;
}

/** On notes and fields: nobody reads more. */
const MOST_WARNINGS = 1_000;
/** Fewer bytes of text beyond the edge are spaces or the marks of printers. */
const LEAST_OUTSIDE = 4;

/** The header's version, or the catalogue's where that is higher: `1.0` to `2.0`. */
function versionOf(reader: Reader, catalog: PDFDict): string {
  const header = /%PDF-([12]\.[0-7])/.exec(reader.context.header.toString())?.[1] ?? '1.7';
  const stated = /^([12]\.[0-7])$/.exec(reader.name(asDict(catalog), 'Version') ?? '')?.[1] ?? header;
  return [header, stated].sort().at(-1) ?? header;
}
