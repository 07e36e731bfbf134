import { standardFaces, startDocument } from './evidence/start.ts';
import type { EvidenceFile } from './make-evidence.ts';

const about = { title: 'Refused', author: 'Thornmere Council', producer: 'Office suite export', date: '2026-03-01' };

/** Files that must be refused, each for its own reason, beside the HTML page of `makeEvidence`. */
export async function* makeRefused(): AsyncIterable<EvidenceFile> {
  yield { fileName: 'empty.pdf', bytes: new Uint8Array() };

  const none = await startDocument(about);
  yield { fileName: 'no-pages.pdf', bytes: await none.save({ addDefaultPage: false, useObjectStreams: false }) };

  const locked = await startDocument(about);
  const { regular } = await standardFaces(locked, 'Helvetica');
  locked.addPage().drawText('For those who know the password.', { x: 72, y: 720, size: 12, font: regular });
  locked.encrypt({ userPassword: 'thornmere', ownerPassword: 'thornmere-owner' });
  yield { fileName: 'encrypted.pdf', bytes: await locked.save({ useObjectStreams: false }) };
}
