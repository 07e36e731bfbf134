import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import type { Content } from './content.ts';
import { bodyOf, furniture } from './html.ts';
import { type Engine, type Run, runOf, timed, watchingPeaks } from './measure.ts';

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'));
const face = (weight: number, folder: string, style = 'normal') =>
  `@font-face { font-family: "Noto Sans"; font-weight: ${weight}; font-style: ${style}; src: url("${pathToFileURL(join(fonts, folder, `NotoSans_${folder}.ttf`)).href}") }`;

/** Page, margins, type and spaces of templates/typeset/look.typ. */
const css = `${[face(400, '400Regular'), face(400, '400Regular_Italic', 'italic'), face(600, '600SemiBold'), face(700, '700Bold')].join('\n')}
@page { size: A4; margin: 30mm 22mm 27mm }
body { font: 10pt/1.374 "Noto Sans"; margin: 0; color: #1d2226 }
h1, h2, h3 { break-after: avoid; color: #12436d; line-height: 1 }
h1 { font-size: 22pt; margin: 13mm 0 7mm } h2 { font-size: 14.5pt; margin: 14pt 0 6pt } h3 { font-size: 11.5pt; margin: 10pt 0 4pt }
p, ul { margin: 4pt 0 } li { margin: 1pt 0 }
table { font-size: 9pt; line-height: 1.234; border-collapse: collapse; width: 100%; margin: 13pt 0 }
caption { font-size: 10pt; font-weight: 600; text-align: left }
thead { background: #eef3f7 } tr { break-inside: avoid }
th, td { padding: 2.6pt 5pt 1.7pt; border-bottom: .5pt solid #c3cad0; text-align: left; vertical-align: top }
[data-widths] { table-layout: fixed } [data-widths] th { width: 12.5% } [data-widths] :is(th:first-child, th:last-child) { width: 31.25% }
[data-numeric] { text-align: right; font-variant-numeric: tabular-nums }
[data-break-before] { break-before: page } [data-break-before] > h1 { margin-top: 0 } [data-source] { font-size: 8.5pt; margin-top: -8pt }
figure { margin: 10pt 0; break-inside: avoid } figure svg { width: 100%; display: block }`;

const line = (left: string, right: string) =>
  `<div style="font-size: 8.5pt; width: 100%; margin: 0 22mm; display: flex; justify-content: space-between"><span>${left}</span><span>${right}</span></div>`;

export const chromium: Engine = {
  name: 'chromium',
  async measure(editions) {
    // Unpacks it, once.
    const executablePath = await sparticuz.executablePath();
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    let browser: Browser | undefined;
    const launch = async () => {
      browser = await playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true });
      return browser;
    };
    try {
      const build = async (content: Content, open: () => Promise<Browser>): Promise<Run> => {
        const path = join(folder, 'page.html');
        await writeFile(path, pageOf(content));
        const { value, peaks, cpuMs } = await watchingPeaks('chromium', () =>
          timed(async () => print(await open(), path)),
        );
        // What its processes share is counted for each.
        return runOf(
          value.value,
          value.ms,
          cpuMs,
          peaks.reduce((sum, peak) => sum + peak, 0),
        );
      };
      const cold = await build(editions[0], launch);
      return [cold, await build(editions[1], async () => browser ?? launch())];
    } finally {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function pageOf(content: Content): string {
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${content.title}</title><style>${css}</style></head><body>${bodyOf(content)}</body></html>`;
}

async function print(browser: Browser, path: string): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path).href);
  const out = `${path}.pdf`;
  await page.pdf({
    path: out,
    tagged: true,
    outline: true,
    preferCSSPageSize: true,
    displayHeaderFooter: true,
    headerTemplate: line(furniture.runningHead, furniture.marking),
    footerTemplate: line(
      furniture.versionLabel,
      'Page <span class="pageNumber"></span> of <span class="totalPages"></span>',
    ),
  });
  await page.close();
  return readFile(out);
}
