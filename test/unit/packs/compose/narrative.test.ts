import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { narrativeHtml } from '../../../../functions/packs/compose/pages/narrative.ts';

const html = (source: string, links: [string, string][] = []) => narrativeHtml(source, new Map(links));
const asPage = (source: string) =>
  parseTree(`<section id="a"><h1>Title</h1>${html(source, [['E01', 'pack:E01']])}</section>`);

describe('narrative', () => {
  test('HTML, pictures and code stay the text that was typed', () => {
    expect(html('<script>alert(1)</script>')).toContain('&lt;script&gt;');
    expect(html('![x](http://a.example/pixel.png)')).not.toContain('<img');
    expect(html('    indented\n\n```\nfenced\n```')).not.toContain('<pre');
    expect(html('{{title}} #let x = 1')).toContain('{{title}} #let x = 1');
  });

  test('only web and mail links are links, without anything but their address', () => {
    expect(html('[a](https://a.example "title")')).toBe('<p><a href="https://a.example">a</a></p>\n');
    expect(html('[a](mailto:a@b.example)')).toContain('href="mailto:a@b.example"');
    for (const url of [
      'javascript:alert(1)',
      'JaVaScRiPt:1',
      'data:text/html,x',
      'file:///etc',
      '#top',
      '//a.example',
    ]) {
      expect(html(`[a](${url})`), url).not.toContain('<a');
    }
  });

  test('a link without words prints its address', () => {
    expect(html('[](https://a.example)')).toContain('>https://a.example</a>');
    expect(html('[words]()')).toBe('<p>words</p>\n');
  });

  test('references to evidence of this pack lead to it, others are words', () => {
    const made = html('See E01, E02 and **E01**; XE01 is another.', [['E01', 'pack:E01']]);
    expect(made.match(/href="pack:E01"/g)).toHaveLength(2);
    expect(made).toContain('E02 and');
    expect(made).toContain('XE01 is');
  });

  test('headings begin under the section and skip nothing', () => {
    const made = html('#### Deep\n\n# Top\n\n### Under\n\n#\n');
    expect([...made.matchAll(/<h(\d)>/g)].map((match) => match[1])).toEqual(['2', '2', '3']);
  });

  test('the first column of a table heads its rows', () => {
    const made = html('| A | B |\n|---|---:|\n| x | 1 |');
    expect(made).toContain('<th scope="col">A</th>');
    expect(made).toContain('<th scope="col" data-numeric="">B</th>');
    expect(made).toContain('<th scope="row">x</th>');
    expect(made).toContain('<td data-numeric="">1</td>');
  });

  test('what is nested deeper than a page can show keeps its words', () => {
    const deep = Array.from({ length: 12 }, (_, level) => `${'  '.repeat(level)}- level${level}`).join('\n');
    const made = asPage(deep);
    expect(made.ok).toBe(true);
    for (let level = 0; level < 12; level += 1) expect(html(deep)).toContain(`level${level}`);
    expect(asPage(`${'> '.repeat(40)}quoted`).ok).toBe(true);
    expect(html(`${'> '.repeat(40)}quoted`)).toContain('quoted');
    expect(asPage(`${'*a **b '.repeat(20)}${'** *'.repeat(20)}`).ok).toBe(true);
  });

  test('whatever is typed is a page that can be set', () => {
    const piece = fc.constantFrom(
      '# ',
      '- ',
      '1. ',
      '> ',
      '| a | b |\n|---|---|\n| c |',
      '**',
      '*',
      '_',
      '`',
      '[',
      '](',
      ')',
      '<b>',
      '&amp;',
      'E01',
      '\n',
      '\n\n',
      '    ',
      'word ',
      '\\',
      '![',
      '---',
      '<https://a.example>',
      '\u0000',
    );
    const source = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(source, (typed) => {
        const tree = asPage(typed);
        expect(tree.ok ? '' : tree.message).toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
