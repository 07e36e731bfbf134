import { type ApiClient, postForm } from '../../tools/demo/client.ts';
import { until } from '../../tools/demo/journey.ts';

export interface ImportAnswer {
  import: {
    importId: string;
    state: string;
    format?: string;
    reason?: string;
    cause?: string;
    fileDigest?: string;
    rows?: number;
    releaseId?: string;
  };
  progress?: string;
}

export interface OpenedAnswer extends ImportAnswer {
  form: { url: string; fields: Record<string, string> };
}

export interface PreviewAnswer {
  over: string;
  counts: { added: number; changed: number; unchanged: number; gone: number };
  changes: { before?: { value?: string }; after?: { value?: string } }[];
  next?: number;
  warnings: { message: string }[];
  twins: { releaseId: string }[];
}

export interface ReleaseAnswer {
  releaseId: string;
  kind: string;
  supersedes?: string;
  rows: number;
}

/** A data officer at the API of imports. */
export function importApi(officer: ApiClient) {
  const at = '/figures/imports';
  const api = {
    open: (details: object) => officer.call<OpenedAnswer>('POST', at, details),
    read: (importId: string) => officer.call<ImportAnswer>('GET', `${at}/${importId}`),
    async settled(importId: string, patienceMs?: number): Promise<ImportAnswer['import']> {
      const answer = await until(
        () => api.read(importId),
        (now) => now.import.state !== 'awaiting-upload' && now.import.state !== 'reading',
        'The reading',
        patienceMs,
      );
      return answer.import;
    },
    /** Opens an import, sends its file as a browser would, and waits until it has been read. */
    async send(details: object, name: string, bytes: Uint8Array | string): Promise<ImportAnswer['import']> {
      const { import: one, form } = await api.open(details);
      const posted = await postForm(form, name, Buffer.from(bytes as string));
      if (posted.status >= 400) throw new Error(await posted.text());
      return api.settled(one.importId);
    },
    preview: (importId: string, query = '') => officer.call<PreviewAnswer>('GET', `${at}/${importId}/preview${query}`),
    confirm: (importId: string, over: string) =>
      officer.call<ReleaseAnswer>('POST', `${at}/${importId}/confirm`, { over }),
    /** Sends, looks and confirms. */
    async whole(details: object, name: string, bytes: Uint8Array | string): Promise<ReleaseAnswer> {
      const { importId } = await api.send(details, name, bytes);
      return api.confirm(importId, (await api.preview(importId)).over);
    },
    findings: (importId: string) =>
      officer.call<{ problems: { where: string; message: string }[] }>('GET', `${at}/${importId}/findings`),
    release: (releaseId: string) =>
      officer.call<{ release: ReleaseAnswer; inForce: boolean; supersededBy?: ReleaseAnswer }>(
        'GET',
        `/figures/releases/${releaseId}`,
      ),
    undo: (releaseId: string, reason: string) =>
      officer.call<ReleaseAnswer>('POST', `/figures/releases/${releaseId}/undo`, { reason }),
  };
  return api;
}
