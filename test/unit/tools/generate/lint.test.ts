import { describe, expect, test } from 'vitest';
import { lintTemplate } from '../../../../tools/generate/lint.ts';

const found = (source: string, packElements = false) =>
  lintTemplate(source, { packElements }).map(({ line, message }) => `${line}: ${message}`);

describe('the template lint', () => {
  test('what is quoted and escaped passes', () => {
    expect(
      found(
        '<p id="{{id}}"{{#if a}} hidden{{/if}}>\n{{text}} <a href="/x/{{id}}">y</a></p>\n{{!-- <p class=x> --}}<!-- <p class=x> -->',
      ),
    ).toEqual([]);
    expect(found('{{{markdown html}}}{{{chart svg}}}')).toEqual([]);
    expect(found("{{#each rows}}<td title='{{this}}'>{{this}}</td>{{else}}<td>none > 1</td>{{/each}}")).toEqual([]);
  });

  test.each([
    ['an unquoted value', '<p>\n<a\nclass={{x}}>', /^3: unquoted attribute class/],
    ['an unquoted word', '<p class=x>', /^1: unquoted attribute class/],
    ['one in the second branch', '{{#if a}}\n{{else}}\n<p id={{x}}>\n{{/if}}', /^3: unquoted attribute id/],
    ['a javascript link', '<p></p>\n<a href="javascript:go()">x</a>', /^2: href holds a javascript: link/],
    ['one in disguise', '<a href=" JavaScript :go()">x</a>', /^1: href holds/],
    ['a handler', '<b onclick="x">', /^1: event handler onclick/],
    ['raw output', '<p>\n{{{text}}}', /^2: unescaped output of "text"/],
    ['raw output by &', '{{& text}}', /^1: unescaped output of "text"/],
    ['a value among attributes', '<p {{x}}>', /^1: a value stands where attributes are/],
    ['a value as element', '<{{x}} id="a">', /^1: the name of an element is a value/],
    ['quotes that do not match', '<p id="x>\n', /^1: a tag is not closed/],
    ['what is not Handlebars', '{{#if x}}', /^\d+: this is not Handlebars/],
  ])('%s is a problem with its line', (_, source, problem) => {
    expect(found(source).join('\n')).toMatch(problem);
  });

  test('in packs, elements and attributes are those of the page', () => {
    expect(found('<section data-cover><p data-lead>x</p></section>', true)).toEqual([]);
    expect(found('<section>\n<div>x</div>\n<p class="y">z</p></section>', true)).toEqual([
      expect.stringMatching(/^2: <div> may not stand in a pack/),
      expect.stringMatching(/^3: <p> may not have class/),
    ]);
  });
});
