/** One of everything that the checks look at, on few pages: each check is shown to bite on a spoilt copy of it. */
const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

export const sample = `<section data-contents id="contents"><h1>Contents</h1><ul><li><a data-contents href="#why">Why this review</a><ul><li><a data-contents href="#rates">Rates</a></li></ul></li></ul></section>
<section id="why"><h1>Why this review</h1>
<p>Neglect <strong>worries</strong> <em>us</em>.<a data-footnote href="#n1">1</a><a data-footnote href="#n2">2</a> See <a href="https://example.org/">the report</a>.</p>
<p lang="ar" dir="rtl">محمد بن أحمد</p>
<ul><li>One<ul><li>Below it</li></ul></li><li>Two</li></ul>
<h2 id="rates">Rates</h2>
<table><caption>Rates per 10,000</caption>
<thead><tr><th scope="col">Measure</th><th scope="col" data-numeric>Now</th><th scope="col" data-numeric>England</th></tr></thead>
<tbody><tr><th scope="row" rowspan="2">Children</th><td data-numeric>104</td><td data-numeric>c</td></tr><tr><td data-numeric>9.25</td><td data-numeric>7.1</td></tr></tbody>
<tfoot><tr><th scope="row">All</th><td colspan="2">183</td></tr></tfoot></table>
<figure><figcaption>Plans fell</figcaption><svg role="img" aria-label="Plans: 82.7, then 70.4" viewBox="0 0 200 60"><rect width="90" height="60" fill="#12436D" fill-opacity="0.5"/><text x="4" y="20">70.4</text></svg></figure>
<figure><img src="${dot}" alt="A dot" width="9" height="9"></figure>
<dl><dt>Owner</dt><dd>T. Achebe</dd></dl>
<ol data-footnotes><li id="n1">Of all children.</li><li id="n2">Published in May.</li></ol></section>`;
