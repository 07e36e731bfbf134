/** A template in the order it is written: text, and places where a value is printed. Both branches of a block follow one another. */
export type Piece =
  | { kind: 'text'; text: string; line: number }
  | { kind: 'value'; name: string; raw: boolean; line: number };

const isProgram = (value: unknown): value is hbs.AST.Program =>
  typeof value === 'object' && value !== null && Array.isArray((value as { body?: unknown }).body);

export function flatten(program: hbs.AST.Program): Piece[] {
  return program.body.flatMap((node) => piecesOf(node));
}

function piecesOf(node: hbs.AST.Statement): Piece[] {
  const line = node.loc.start.line;
  switch (node.type) {
    case 'ContentStatement':
      // Typed wrongly in the package: it is the text as written, before white space is stripped.
      return [{ kind: 'text', text: (node as unknown as { original: string }).original, line }];
    case 'MustacheStatement': {
      const mustache = node as hbs.AST.MustacheStatement;
      const name = 'original' in mustache.path ? String(mustache.path.original) : 'value';
      return [{ kind: 'value', name, raw: !mustache.escaped, line }];
    }
    case 'CommentStatement':
      return [];
    case 'PartialStatement':
      return [];
    default: {
      const { program, inverse } = node as { program?: unknown; inverse?: unknown };
      return [program, inverse].filter(isProgram).flatMap(flatten);
    }
  }
}
