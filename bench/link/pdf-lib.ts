import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Work } from './model.ts';

export const loadAndSave: Work = async ({ files }) => {
  let bytes = 0;
  for (const file of files) {
    const document = await PDFDocument.load(await readFile(file), { updateMetadata: false });
    bytes += (await document.save()).length;
  }
  return async () => ({ bytes });
};

export const copyPages: Work = async ({ files, folder }) => {
  const target = await PDFDocument.create();
  for (const file of files) {
    const document = await PDFDocument.load(await readFile(file), { updateMetadata: false });
    for (const page of await target.copyPages(document, document.getPageIndices())) target.addPage(page);
  }
  await writeFile(join(folder, 'copy-pages.pdf'), await target.save());
  return async () => ({ pages: target.getPageCount() });
};
