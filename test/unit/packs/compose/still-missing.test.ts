import { describe, expect, test } from 'vitest';
import { type Element, elementsOf, has, textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { typeset } from '../../../../functions/documents/typeset/typeset.ts';
import { type AnyView, composePack } from '../../../../functions/packs/compose/compose-pack.ts';
import { readPdf } from '../../../documents/typeset-reading.ts';
import { type Data, templates } from './templates.ts';

function pageOf(view: AnyView): Element[] {
  const tree = parseTree(composePack(view, 'report').html);
  if (!tree.ok) throw new Error(`${tree.message} ${JSON.stringify(tree.details)}`);
  return tree.value;
}

const words = (element: Element): string => textOf(element).replaceAll(/\s+/g, ' ').trim();

/** Rows of the list in document control: section → what it lacks. */
function listed(page: Element[]): Map<string, string> {
  const control = page.find(({ anchors }) => anchors[0] === 'control');
  const table = [...walk(control ? [control] : [])].find(
    (element) => element.name === 'table' && words(element).startsWith('What is missing, and where'),
  );
  const rows = [...walk(table ? [table] : [])].filter(({ name }) => name === 'tr').slice(1);
  return new Map(rows.map((row) => elementsOf(row).map(words) as [string, string]));
}

const printed = (page: Element[]): string[] =>
  [...walk(page)]
    .filter((element) => element.name === 'span' && has(element, 'data-missing'))
    .map(words)
    .filter((text) => text.startsWith('Missing: '));

async function textOfPdf(view: AnyView): Promise<string> {
  const made = await typeset(composePack(view, 'report'));
  if (!made.ok) throw new Error(`${made.message} ${JSON.stringify(made.details)}`);
  return (await readPdf(made.value.pdf)).pages.join('\n').replaceAll(/\s+/g, ' ');
}

describe.each(templates)('$name', ({ parse, sample, nearlyEmpty }) => {
  test('made from a council and a title says what is missing, lists it by section, and keeps the draft mark', async () => {
    const view = parse(nearlyEmpty);
    const page = pageOf(view);
    const [said, list] = [printed(page), listed(page)];
    expect(said.length).toBeGreaterThan(5);
    const all = [...list.values()].join('; ');
    for (const text of said) expect(all).toContain(text.slice('Missing: '.length));
    for (const { post } of view.control.approvals)
      expect(list.get('Approvals')).toContain(`the approval of the ${post}`);
    expect(list.get('Document control')).toContain('the owner');
    const text = await textOfPdf(view);
    expect(text).toContain('DRAFT – NOT APPROVED');
    expect(text).toContain('What is still missing');
  }, 20_000);

  test('made from the whole sample of a released version lacks nothing, and has no draft mark', async () => {
    const view = parse(sample);
    const page = pageOf(view);
    expect(printed(page)).toEqual([]);
    expect(listed(page).size).toBe(0);
    const text = await textOfPdf(view);
    expect(text).not.toContain('DRAFT');
    expect(text).toContain('What is still missing Nothing.');
  }, 20_000);

  test('stays a draft when it is released with one thing missing, or with an approval that nobody gave', () => {
    const { control } = sample as Data & { control: { approvals: object[]; owner?: string } };
    const { owner: _, ...ownerless } = control;
    const lacking = [
      { ...sample, control: ownerless },
      { ...sample, control: { ...control, approvals: [...control.approvals, { post: 'Leader of the Council' }] } },
    ];
    expect(lacking.map((data) => composePack(parse(data), 'report').style.draft)).toEqual([true, true]);
    expect(lacking.map((data) => [...listed(pageOf(parse(data))).values()])).toEqual([
      ['the owner'],
      ['the approval of the Leader of the Council'],
    ]);
  });

  test('is composed whichever field of the sample is left out, and takes the page that it makes', () => {
    const needed = [['council'], ['pack'], ['pack', 'title'], ['pack', 'created']].map(String);
    for (const path of fieldsOf(sample).filter((one) => !needed.includes(String(one)))) {
      expect(pageOf(parse(without(sample, path))).length, path.join('.')).toBeGreaterThan(4);
    }
  }, 20_000);
});

/** Groups of facts; of a section or a table that is there, its own parts are needed. */
const groups = new Set([
  'pack',
  'control',
  'review',
  'meeting',
  'report',
  'period',
  'figures',
  'implications',
  'manifest',
]);

/** The fields of the data and of its groups, as paths. */
const fieldsOf = (data: Data): string[][] =>
  Object.entries(data).flatMap(([field, value]) => [
    [field],
    ...(groups.has(field) ? Object.keys(value as object).map((inner) => [field, inner]) : []),
  ]);

function without(data: Data, [field = '', inner]: string[]): unknown {
  const { [field]: held, ...rest } = data;
  if (inner === undefined) return rest;
  const { [inner]: _, ...left } = held as Record<string, unknown>;
  return { ...data, [field]: left };
}
