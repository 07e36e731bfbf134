import type { Revision } from '../../evidence/model.ts';
import type { ImportState } from '../../metrics/imports/model.ts';
import type { Version } from '../../packs/model.ts';

/** How far a build, or the making of a released edition, is. `said`: what its job last said of itself. */
export function buildInWords(state: Version['state'], said: string | undefined): string {
  if (state === 'releasing') return `The released edition is being made${said ? `: ${said}` : ''}.`;
  if (state !== 'building') return 'The build has ended.';
  return said ? `This version is being built: ${said}.` : 'This version waits for its turn to be built.';
}

/** How far an inspection is. */
export function inspectionInWords(state: Revision['state']): string {
  if (state === 'awaiting-upload') return 'The file is on its way.';
  return state === 'inspecting' ? 'The file has arrived and is being checked.' : 'The check has ended.';
}

/** How far the reading of a figures file is. `said`: what its job last said of itself. */
export function readingInWords(state: ImportState, said: string | undefined): string {
  if (state === 'awaiting-upload') return 'The file is on its way.';
  if (state !== 'reading') return 'The reading has ended.';
  return said ? `The file is being read: ${said}.` : 'The file has arrived and is being read.';
}
