import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

/**
 * A real browser out of the packages: nothing has to be installed on the machine. Not with the package's own arguments: they
 * switch web security off, which is part of what is tested, and put everything into one process, which dies with a context.
 */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
  });
}

/** Looks at pages: saves each under a number and a name when a folder is given, so that people can look too. */
export function photographer(folder: string | undefined): (page: Page, name: string) => Promise<void> {
  let count = 0;
  if (folder) mkdirSync(folder, { recursive: true });
  return async (page, name) => {
    count += 1;
    if (!folder) return;
    await page.screenshot({ path: join(folder, `${String(count).padStart(2, '0')}-${name}.png`), fullPage: true });
  };
}
