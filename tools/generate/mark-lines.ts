import Handlebars from 'handlebars';
import { beginMark, END_MARK, lineMark } from '../../functions/documents/tree/marks.ts';

/** The syntax tree of a pack's template, which will print marks that say where its tags were written: see marks.ts. */
export function parseWithMarks(source: string, template: string): hbs.AST.Program {
  const program = Handlebars.parse(source);
  markProgram(program);
  program.body.unshift(content(beginMark(template), program.loc));
  program.body.push(content(END_MARK, program.loc));
  return program;
}

/** Typed wrongly in the package: `original` is the text as written, before white space is stripped. */
type Content = hbs.AST.ContentStatement & { original: string };

function markProgram(program: hbs.AST.Program): void {
  for (const node of program.body) {
    if (node.type === 'ContentStatement') markContent(node as Content);
    const { program: inner, inverse } = node as { program?: hbs.AST.Program; inverse?: hbs.AST.Program };
    if (node.type === 'BlockStatement') for (const part of [inner, inverse]) if (part) markProgram(part);
  }
}

function markContent(node: Content): void {
  const stripped = Math.max(0, node.original.indexOf(node.value));
  let line = node.loc.start.line + newlines(node.original.slice(0, stripped));
  node.value = node.value.replace(/\n|<(?=[a-z])/g, (found) => {
    if (found === '<') return `${lineMark(line)}<`;
    line += 1;
    return found;
  });
}

const newlines = (text: string): number => text.split('\n').length - 1;

function content(text: string, loc: hbs.AST.SourceLocation): Content {
  return { type: 'ContentStatement', value: text, original: text, loc } as Content;
}
