import { failure, type Outcome, type Problem, success } from '../model.ts';
import { checkTree } from './check.ts';
import { type Elsewhere, leadElsewhere } from './elsewhere.ts';
import type { Element } from './model.ts';
import type { TreeReader } from './reader.ts';
import { tidySpaces } from './spaces.ts';
import { readWellFormed } from './well-formed.ts';

/** HTML that is in order → tree; `undefined` of any other, of which `parseTree` says what is wrong. For who wants to start without parse5. */
export function readTree(html: string, elsewhere: Elsewhere = {}): Success | undefined {
  const short = readWellFormed(readable(html));
  const sections = short && sectionsOf(short, elsewhere);
  return sections?.ok ? sections : undefined;
}

type Success = Extract<Outcome<Element[]>, { ok: true }>;

/** What HTML makes of `&#0;`; the parser would drop a bare NUL without a word. */
export const readable = (html: string): string => html.replaceAll('\0', '\uFFFD');

export function sectionsOf(
  { nodes, problems }: TreeReader,
  elsewhere: Elsewhere,
): Outcome<Element[], 'template-error'> {
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
