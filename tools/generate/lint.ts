import Handlebars from 'handlebars';
import { flatten, type Piece } from './flatten.ts';
import { checkPackTag } from './pack-elements.ts';

export interface LintProblem {
  line: number;
  message: string;
}

/** Helpers whose result is HTML that they have escaped or built themselves; only these may stand in `{{{ }}}`. */
const RAW_HELPERS: ReadonlySet<string> = new Set(['markdown', 'chart']);

/**
 * What keeps text from becoming code. Handlebars escapes text and quoted values; it can't save an unquoted value, a `javascript:` link or
 * an event handler. Returns every problem with its line; an empty list means that the template may be generated.
 */
export function lintTemplate(source: string, options: { packElements: boolean }): LintProblem[] {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(source);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return [{ line: Number(/line (\d+)/.exec(message)?.[1] ?? 1), message: `this is not Handlebars: ${message}` }];
  }
  const pieces = flatten(program);
  return [...rawOutput(pieces), ...checkTags(pieces, options)].toSorted((a, b) => a.line - b.line);
}

function rawOutput(pieces: readonly Piece[]): LintProblem[] {
  return pieces
    .filter((piece) => piece.kind === 'value' && piece.raw && !RAW_HELPERS.has(piece.name))
    .map((piece) => ({
      line: piece.line,
      message: `unescaped output of "${piece.kind === 'value' ? piece.name : ''}": use {{ }}; only ${[...RAW_HELPERS].join(', ')} may be printed raw`,
    }));
}

const TAG = /<(\/?)([a-zA-Z\uE000][^\s>/]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*))?/g;

/** Values are marked with this in the text; it is a private-use character, so no template contains it. */
const VALUE = '\uE000';

function checkTags(pieces: readonly Piece[], options: { packElements: boolean }): LintProblem[] {
  const problems: LintProblem[] = [];
  let text = '';
  const lines: number[] = [];
  for (const piece of pieces) {
    const part = piece.kind === 'text' ? piece.text : VALUE;
    let line = piece.line;
    for (const character of part) {
      lines.push(...Array.from({ length: character.length }, () => line));
      if (character === '\n') line += 1;
    }
    text += part;
  }
  const at = (index: number): number => lines[index] ?? 1;
  text = text.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
  for (const tag of text.matchAll(TAG)) {
    const [whole, closing = '', element = '', rest = ''] = tag;
    const line = at(tag.index);
    if (element.includes(VALUE)) problems.push({ line, message: `the name of an element is a value: ${shown(whole)}` });
    if (closing !== '') continue;
    const attributes: [string, string | undefined][] = [];
    for (const match of rest.matchAll(ATTRIBUTE)) {
      const name = (match[1] ?? '').toLowerCase();
      const value = match[2];
      attributes.push([name, value]);
      const place = at(tag.index + 1 + element.length + match.index);
      problems.push(...attributeProblems(name, value, whole).map((message) => ({ line: place, message })));
    }
    if (options.packElements) problems.push(...checkPackTag(element, attributes).map((message) => ({ line, message })));
  }
  const leftOver = text.replace(TAG, (tag) => ' '.repeat(tag.length));
  const broken = /<[a-zA-Z/\uE000]/.exec(leftOver);
  if (broken) problems.push({ line: at(broken.index), message: 'a tag is not closed, or its quotes do not match' });
  return problems;
}

function attributeProblems(name: string, value: string | undefined, tag: string): string[] {
  const found: string[] = [];
  if (name.includes(VALUE)) found.push(`a value stands where attributes are: write name="{{value}}" in ${shown(tag)}`);
  if (/^on[a-z]/.test(name)) found.push(`event handler ${name}: scripts don't belong in templates`);
  if (value === undefined) return found;
  if (!/^["']/.test(value)) found.push(`unquoted attribute ${name}: write ${name}="…"`);
  if (/^["']?\s*(?:javascript|vbscript|data)\s*:/i.test(value))
    found.push(`${name} holds a javascript: link or one like it`);
  return found;
}

const shown = (tag: string): string => tag.replaceAll(VALUE, '{{…}}').replaceAll(/\s+/g, ' ').slice(0, 80);
