import { failure, type Outcome, success } from '../model.ts';
import { typeset } from '../typeset/typeset.ts';
import type { ConvertCode } from './model.ts';

/** The same file gives the same bytes, so no clock: a converted document has no date of its own. The compiled pages carry none. */
const NO_DATE = '2000-01-01';

const MOST_CODES = 10;

export interface SetPages {
  pdf: Uint8Array;
  /** What was printed otherwise than written, in words. */
  warnings: string[];
}

/** Sets HTML of the allow-list on plain pages. */
export async function setPages(html: string, title: string): Promise<Outcome<SetPages, ConvertCode>> {
  const outcome = await typeset({
    html,
    sheet: 'converted',
    numbering: { kind: 'own' },
    style: {
      title,
      author: '',
      language: 'en-GB',
      date: NO_DATE,
      runningHead: '',
      marking: '',
      versionLabel: '',
      fingerprint: '',
      draft: false,
    },
  });
  if (!outcome.ok) {
    const reason = outcome.details?.[0]?.message ?? outcome.message;
    return failure(
      'damaged',
      `This document could not be set on pages (${reason}). Open it, save or print it as a PDF, and upload that.`,
    );
  }
  const { pdf, problems } = outcome.value;
  // Not its own words: they quote the document, and a document quotes children.
  const codes = [...new Set(problems.map(({ found }) => found).filter((found) => found !== undefined))];
  const shown = codes.slice(0, MOST_CODES).join(', ');
  const more = codes.length > MOST_CODES ? ' and others' : '';
  return success({
    pdf,
    warnings:
      codes.length === 0
        ? []
        : [
            `Some characters can't be printed and stand as their codes: ${shown}${more}. Replace them, or upload a PDF.`,
          ],
  });
}
