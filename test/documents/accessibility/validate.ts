/**
 * A small validator of its own for PDF/UA-1 (ISO 14289-1, in the order of the Matterhorn Protocol 1.1) and PDF/A-2a (ISO 19005-2). It
 * reads the finished file with pdf-lib and a tokenizer of its own, and imports nothing of the engine: what the engine meant doesn't
 * count. `read/` makes plain values of the file, each other file is a group of checks. `validator.test.ts` shows that every rule bites.
 */
import { checkAnnotations } from './annotations.ts';
import { checkFile } from './archive-file.ts';
import { checkGraphics } from './archive-graphics.ts';
import { checkObjects } from './archive-objects.ts';
import { checkContent } from './content.ts';
import { type Checked, open } from './document.ts';
import { checkFigures } from './figures.ts';
import { type Finding, fewOfAKind } from './finding.ts';
import { checkFonts } from './fonts.ts';
import { checkHeadings } from './headings.ts';
import { checkLanguage } from './language.ts';
import { checkMetadata } from './metadata.ts';
import { checkStructure } from './structure.ts';
import { checkTables } from './tables.ts';

const CHECKS = [
  checkContent,
  checkStructure,
  checkHeadings,
  checkTables,
  checkFigures,
  checkAnnotations,
  checkLanguage,
  checkFonts,
  checkMetadata,
  checkFile,
  checkObjects,
  checkGraphics,
];

export const validate = (document: Checked): Finding[] => CHECKS.flatMap((check) => [...fewOfAKind(check(document))]);

/** What is wrong with a finished file, one line a finding; none when it deserves both standards as far as this can tell. */
export async function faultsOf(bytes: Uint8Array): Promise<string[]> {
  return validate(await open(bytes)).map(
    ({ checkpoint, clause, where, message }) => `${checkpoint} (${clause}) ${where}: ${message}`,
  );
}
