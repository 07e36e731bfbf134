import { readFile } from 'node:fs/promises';
import { makeAuditSummary } from './evidence/audit-summary.ts';
import { makeDeliveryPlan } from './evidence/delivery-plan.ts';
import { makePerformanceReport } from './evidence/performance-report.ts';
import { makeProtocol } from './evidence/protocol.ts';
import { makeScrutinyMinutes } from './evidence/scrutiny-minutes.ts';
import { makeSelfAssessment } from './evidence/self-assessment.ts';
import { makeTrainingReport } from './evidence/training-report.ts';
import { makeVoiceReport } from './evidence/voice-report.ts';

export interface EvidenceFile {
  fileName: string;
  bytes: Uint8Array;
}

const asItStands = async (text: string) => new TextEncoder().encode(text);

/** Each from a text that people can read and change, by a maker that writes PDF in its own way. */
const makers: readonly { fileName: string; text: string; make: (text: string) => Promise<Uint8Array> }[] = [
  { fileName: 'neglect-audit-summary.pdf', text: 'neglect-audit-summary.md', make: makeAuditSummary },
  { fileName: 'neglect-delivery-plan.pdf', text: 'neglect-delivery-plan.csv', make: makeDeliveryPlan },
  { fileName: 'neglect-training-report.pdf', text: 'neglect-training-report.md', make: makeTrainingReport },
  { fileName: 'scrutiny-minutes-scan.pdf', text: 'scrutiny-minutes-scan.md', make: makeScrutinyMinutes },
  { fileName: 'multi-agency-neglect-protocol.pdf', text: 'multi-agency-neglect-protocol.md', make: makeProtocol },
  { fileName: 'childrens-voice-report.pdf', text: 'childrens-voice-report.md', make: makeVoiceReport },
  { fileName: 'self-assessment-extract.pdf', text: 'self-assessment-extract.md', make: makeSelfAssessment },
  {
    fileName: 'performance-report-march-2026.pdf',
    text: 'performance-report-march-2026.md',
    make: makePerformanceReport,
  },
  { fileName: 'partner-referrals-export.pdf', text: 'partner-referrals-export.html', make: asItStands },
];

/**
 * The files of `thornmere/evidence.json`, in its order: eight PDFs of different making, and an HTML page that someone saved as `.pdf`,
 * which must be refused. The same bytes at every run.
 */
export async function* makeEvidence(): AsyncIterable<EvidenceFile> {
  for (const { fileName, text, make } of makers) {
    const source = await readFile(new URL(`thornmere/documents/${text}`, import.meta.url), 'utf8');
    yield { fileName, bytes: await make(source) };
  }
}
