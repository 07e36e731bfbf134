/**
 * `npm run docs:authorisation`: prints the table of functions/access/authorisation.ts, and of every page and API operation the action
 * that it needs, into docs/authorisation.md. `--check` changes nothing and fails when the document is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Action, authorisation } from '../functions/access/authorisation.ts';
import { always } from '../functions/access/conditions.ts';
import { type Role, roles } from '../functions/access/model.ts';
import { apiRoutes } from '../functions/portal/api/routes.ts';
import { roleWord } from '../functions/portal/http/words.ts';
import { openRoutes } from '../functions/portal/open-routes.ts';
import { pageRoutes } from '../functions/portal/routes.ts';

const file = join(import.meta.dirname, '..', 'docs', 'authorisation.md');

type Rule = (typeof authorisation)[Action];
const rules = Object.entries(authorisation) as [Action, Rule][];

/** Conditions that are not "always", in the order in which the table names them, with the letter that stands in the cells. */
const conditions = [...new Set(rules.flatMap(([, { who }]) => who.map(({ when }) => when)))]
  .filter((when) => when !== always)
  .map((when, index) => ({ when, letter: String.fromCharCode(97 + index) }));

function cell(rule: Rule, role: Role): string {
  const marks = rule.who
    .filter(({ roles: allowed }) => (allowed as readonly Role[]).includes(role))
    .map(({ when }) => conditions.find((each) => each.when === when)?.letter ?? '●');
  return marks.includes('●') ? '●' : marks.join(' ');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');
}

function statesOf(rule: Rule): string {
  return 'states' in rule && rule.states ? rule.states.join(', ') : 'any';
}

/** The whole document. */
export function authorisationDocument(): string {
  const matrix = table(
    ['Action', 'On', 'In state', ...roles.map(roleWord)],
    rules.map(([action, rule]) => [
      `\`${action}\`: ${rule.says}`,
      rule.thing,
      statesOf(rule),
      ...roles.map((role) => cell(rule, role)),
    ]),
  );
  const routes = [...pageRoutes, ...apiRoutes].map(({ method, path, action }) => [
    `\`${method.toUpperCase()} ${path}\``,
    (typeof action === 'string' ? [action] : action).map((each) => `\`${each}\``).join(' or '),
  ]);
  const notes = conditions.map(({ when, letter }) => `- **${letter}** ${when.says}`).join('\n');
  return `# Who may do what

Made from \`functions/access/authorisation.ts\` by \`npm run docs:authorisation\`; a test fails when it is out of date. Every use case asks
the same table, \`decide(actor, action, thing, now)\`, and so does every route before it reads anything.

- What has no mark is denied. Whoever may not do a thing gets the same answer as for a thing that does not exist, and a line in the log.
- ● means always, if the thing is in one of the states named; in another state, whoever may do it is told so. A letter names a condition:

${notes}

- Every officer of the council works on every review. People from outside see what is released to them, and nothing else.
- Agency contributors and members have nothing yet but their own sessions: requests and public papers come later.
- Roles are those that the identity provider named at the sign-in, for at most twelve hours; an administrator can sign somebody out
  everywhere, and then they hold at once.

${matrix}

## Routes

Open to anybody: ${openRoutes.map((path) => `\`${path}\``).join(', ')}, the style sheet and the script. Everything else:

${table(['Route', 'Action'], routes)}
`;
}

if (import.meta.main) {
  const text = authorisationDocument();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/authorisation.md is out of date: run npm run docs:authorisation.');
    process.exit(1);
  }
}
