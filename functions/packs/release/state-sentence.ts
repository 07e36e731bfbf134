import { day } from '../../access/british-dates.ts';
import type { Version } from '../model.ts';

/** How a version stands, as a sentence: what a refusal begins with. */
export function stateSentence({ number, state, decisions, releasedAt, supersededBy, withdrawnAt }: Version): string {
  const it = `Version ${number}`;
  const returned = decisions.find(({ decision }) => decision === 'returned');
  switch (state) {
    case 'building':
      return `${it} is being built.`;
    case 'failed':
      return `${it} could not be built.`;
    case 'built':
      return `${it} awaits approval.`;
    case 'returned':
      return returned ? `${it} was returned by ${returned.name} on ${day(returned.at)}.` : `${it} was returned.`;
    case 'approved':
      return `${it} is approved.`;
    case 'releasing':
      return `The released edition of version ${number} is being made.`;
    case 'released':
      return `${it} was released${releasedAt ? ` on ${day(releasedAt)}` : ''}.`;
    case 'superseded':
      return `${it} was superseded${supersededBy ? ` by version ${supersededBy}` : ''}.`;
    case 'withdrawn':
      return `${it} was withdrawn${withdrawnAt ? ` on ${day(withdrawnAt)}` : ''}.`;
  }
}
