/**
 * The tables that a pack's template calls by the codes of indicators, `{{> tables/benchmark indicators="cpp.rate cla.rate"}}`: whoever composes
 * its data must know them beforehand. Read from the syntax tree, through every partial that the template uses.
 */
const kinds = ['benchmark', 'categories', 'scorecard'] as const;

export interface FigureCall {
  kind: (typeof kinds)[number];
  /** As written: codes apart by spaces. */
  indicators: string;
}

interface Found {
  calls: FigureCall[];
  partials: string[];
  problems: { line: number; message: string }[];
}

/** What one template calls itself, and the partials that it uses. */
export function callsIn(program: hbs.AST.Program): Found {
  const found: Found = { calls: [], partials: [], problems: [] };
  visit(program, found);
  return found;
}

function visit(program: hbs.AST.Program, found: Found): void {
  for (const node of program.body) {
    if (node.type === 'PartialStatement') partial(node as hbs.AST.PartialStatement, found);
    const { program: inner, inverse } = node as { program?: hbs.AST.Program; inverse?: hbs.AST.Program };
    for (const part of [inner, inverse]) if (part) visit(part, found);
  }
}

function partial(node: hbs.AST.PartialStatement, found: Found): void {
  const name = 'original' in node.name ? String(node.name.original) : '';
  const kind = kinds.find((one) => name === `tables/${one}`);
  found.partials.push(name);
  if (!kind) return;
  const value = node.hash?.pairs.find(({ key }) => key === 'indicators')?.value;
  const indicators = value?.type === 'StringLiteral' ? (value as hbs.AST.StringLiteral).value : '';
  if (indicators.trim() === '') {
    const message = `{{> ${name}}} needs the codes of its indicators as they are: indicators="cpp.rate cla.rate"`;
    found.problems.push({ line: node.loc.start.line, message });
  } else found.calls.push({ kind, indicators });
}

/** What each template calls, itself or by a partial: each call once. Templates that call none are left out. */
export function callsOfAll(
  found: ReadonlyMap<string, Pick<Found, 'calls' | 'partials'>>,
): Record<string, FigureCall[]> {
  const all = [...found.keys()].map((name) => [name, distinct(callsOf(name, found, new Set()))] as const);
  return Object.fromEntries(all.filter(([, calls]) => calls.length > 0));
}

function callsOf(
  name: string,
  found: ReadonlyMap<string, Pick<Found, 'calls' | 'partials'>>,
  seen: Set<string>,
): FigureCall[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const { calls = [], partials = [] } = found.get(name) ?? {};
  return [...calls, ...partials.flatMap((each) => callsOf(each, found, seen))];
}

const distinct = (calls: readonly FigureCall[]): FigureCall[] => [
  ...new Map(calls.map((call) => [`${call.kind} ${call.indicators}`, call])).values(),
];

/** The declaration of `calls` in the module that is generated. */
export const figureCallTypes = `
/** The tables that a template calls by indicators: of each its kind, and the codes as written. Templates that call none are left out. */
export declare const calls: Readonly<
  Record<string, readonly { readonly kind: ${kinds.map((kind) => `'${kind}'`).join(' | ')}; readonly indicators: string }[]>
>;
`;
