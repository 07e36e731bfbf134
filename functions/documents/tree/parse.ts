import { failure, type Outcome, type Problem, success } from '../model.ts';
import { readAsBrowser } from './browser.ts';
import { checkTree } from './check.ts';
import { type Elsewhere, leadElsewhere } from './elsewhere.ts';
import type { Element } from './model.ts';
import type { TreeReader } from './reader.ts';
import { tidySpaces } from './spaces.ts';
import { readWellFormed } from './well-formed.ts';

/**
 * HTML of a pack → tree. Everything that isn't on the allow-list, isn't closed, or would be moved by an HTML parser is a problem that
 * names line and element; all problems come at once. HTML that is in order is read the short way; a browser's parser judges the rest.
 * @param elsewhere of a document that is set in pieces: where links lead that leave this piece
 */
export function parseTree(html: string, elsewhere: Elsewhere = {}): Outcome<Element[], 'template-error'> {
  const source = html.replaceAll('\0', UNREADABLE);
  const short = readWellFormed(source);
  const sections = short && sectionsOf(short, elsewhere);
  return sections?.ok ? sections : sectionsOf(readAsBrowser(source), elsewhere);
}

/** What HTML makes of `&#0;`; the parser would drop a bare NUL without a word. */
const UNREADABLE = '\uFFFD';

function sectionsOf({ nodes, problems }: TreeReader, elsewhere: Elsewhere): Outcome<Element[], 'template-error'> {
  const sections: Element[] = [];
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    if (node.name === 'section') sections.push(node);
    else
      problems.push({
        where: `${node.place}, <${node.name}>`,
        message: 'Only <section> may stand at the top of the document.',
      });
  }
  leadElsewhere(sections, elsewhere);
  if (problems.length === 0) problems.push(...checkTree(sections));
  if (problems.length > 0) return malformed(problems);
  for (const section of sections) tidySpaces(section);
  return success(sections);
}

function malformed(problems: readonly Problem[]): Outcome<never, 'template-error'> {
  const first = problems[0] as Problem;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const message = `The template's HTML can't be printed. ${first.where}: ${first.message}${more}`;
  return failure('template-error', message, problems);
}
