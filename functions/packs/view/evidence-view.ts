import type { EvidenceView } from '../compose/peer-review/view.ts';
import type { ManifestEvidence } from '../model.ts';

const scans = { clean: 'no threats found', 'not-scanned-local-run': 'not scanned (local run)' } as const;

/** One item of the manifest as the index, its coversheet and its slip sheet print it. */
export function evidenceView(entry: ManifestEvidence): EvidenceView {
  const included = entry.state === 'ready';
  return {
    ref: entry.ref,
    title: entry.title,
    shows: entry.shows || { missing: 'what it shows' },
    source: entry.source || { missing: 'the source' },
    agency: entry.agency || { missing: 'the agency' },
    effectiveDate: entry.effectiveDate || { missing: 'the effective date' },
    marking: entry.marking,
    state: included ? 'included' : 'refused',
    pages: included ? (entry.pages ?? 0) : 0,
    fileName: entry.fileName ?? 'no file yet',
    size: entry.size ?? 0,
    sha256: entry.sha256 ?? { missing: 'the fingerprint, because there is no file' },
    scan: entry.scan ? scans[entry.scan] : 'no verdict yet',
    removed: entry.removed,
    warnings: entry.warnings.map(asSentence),
    ...(included ? {} : { refusal: refusalOf(entry) }),
  };
}

/** 'page 2: …' begins a line of its own here. */
const asSentence = (warning: string): string => warning.charAt(0).toUpperCase() + warning.slice(1);

function refusalOf(entry: ManifestEvidence) {
  if (entry.state === 'awaiting') {
    const reason = 'Its file had not been uploaded and inspected when this version was frozen.';
    return { reason, mend: 'The officer who added it can upload the file, then build another version.' };
  }
  return {
    reason: entry.reason ?? 'Its file could not be used.',
    mend: 'The officer who added it can upload a sound copy, then build another version.',
  };
}
