import { UnreadableWorkbook } from './model.ts';
import { formatOf, type NumberFormat } from './number-formats.ts';
import type { Zip } from './open-zip.ts';
import { attribute, readWholeXml } from './read-xml.ts';

/** Texts are held in memory, once each; more than this is no workbook of figures. */
const mostTextCharacters = 60_000_000;

/** Where the parts that a part refers to lie, by the id of the reference. */
export async function readRelations(zip: Zip, part: string): Promise<Map<string, { type: string; path: string }>> {
  const relations = new Map<string, { type: string; path: string }>();
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!zip.has(path)) return relations;
  await readWholeXml(zip.stream(path), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External') return;
      relations.set(Id, { type: Type?.split('/').at(-1) ?? '', path: pathOf(Target, folder) });
    },
    close() {},
  });
  return relations;
}

/** Where a reference leads to, within the file. */
function pathOf(target: string, folder: string): string {
  try {
    return decodeURIComponent(new URL(target, `file:///${folder}`).pathname).slice(1);
  } catch (error) {
    // No address at all, or one that is wrongly escaped.
    if (!(error instanceof TypeError || error instanceof URIError)) throw error;
    throw new UnreadableWorkbook('damaged', { cause: error });
  }
}

export interface SheetEntry {
  name: string;
  hidden: boolean;
  id: string;
}

/** The tabs of a workbook, and whether its days count from 1904. */
export async function readTabs(zip: Zip, path: string): Promise<{ tabs: SheetEntry[]; from1904: boolean }> {
  const tabs: SheetEntry[] = [];
  let from1904 = false;
  await readWholeXml(zip.stream(path), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      const id = name === 'sheet' ? attribute(attributes, 'id') : undefined;
      if (id === undefined) return;
      tabs.push({ name: attributes.name ?? '', hidden: (attributes.state ?? 'visible') !== 'visible', id });
    },
    close() {},
  });
  return { tabs, from1904 };
}

/** What each style of a cell makes of a number, by the style's place in the list. */
export async function readStyles(zip: Zip, path: string | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const styles: NumberFormat[] = [];
  if (path === undefined) return styles;
  let inCells = false;
  await readWholeXml(zip.stream(path), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      if (name === 'xf' && inCells) styles.push(formatOf(Number(numFmtId ?? 0), codes.get(Number(numFmtId ?? 0))));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** The texts that cells refer to by number. */
export async function readTexts(zip: Zip, path: string | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (path === undefined) return texts;
  let [current, characters] = ['', 0];
  const gather = textGatherer((text) => {
    current += text;
    characters += text.length;
    if (characters > mostTextCharacters) throw new UnreadableWorkbook('too-large');
  });
  await readWholeXml(zip.stream(path), {
    open: (name) => gather.open(name),
    text: (text) => gather.text(text),
    close(name) {
      gather.close(name);
      if (name !== 'si') return;
      texts.push(plainText(current));
      current = '';
    },
  });
  return texts;
}

/** Passes on what stands in `<t>`, of any run of a text, but not the reading aids beside it (`<rPh>`). */
export function textGatherer(take: (text: string) => void) {
  let [within, aid] = [false, false];
  return {
    open(name: string) {
      if (name === 't') within = true;
      if (name === 'rPh') aid = true;
    },
    close(name: string) {
      if (name === 't') within = false;
      if (name === 'rPh') aid = false;
    },
    text(text: string) {
      if (within && !aid) take(text);
    },
  };
}

/** Characters that XML doesn't take stand as `_x000D_` (ECMA-376 part 1, 22.9.2.19 ST_Xstring). */
export function plainText(text: string): string {
  return text.replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
