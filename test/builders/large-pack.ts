import { PDFDocument, StandardFonts } from 'pdf-lib';
import { compilePdf } from '../../functions/documents/compile/compile.ts';
import type { BundlePlan } from '../../functions/documents/link/model.ts';
import { splitVolumes } from '../../functions/documents/link/volumes.ts';
import type { AnyView } from '../../functions/packs/compose/compose-pack.ts';
import { bundlePlans } from '../../functions/packs/make/bundle-plan.ts';
import type { Chunk, SetPack, Volume } from '../../functions/packs/make/model.ts';
import { type SetWith, setPack } from '../../functions/packs/make/set-pack.ts';

const digest = 'ab'.repeat(32);

/** A document whose pages say `E07, page 1 of its file`. */
export async function evidencePdf(ref: string, pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1) {
    document.addPage([300, 400]).drawText(`${ref}, page ${page} of its file`, { x: 20, y: 300, size: 12, font });
  }
  return document.save({ useObjectStreams: false });
}

export async function compiledObject(pdf: Uint8Array, packLinks = false): Promise<Uint8Array> {
  const compiled = await compilePdf(pdf, { packLinks });
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.value.object;
}

/** A shelf in memory: the compiled pieces of a bundle, and its compiled evidence. */
export function memoryShelf({ evidence }: AnyView) {
  const chunks = new Map<string, Chunk>();
  const objects = new Map<string, Uint8Array>();
  const shelf: SetWith['shelf'] = {
    find: async (object) => chunks.get(object),
    async keep(chunk, pdf) {
      objects.set(chunk.object, await compiledObject(pdf, true));
      chunks.set(chunk.object, chunk);
    },
  };
  const open = async (object: string): Promise<Uint8Array> => {
    const kept = objects.get(object);
    if (kept) return kept;
    const item = evidence.find(({ ref }) => nameOf(ref) === object);
    if (!item) throw new Error(`There is no object ${object}`);
    return compiledObject(await evidencePdf(item.ref, item.pages));
  };
  return { shelf, chunks, open };
}

const nameOf = (ref: string): string => `evidence-${ref}`;

/** The items of a view in volumes of at most so many pages. */
export function volumesOf({ evidence }: AnyView, pages: number): Volume[] {
  const items = evidence.map(({ ref, pages: own }) => ({ ref, pages: own + 1, bytes: 0 }));
  const volumes = splitVolumes(items, { pages, bytes: 1 });
  return volumes.map((some, index) => ({ number: index + 1, refs: some.map(({ ref }) => ref) }));
}

/** A bundle, set, with a plan for each of its volumes. */
export async function setVolumes(
  tools: SetWith,
  view: AnyView,
  volumes: readonly Volume[],
  sizes?: Parameters<typeof setPack>[3],
): Promise<{ set: SetPack; plans: BundlePlan[] }> {
  const set = await setPack(tools, view, volumes, sizes);
  if (!set.ok) throw new Error(`${set.code}: ${set.message} ${JSON.stringify(set.details)}`);
  const { council, pack, evidence } = view;
  const said = { council, frozenAt: pack.created, review: { title: pack.title }, evidence };
  const included = evidence.filter(({ state }) => state === 'included');
  const compiled = new Map(included.map(({ ref }) => [ref, nameOf(ref)]));
  return { set: set.value, plans: bundlePlans(said, digest, set.value, compiled) };
}
