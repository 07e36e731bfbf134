/**
 * Every element and attribute of functions/documents/tree/allow-list.ts, in realistic and in extreme forms, with words that are looked
 * for in the finished pages. Not a template: a fixture for the tests of layout, and something to look at.
 */
export const LONG_TITLE =
  'Children who need help and protection in Thornmere and its neighbours between the spring of 2019 and the autumn of 2026, what we said we would do, what we did, what changed for them, what has not changed, and what their families and our partners told us (END)';
const address =
  'https://www.example.org/a/very/long/path/without/any/space/that/goes/on_and_on_and_on_and_on/2026/neglect.html';
export const LONG_WORD = `${'Donaudampfschifffahrtsgesellschaft'.repeat(4)}kapitän`;

const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `<tr><th scope="row">Row${index + 1}</th><td data-numeric>${(index * 7.3).toFixed(index % 3)}</td><td data-numeric>${index % 11 === 0 ? 'c' : index * 13}</td><td>Words of row ${index + 1}</td></tr>`,
  ).join('\n');

/** One red pixel. */
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';
const chart = (label: string) =>
  `<svg role="img" aria-label="${label}" viewBox="0 0 300 60"><rect x="0" y="10" width="180" height="14" fill="#12436D"/><text x="186" y="21" font-size="10">70.4 ▲ ≥ last year</text><rect x="0" y="34" width="120" height="14" fill="#28A197"/><text x="126" y="45" font-size="10">Łódź</text></svg>`;

const contents = `<section data-contents id="contents"><h1>Contents</h1><ul>
<li><a data-contents href="#words">Words</a><ul><li><a data-contents href="#scripts">Scripts</a></li></ul></li>
<li><a data-contents href="#long">${LONG_TITLE}</a></li>
<li><a data-contents href="#wide">A wide table</a></li>
<li><a data-contents href="#report">Report</a></li>
<li><a data-contents href="#first-appendix">Figures in full</a></li></ul></section>`;

const words = `<section id="words"><h1>Words</h1>
<p data-lead>An opening sentence in larger type, which says what matters most and runs on to a second line so that we see both.</p>
<p>Plain words with <strong>strong</strong>, <em>emphasis</em>, <strong><em>both</em></strong>, H<sub>2</sub>O, 10<sup>th</sup>, <code>npm run build</code>,
<abbr title="Education, health and care plan">EHCP</abbr> and again <abbr title="Education, health and care plan">EHCP</abbr>, <time datetime="2026-03-31">31 March 2026</time>, a <span data-figure>1,234 (5.6%)</span> figure,
<span data-missing>not yet given by the school</span>,<br>a new line; <a href="https://example.org/">a link</a>, <a href="mailto:a@example.org">a letter</a>, <a href="#scripts" data-page data-place-said>scripts on</a>,
<a href="pack:E01">E01</a>, tags <strong data-tag="grey">Not started</strong> <strong data-tag="blue">Begun</strong> <strong data-tag="green">Done</strong> <strong data-tag="yellow">Late</strong> <strong data-tag="red">Stopped</strong> <strong data-tag>Plain</strong>.
A note<a data-footnote href="#n1">1</a>, another<a data-footnote href="#n2">2</a> and the first again<a data-footnote href="#n1">1</a>.</p>
<p>${LONG_WORD} and <a href="${address}">${address}</a> and a digest <code>e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855</code>.</p>
<blockquote><p>We were asked what we thought, and for the first time somebody came back to tell us what had changed.</p><p>It was not everything. It was something.</p><ul><li>Young person, 16</li></ul></blockquote>
<aside><p>What informs.</p><ul><li>one<ul><li>two</li></ul></li></ul></aside>
<aside data-warning><h2>A warning with a heading</h2><p>What warns.</p></aside>
<hr>
<h2 id="scripts">Scripts: محمد, ਗੁਰਪ੍ਰੀਤ, Żółć</h2>
<p lang="pl">Zażółć gęślą jaźń: Łukasz Wiśniewski</p><p lang="pa">ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ, ਹਰਜੀਤ ਕੌਰ</p><p lang="bn">বাংলাদেশ: শিশুদের যত্ন</p><p lang="hi">हिन्दी: बच्चों की देखभाल</p>
<p>The child <bdi>محمد بن أحمد</bdi> (7) and <bdi dir="rtl">שלום</bdi>, ≥ 5, ≤ 9, → up, ✓ done, ✗ not, ● ▲ ▼. Ελληνικά, Українська.</p>
<p dir="rtl" lang="ar">هذا نص عربي طويل بما يكفي ليمتد على أكثر من سطر واحد حتى نرى كيف تُكتب الفقرة من اليمين إلى اليسار مع أرقام 2026 و 45% وكلمة English في الوسط.</p>
<ul dir="rtl" lang="ur"><li>بچوں کی نظر اندازی</li><li>گھر اور سکول</li></ul>
<h3>Lists</h3>
<ul><li>Level one<ul><li>Level two<ol start="7"><li>Level three, numbered from seven<ol><li><p>Level four: first paragraph.</p><p>Level four: second paragraph, which is long enough to go on to a second line and show its edge.</p></li><li>Next</li></ol></li></ol></li></ul></li>
<li><p>An item of several paragraphs.</p><p>The second, then a call-out and a table.</p><aside><p>Inside a list.</p></aside><table><caption>Table in a list</caption><thead><tr><th scope="col">A</th><th scope="col" data-numeric>B</th></tr></thead><tbody><tr><th scope="row">x</th><td data-numeric>1.5</td></tr></tbody></table></li></ul>
<h4>Lower</h4><p>Under h4.</p><h5>Fifth</h5><p>Under h5.</p><h6>Sixth</h6><p>Under h6.</p>
<dl><dt>Term</dt><dd>Value</dd><dt>A longer term that goes on to a second line</dt><dd><p>First paragraph of a long value. It is written to fill more than a line, so that the rule under it is seen.</p><ul><li>a list</li></ul></dd><dt>Two values</dt><dd>One</dd><dd>Two</dd></dl>
<dl data-cards><dt>Plans</dt><dd>212</dd><dd>England 187</dd><dt>Rate per 10,000</dt><dd>70.4</dd><dt>Visits in time, of all that were due</dt><dd>91.2%</dd><dt>Cost</dt><dd>£12.4m</dd></dl>
<figure data-keep-together><figcaption>Plans fell by a sixth: caption on top</figcaption>${chart('Plans: 70.4, then 50')}</figure>
<figure>${chart('Visits: 70.4, then 50')}<figcaption>Caption below</figcaption></figure>
<p data-source>Source: the council's own records, 31 March 2026.</p>
<p data-signature>Signed for the council by the director, 14 September 2026</p>
<p data-break-before>After a break.</p>
<ol data-footnotes><li id="n1">Of all children, see <a href="https://example.org/">the guidance</a>.</li><li id="n2"><p>Second note.</p></li><li id="n3">A note in a table.</li><li id="n4">A note in a caption.</li></ol></section>`;

const tables = `<section data-continue id="tables"><h1>Tables</h1>
<table id="t1"><caption>Rates, with a note<a data-footnote href="#n4">4</a> <span data-unit>Rate per 10,000 children under 18, years ending 31 March</span></caption>
<thead><tr><th scope="col" rowspan="2">Measure</th><th scope="colgroup" colspan="2" id="ours">Thornmere</th><th scope="colgroup" colspan="2">England</th></tr>
<tr><th scope="col" data-numeric headers="ours">2025</th><th scope="col" data-numeric>2026</th><th scope="col" data-numeric>2025</th><th scope="col" data-numeric>2026</th></tr></thead>
<tbody><tr><th scope="rowgroup" rowspan="3">Plans</th><td data-numeric>70.4</td><td data-numeric>1,082.75</td><td data-numeric>41</td><td data-numeric>41.0<sup>p</sup></td></tr>
<tr><td data-numeric>c</td><td data-numeric>x</td><td data-numeric>z</td><td data-numeric>5.25<a data-footnote href="#n3">3</a></td></tr>
<tr><td data-numeric>u</td><td data-numeric>k</td><td data-numeric>–</td><td data-numeric>0.5</td></tr>
<tr data-highlight><th scope="row">Ours</th><td data-numeric>9.25</td><td data-numeric>7.1</td><td data-numeric><span data-missing>not published</span></td><td data-numeric>≥5</td></tr>
<tr><th scope="row">Joined</th><td colspan="2">both years together</td><td rowspan="1">x</td><td>y</td></tr></tbody>
<tfoot><tr data-total><th scope="row">All</th><td data-numeric>183.65</td><td data-numeric>48.1</td><td data-numeric>46</td><td data-numeric>46.75</td></tr></tfoot></table>
<p data-source>c: suppressed, fewer than six. x: not available. z: not applicable. p: provisional. Source: published statistics, first release.</p>
<table data-compact data-dense data-widths="2 5"><caption>Rows close to each other</caption><thead><tr><th scope="col">What</th><th scope="col">Where it comes from</th></tr></thead><tbody><tr><th scope="row"><a href="#t1" data-quiet>Quiet link</a></th><td>A12</td></tr><tr><th scope="row">Second</th><td>A13</td></tr></tbody></table>
<table data-widths="2 5" data-keep-together><caption>Words in cells</caption><thead><tr><th scope="col">What</th><th scope="col" id="where">Where it stands</th></tr></thead>
<tbody><tr><th scope="row"><bdi>محمد بن أحمد</bdi></th><td><p>First.</p><ul><li>a</li><li>b</li></ul><figure><img alt="A red square" src="${PIXEL}" width="20" height="20"></figure></td></tr>
<tr><td headers="where">${LONG_WORD}</td><td dir="rtl" lang="ar">يتحدث العربية في البيت</td></tr></tbody></table>
<table><caption>A row taller than a page</caption><thead><tr><th scope="col">Key</th><th scope="col">Long</th></tr></thead>
<tbody><tr><td>a</td><td>${Array.from({ length: 900 }, (_, index) => `tall${index}`).join(' ')}</td></tr><tr><td>b</td><td>after the tall row</td></tr></tbody></table>
<table><caption>Three hundred rows</caption><thead><tr><th scope="col">Name</th><th scope="col" data-numeric>Rate</th><th scope="col" data-numeric>Number</th><th scope="col">Words</th></tr></thead><tbody>${rows(300)}</tbody></table></section>`;

const years = Array.from({ length: 13 }, (_, index) => 2014 + index);
const wide = `<section data-landscape id="wide"><h1>A wide table</h1><table data-compact><caption>${LONG_TITLE}</caption>
<thead><tr><th scope="col">Measure</th>${years.map((year) => `<th scope="col" data-numeric>${year}</th>`).join('')}</tr></thead>
<tbody>${['Referrals', 'Assessments', 'Plans', 'Children looked after'].map((name, row) => `<tr><th scope="row">${name}</th>${years.map((_, at) => `<td data-numeric>${(row * 100 + at * 3.7).toFixed(1)}</td>`).join('')}</tr>`).join('')}</tbody></table></section>`;

const report = `<section data-numbered id="report"><h1>Report</h1><p>First paragraph, see <a data-number href="#later">paragraph</a>.</p><ul><li>an item</li></ul>
<section><h2 data-break-before>Part</h2><p id="later">Below it.</p></section><p data-unnumbered>Without a number.</p></section>
<section data-numbered data-continue><h1>Recommendations that members are asked to agree at this meeting of the committee</h1><p>Agree.</p></section>
<section data-numbered><h1 data-unnumbered>Background papers</h1><h2 data-unnumbered>None</h2></section>
<section data-appendix data-numbered id="first-appendix"><h1>Figures in full</h1><p>Lettered.</p></section>`;

/** Without cover, control and coversheets: `cover` and `sheets` have those. */
export const zoo = `${contents}\n${words}\n${tables}\n${wide}\n<section id="long"><h1>${LONG_TITLE}</h1><p>After landscape: portrait again.</p><h2>${LONG_TITLE}</h2><p>x</p></section>\n${report}`;

export const cover = `<section data-cover><p data-eyebrow>Thornmere Metropolitan Borough Council</p><h1>${LONG_TITLE}</h1><p data-subtitle>A peer review of childhood neglect</p>
<dl><dt>As at</dt><dd>31 March 2026</dd><dt>Prepared by</dt><dd>Łucja Żółkiewska-Ćwikła, head of quality</dd></dl><p>For the peer team.</p></section>
<section data-control><h1>Document control</h1><dl><dt>Version</dt><dd>3</dd></dl></section>`;

export const sheets = `<section data-coversheet="E01"><h1 id="E01">${LONG_TITLE}</h1><dl><dt>Source</dt><dd>Audit team</dd></dl><h2>Why it is here</h2><p>Because.</p><aside><p>Scanned.</p></aside><p data-signature>Signed when it arrived: valid.</p></section>
<section data-coversheet="E02" data-slip-sheet><h1 id="E02">A file that could not be opened</h1><p>It asks for a password.</p></section>`;
