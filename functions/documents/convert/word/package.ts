import type { Archive } from '../archive.ts';
import { readContentTypes } from '../office.ts';
import { parseXml, type XmlElement } from '../xml.ts';

/** The parts of a Word file that bear on what it says. */
export interface WordParts {
  main: string;
  stylesName: string | undefined;
  numberingName: string | undefined;
  styles: XmlElement | undefined;
  numbering: XmlElement | undefined;
  comments: XmlElement | undefined;
  /** Headers and footers of its pages. */
  edges: XmlElement[];
  /** Files inside the file: workbooks, objects, sounds. */
  embedded: number;
}

const KIND = 'application/vnd.openxmlformats-officedocument.wordprocessingml.';

/** Throws ArchiveFault and XmlFault. */
export async function readWordParts(archive: Archive): Promise<WordParts | undefined> {
  const types = await readContentTypes(archive);
  const named = (kind: string): string[] =>
    [...types].filter(([name, type]) => type === `${KIND}${kind}+xml` && archive.has(name)).map(([name]) => name);
  const parse = async (name: string | undefined): Promise<XmlElement | undefined> => {
    const bytes = name === undefined ? undefined : await archive.read(name);
    return bytes && parseXml(bytes);
  };
  const main = named('document.main')[0];
  if (main === undefined) return undefined;
  const edges = await Promise.all([...named('header'), ...named('footer')].map(parse));
  const stylesName = named('styles')[0];
  const numberingName = named('numbering')[0];
  return {
    main,
    stylesName,
    numberingName,
    styles: await parse(stylesName),
    numbering: await parse(numberingName),
    comments: await parse(named('comments')[0]),
    edges: edges.filter((edge) => edge !== undefined),
    embedded: archive.names.filter((name) => /(?:^|\/)embeddings\/|\/afchunk/i.test(name)).length,
  };
}
