import type { Archive } from './archive.ts';
import { elementsIn, parseXml } from './xml.ts';

export type OfficeKind = 'word' | 'word-macros' | 'word-template' | 'excel' | 'powerpoint' | 'opendocument' | 'archive';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const MACROS = 'application/vnd.ms-word.document.macroenabled.main+xml';

const MEDIA_TYPES: Readonly<Record<OfficeKind, string>> = {
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'word-macros': 'application/vnd.ms-word.document.macroenabled.12',
  'word-template': 'application/vnd.openxmlformats-officedocument.wordprocessingml.template',
  excel: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  powerpoint: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  opendocument: 'application/vnd.oasis.opendocument.text',
  archive: 'application/zip',
};

export const mediaTypeOf = (kind: OfficeKind): string => MEDIA_TYPES[kind];

/** What an archive is by what its own directory of types says. Throws ArchiveFault and XmlFault. */
export async function readOfficeKind(archive: Archive): Promise<OfficeKind> {
  const types = [...(await readContentTypes(archive)).values()];
  const has = (...words: string[]) => types.some((type) => words.some((word) => type.includes(word)));
  if (types.includes(MAIN))
    return archive.names.some((name) => /vbaProject\.bin$/i.test(name)) ? 'word-macros' : 'word';
  if (types.includes(MACROS) || has('ms-word.template.macroenabled')) return 'word-macros';
  if (has('wordprocessingml.template')) return 'word-template';
  if (has('spreadsheetml', 'ms-excel')) return 'excel';
  if (has('presentationml', 'ms-powerpoint')) return 'powerpoint';
  if (archive.has('META-INF/manifest.xml') && archive.has('content.xml')) return 'opendocument';
  return 'archive';
}

/** Part → content type in lower case (ECMA-376 part 2, 10.1.2.3); parts without the leading slash. */
export async function readContentTypes(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>();
  const bytes = await archive.read('[Content_Types].xml');
  if (!bytes) return parts;
  for (const { name, attributes } of elementsIn(parseXml(bytes))) {
    const part = attributes.get('PartName');
    if (name === 'ct:Override' && part)
      parts.set(part.replace(/^\//, ''), (attributes.get('ContentType') ?? '').toLowerCase());
  }
  return parts;
}
