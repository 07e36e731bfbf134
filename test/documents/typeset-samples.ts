import type { Outcome } from '../../functions/documents/model.ts';
import { type Typeset, type TypesetRequest, typeset } from '../../functions/documents/typeset/typeset.ts';

export const style: TypesetRequest['style'] = {
  title: 'Peer review of childhood neglect',
  author: 'Thornmere Council',
  language: 'en-GB',
  date: '2026-09-14T09:00:00Z',
  runningHead: 'Thornmere Council: childhood neglect',
  marking: 'OFFICIAL-SENSITIVE',
  versionLabel: 'Version 3',
  fingerprint: '3f9a 77c2',
  notice: 'Sample: invented figures',
  draft: true,
};

export function requestOf(html: string, changes: Partial<TypesetRequest> = {}): TypesetRequest {
  return { html, style, numbering: { kind: 'own' }, ...changes };
}

export async function set(html: string, changes: Partial<TypesetRequest> = {}): Promise<Typeset> {
  return value(await typeset(requestOf(html, changes)));
}

export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.message} ${JSON.stringify(outcome.details)}`);
  return outcome.value;
}

const cover = `<section data-cover><p data-eyebrow>Thornmere Council</p><h1>Childhood neglect</h1><p data-subtitle>A peer review</p>
<dl><dt>As at</dt><dd>31 March 2026</dd></dl></section>`;

const sheet = (ref: string, title: string) => `<section data-coversheet="${ref}"><h1 id="${ref}">${title}</h1>
<dl><dt>Source</dt><dd>Audit team</dd></dl><p><a href="#contents">Back to the contents</a></p></section>`;

/** A small bundle: 3 items of 12, none and 4 pages. */
export const bundle = {
  itemPages: [12, 0, 4],
  html: `${cover}
<section data-contents id="contents"><h1>Contents</h1><ul>
<li><a data-contents href="#why">Why this review</a><ul><li><a data-contents href="#rates">Rates</a></li></ul></li>
<li><a data-contents href="#E01">E01 Strategy</a></li><li><a data-contents href="#E02">E02 Audit</a></li>
<li><a data-contents href="#E03">E03 Voice</a></li><li><a data-contents href="#end">Manifest</a></li></ul></section>
<section id="why"><h1>Why this review</h1><p data-lead>Neglect worries us.<a data-footnote href="#n1">1</a> See
<a href="pack:E03">E03</a> and <a href="https://example.org/">the report</a>.</p>
<aside data-warning><p>Provisional.</p></aside><blockquote>We were heard.</blockquote>
<h2 id="rates">Rates</h2><table><caption>Rates per 10,000</caption>
<thead><tr><th scope="col">Measure</th><th scope="col" data-numeric>Now</th><th scope="col" data-numeric>England</th></tr></thead>
<tbody><tr data-highlight><th scope="row">Plans</th><td data-numeric>70.4 (82.7)</td><td data-numeric>41</td></tr>
<tr><th scope="row" rowspan="2">Children</th><td data-numeric>104</td><td data-numeric>c</td></tr>
<tr><td data-numeric>9.25</td><td data-numeric>7.1</td></tr></tbody>
<tfoot><tr data-total><th scope="row">All</th><td data-numeric>183.65</td><td data-numeric>48.1</td></tr></tfoot></table>
<figure><figcaption>Plans fell</figcaption><svg role="img" aria-label="Plans: 82.7, then 70.4" viewBox="0 0 200 60"><rect width="90" height="60" fill="#12436D" fill-opacity="0.5"/><text x="4" y="20" font-family="Arial">70.4</text></svg></figure>
<dl data-cards><dt>Plans</dt><dd>212</dd></dl><dl><dt>Owner</dt><dd>T. Achebe</dd></dl>
<ol data-footnotes><li id="n1">Of all children.</li></ol></section>
${sheet('E01', 'Strategy')}${sheet('E02', 'Audit')}${sheet('E03', 'Voice')}
<section id="end"><h1>Manifest</h1><p>End.</p></section>`,
};
