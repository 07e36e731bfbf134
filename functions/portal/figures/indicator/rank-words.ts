import { ordinal } from '../../../metrics/arithmetic/ordinal.ts';
import type { Rank } from '../../../metrics/arithmetic/ranks.ts';

/** '4th highest of 11', 'Joint lowest of 9'. */
export function rankWords({ rank, joint, of, from }: Rank): string {
  const words = `${joint ? 'joint ' : ''}${rank === 1 ? '' : `${ordinal(rank)} `}${from}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} of ${of}`;
}
