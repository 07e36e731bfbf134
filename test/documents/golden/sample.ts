import type { TypesetRequest } from '../../../functions/documents/typeset/typeset.ts';
import { requestOf } from '../typeset-samples.ts';

/**
 * A document with a page of each kind that packs print: cover, contents, prose with notes, tables of numbers, a chart, a landscape
 * table, right-to-left text, numbered paragraphs, a table over two pages, coversheet and slip sheet. The golden files are made of it.
 */
const cover = `<section data-cover><p data-eyebrow>Thornmere Council</p><h1>Childhood neglect</h1><p data-subtitle>A peer review</p>
<dl><dt>As at</dt><dd>31 March 2026</dd><dt>Prepared by</dt><dd>Łucja Żółkiewska, head of quality</dd></dl><p>For the peer team.</p></section>`;

const contents = `<section data-contents id="contents"><h1>Contents</h1><ul>
<li><a data-contents href="#words">What we found</a><ul><li><a data-contents href="#voices">Voices</a></li></ul></li>
<li><a data-contents href="#figures">Figures</a></li><li><a data-contents href="#wide">Ten years</a></li>
<li><a data-contents href="#report">Report to members</a></li><li><a data-contents href="#E01">E01 Audit</a></li></ul></section>`;

const words = `<section id="words"><h1>What we found</h1>
<p data-lead>Visits are on time more often than a year ago, and plans are still too many for each social worker.</p>
<p>Neglect <strong>worries</strong> us<a data-footnote href="#n1">1</a> and our <em>partners</em><a data-footnote href="#n2">2</a>: see
<a href="pack:E01" data-page>the audit,</a> <a href="https://example.org/">the guidance</a> and H<sub>2</sub>O. It is <strong data-tag="green">Done</strong> or <strong data-tag="red">Late</strong>.</p>
<aside data-warning><p>Figures for 2026 are provisional.</p></aside>
<ul><li>First<ul><li>Below it</li></ul></li><li>Second</li></ul><ol start="3"><li>Third</li><li>Fourth</li></ol>
<h2 id="voices">Voices</h2><blockquote><p>Somebody came back to tell us what had changed.</p></blockquote>
<p lang="ar" dir="rtl">هذا نص عربي طويل بما يكفي ليمتد على أكثر من سطر واحد حتى نرى كيف تُكتب الفقرة من اليمين إلى اليسار مع أرقام 2026 وكلمة English في الوسط.</p>
<p lang="pa">ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ</p><p>The child <bdi>محمد بن أحمد</bdi> (7), Zażółć gęślą jaźń.</p>
<dl><dt>Owner</dt><dd>T. Achebe</dd><dt>Due</dt><dd><span data-missing>not yet given</span></dd></dl>
<ol data-footnotes><li id="n1">Of all children under 18.</li><li id="n2">Health, police and schools.</li></ol></section>`;

const figures = `<section id="figures"><h1>Figures</h1>
<dl data-cards><dt>Plans</dt><dd>212</dd><dd>England 187</dd><dt>Rate per 10,000</dt><dd>70.4</dd><dt>Visits in time</dt><dd>91.2%</dd></dl>
<table><caption>Rates per 10,000 children</caption><thead><tr><th scope="col" rowspan="2">Measure</th><th scope="colgroup" colspan="2">Thornmere</th><th scope="col" rowspan="2" data-numeric>England</th></tr>
<tr><th scope="col" data-numeric>2025</th><th scope="col" data-numeric>2026</th></tr></thead>
<tbody><tr><th scope="rowgroup" rowspan="2">Plans</th><td data-numeric>70.4</td><td data-numeric>1,082.75</td><td data-numeric>41<sup>p</sup></td></tr>
<tr><td data-numeric>c</td><td data-numeric>9.25</td><td data-numeric>7.1</td></tr><tr data-highlight><th scope="row">Visits</th><td data-numeric>88</td><td data-numeric>91.2</td><td data-numeric>z</td></tr></tbody>
<tfoot><tr data-total><th scope="row">All</th><td data-numeric>183.65</td><td data-numeric>48.1</td><td data-numeric>46.75</td></tr></tfoot></table>
<p data-source>c: suppressed. z: not applicable. p: provisional.</p>
<figure><figcaption>Plans fell by a sixth</figcaption><svg role="img" aria-label="Plans for each 10,000 children: 82.7 in 2025, 70.4 in 2026" viewBox="0 0 470 90"><rect x="0" y="10" width="330" height="26" fill="#12436D"/><text x="338" y="28" font-size="12">82.7</text><rect x="0" y="48" width="281" height="26" fill="#28A197"/><text x="289" y="66" font-size="12">70.4</text></svg></figure></section>`;

const years = Array.from({ length: 10 }, (_, index) => 2017 + index);
const wide = `<section data-landscape id="wide"><h1>Ten years</h1><table data-compact><caption>Children at 31 March</caption><thead><tr><th scope="col">Measure</th>${years.map((year) => `<th scope="col" data-numeric>${year}</th>`).join('')}</tr></thead>
<tbody>${['Referrals', 'Assessments', 'Plans'].map((name, row) => `<tr><th scope="row">${name}</th>${years.map((_, year) => `<td data-numeric>${(400 - row * 100 + year * 3.7).toFixed(row)}</td>`).join('')}</tr>`).join('')}</tbody></table></section>`;

const actions = Array.from(
  { length: 44 },
  (_, index) =>
    `<tr><th scope="row">A${index + 1}</th><td>Action ${index + 1}</td><td data-numeric>${index * 3}</td></tr>`,
).join('');
const report = `<section data-numbered id="report"><h1>Report to members</h1><p>We are asked to note the findings, see <a data-number href="#later">paragraph</a>.</p><section><h2>Actions</h2><p id="later">All are in the table.</p>
<table><caption>Actions</caption><thead><tr><th scope="col">Ref</th><th scope="col">What</th><th scope="col" data-numeric>Days</th></tr></thead><tbody>${actions}</tbody></table></section></section>`;

const sheets = `<section data-coversheet="E01"><h1 id="E01">Neglect audit</h1><dl><dt>Source</dt><dd>Audit team</dd></dl><p><a href="#contents">Back to the contents</a></p></section>
<section data-coversheet="E02" data-slip-sheet><h1 id="E02">A file that could not be opened</h1><p>It asks for a password.</p></section>`;

export const golden: TypesetRequest = requestOf(cover + contents + words + figures + wide + report + sheets, {
  numbering: { kind: 'bundle', itemPages: [12, 0] },
});
