import { type AuditEntry, listAudit } from '../../functions/access/audit.ts';
import type { Actor } from '../../functions/access/model.ts';
import { firstBrokenEntry } from '../../functions/access/verify-audit.ts';
import type { Table } from '../../functions/platform/table.ts';
import { type ApiClient, postForm } from '../../tools/demo/client.ts';

/** What an officer says of a document, for tests that don't care. */
export const someDetails = {
  title: 'Audit of neglect cases',
  shows: 'How well cases are worked',
  source: 'Quality assurance',
  effectiveDate: '2026-02-13',
  agency: 'Thornmere',
  marking: 'OFFICIAL',
} as const;

/** Olu Adeyemi, for tests that call a use case themselves. */
export const someOfficer: Actor = {
  personId: 'olu-adeyemi',
  name: 'Olu Adeyemi',
  email: 'olu.adeyemi@thornmere.example',
  roles: ['officer'],
};

export interface OpenedUpload {
  itemId: string;
  revisionId: string;
  ref: string;
  form: { url: string; fields: Record<string, string> };
}

export interface RevisionsAnswer {
  currentRevision?: string;
  revisions: { revisionId: string; jobId: string; state: string; sha256?: string; reason?: string; pages?: number }[];
}

/** One item of evidence through the API, from its first file to its last. */
export function evidenceApi(officer: ApiClient, reviewId: string) {
  const path = `/reviews/${reviewId}/evidence`;
  return {
    open: (details: object = someDetails) => officer.call<OpenedUpload>('POST', path, details),
    openRevision: (itemId: string) => officer.call<OpenedUpload>('POST', `${path}/${itemId}/revisions`),
    revisions: (itemId: string) => officer.call<RevisionsAnswer>('GET', `${path}/${itemId}/revisions`),
    async send({ form }: OpenedUpload, bytes: Uint8Array, name = 'file.pdf'): Promise<void> {
      const answer = await postForm(form, name, bytes);
      if (answer.status >= 400) throw new Error(`The store refused the file: ${await answer.text()}`);
    },
  };
}

/** A review's trail, oldest first. Throws if its chain doesn't hold. */
export async function wholeTrail(table: Table, reviewId: string): Promise<AuditEntry[]> {
  const entries = await listAudit({ table }, reviewId);
  const broken = firstBrokenEntry(entries);
  if (broken !== undefined) throw new Error(`The audit chain does not hold at entry ${broken}`);
  return entries;
}
