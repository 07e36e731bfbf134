import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { elementsOf, textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { workOut } from '../../../../functions/metrics/arithmetic/work-out.ts';
import { layOver } from '../../../../functions/metrics/releases/lay-over.ts';
import { figureTablesModel } from '../../../../functions/packs/compose/figure-tables/figure-tables-model.ts';
import { figureTablesSchema } from '../../../../functions/packs/compose/figure-tables/figure-tables-view.ts';
import { rendererOf } from '../../../../functions/packs/compose/render-template.ts';
import { figureTables } from '../../../../functions/packs/view/figure-tables.ts';
import { templates } from '../../../../generated/packs.js';
import { callsIn, callsOfAll } from '../../../../tools/generate/figure-calls.ts';
import { precompileFolder } from '../../../../tools/generate/precompile.ts';
import { catalogue, exampleFigures, release } from '../../metrics/support.ts';

const docs = readFileSync(join(import.meta.dirname, '../../../../docs/pack-templates.md'), 'utf8');
const example = /```handlebars\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
const { observations } = exampleFigures('figures-2026.csv');
const measured = {
  observations: workOut(layOver([{ release, observations }]), catalogue),
  ...{ catalogue, authority: 'X01', asAt: '2026-03-31' },
};
const targets = { own: [], plan: undefined };

/** A template of an author's own among those that ship, with its data and its pages. */
async function rendered(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-packs-test-'));
  writeFileSync(join(folder, 'own.hbs'), source);
  const made = precompileFolder(folder, 'own', { packElements: true });
  rmSync(folder, { recursive: true });
  expect(made.problems).toEqual([]);
  const own: { templates: Record<string, object> } = await import(
    `data:text/javascript,${encodeURIComponent(made.module)}`
  );
  const { own: calls = [] } = made.calls;
  const tables = figureTables(calls, measured, targets);
  const model = { tables: figureTablesModel({ council: 'Thornmere', tables }, calls) };
  const tree = parseTree(rendererOf({ ...templates, ...own.templates })('own', model));
  if (!tree.ok) throw new Error(JSON.stringify(tree));
  return { calls, tables, sections: tree.value };
}

const rowsOf = (all: Awaited<ReturnType<typeof rendered>>['sections']) =>
  [...walk(all)]
    .filter(({ name }) => name === 'tr')
    .map((row) => elementsOf(row).map((cell) => textOf(cell).replaceAll(/\s+/g, ' ').trim()));

describe('a template that calls tables by indicators', async () => {
  const made = await rendered(example);

  it('says what it calls, and its tables are data that a view may hold', () => {
    expect(made.calls).toEqual([
      { kind: 'benchmark', indicators: 'cla.rate cin.rate' },
      { kind: 'categories', indicators: 'cpp.category' },
      { kind: 'scorecard', indicators: 'cpp.rate cpp.repeat cla.rate' },
    ]);
    expect(figureTablesSchema.parse(JSON.parse(JSON.stringify(made.tables)))).toEqual(
      JSON.parse(JSON.stringify(made.tables)),
    );
  });

  it('prints them from the releases, with their rows in the order asked for', () => {
    const rows = rowsOf(made.sections);
    const row = (label: string) => rows.find(([first = '']) => first.startsWith(label)) ?? [];
    expect(row('Rate of children looked after').slice(1)).toEqual(['90 (93)', '90 (91)', '10 of 10', '67 (67)']);
    expect(row('Neglect').at(-1)).toBe('48.2%');
    expect(rows.at(-3)?.slice(0, 2)).toEqual([
      '1',
      'Rate of children on a child protection plan, per 10,000 aged 0 to 17',
    ]);
    expect(rows.at(-1)?.slice(2, 5)).toEqual(['Neither', '90', '93']);
  });

  it('says what is missing where there are no figures, and of a code that nobody knows', async () => {
    const { sections } = await rendered(
      '<section id="a"><h1>A</h1>{{> tables/benchmark indicators="own.none"}}{{> tables/categories indicators="cla.placement"}}{{> tables/scorecard indicators="workforce.vacancy"}}</section>',
    );
    const said = [...walk(sections)].filter(({ name }) => name === 'span').map((one) => textOf(one));
    expect(said[0]).toBe('Missing: the indicators own.none');
    expect(said).toHaveLength(3);
    for (const words of said) expect(words).toMatch(/^Missing: the (figures of|indicators) /);
  });
});

describe('the calls of templates', () => {
  it('are found in every partial that a template uses, each once, however they use each other', () => {
    const parse = (source: string) => callsIn(Handlebars.parse(source));
    const one = '{{> tables/benchmark indicators="cpp.rate"}}';
    const calls = callsOfAll(
      new Map([
        ['a', parse(`{{#if x}}{{> b}}{{else}}${one}{{/if}}`)],
        ['b', parse(`{{> a}}{{#each y}}{{> tables/scorecard indicators="cla.rate"}}{{/each}}`)],
        ['c', parse('<p>{{x}}</p>')],
      ]),
    );
    const both = [
      { kind: 'benchmark', indicators: 'cpp.rate' },
      { kind: 'scorecard', indicators: 'cla.rate' },
    ];
    expect(calls.a).toEqual(both);
    expect(calls.b).toEqual(expect.arrayContaining(both));
    expect(calls).not.toHaveProperty('c');
  });

  it.each([
    '{{> tables/benchmark}}',
    '{{> tables/benchmark indicators=codes}}',
    '{{> tables/benchmark indicators=" "}}',
  ])('are refused with their line unless their codes stand as they are: %s', (source) => {
    const { problems, calls } = callsIn(Handlebars.parse(`<p></p>\n${source}`));
    expect(calls).toEqual([]);
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('indicators="cpp.rate cla.rate"') }]);
  });
});
