import { type Outcome, success } from '../../model.ts';
import type { Element } from '../../tree/model.ts';
import type { TypesetStyle } from '../typeset.ts';

export async function conform(pdf: Uint8Array, _sections: readonly Element[], _style: TypesetStyle): Promise<Outcome<Uint8Array, 'typeset-failed'>> {
  return success(pdf);
}
