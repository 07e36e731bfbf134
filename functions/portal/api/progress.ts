import { z } from 'zod';
import { readEvidence } from '../../evidence/list-evidence.ts';
import { readVersion } from '../../packs/read/read-versions.ts';
import { success } from '../../platform/outcome.ts';
import { buildInWords, inspectionInWords } from '../http/progress.ts';
import { param, versionNumber } from '../http/visit.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';

const progress = z.object({
  ended: z.boolean().describe('Nothing more will happen by itself'),
  message: z.string().describe('How far it is, in words'),
});

export const progressEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/versions/:number/progress',
    action: 'version.read',
    says: 'How far a build, or the making of a released edition, is',
    answers: { status: 200, schema: progress },
    refusals: [404],
    handle: reply(
      progress,
      async (visit) => {
        const found = await readVersion(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit));
        if (!found.ok) return found;
        const { version, progress: said } = found.value;
        const ended = version.state !== 'building' && (version.state !== 'releasing' || version.reason !== undefined);
        return success({ ended, message: buildInWords(version.state, said) });
      },
      itself,
    ),
  },
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/evidence/:itemId/progress',
    action: 'evidence.read',
    says: 'How far the inspection of an item’s file is',
    answers: { status: 200, schema: progress },
    refusals: [404],
    handle: reply(
      progress,
      async (visit) => {
        const found = await readEvidence(visit.parts, visit.actor, param(visit, 'reviewId'), param(visit, 'itemId'));
        if (!found.ok) return found;
        const { state } = found.value.revision;
        return success({
          ended: state !== 'inspecting' && state !== 'awaiting-upload',
          message: inspectionInWords(state),
        });
      },
      itself,
    ),
  },
];
