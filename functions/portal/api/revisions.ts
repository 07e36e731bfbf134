import { z } from 'zod';
import { readRevisions } from '../../evidence/list-evidence.ts';
import { requestRevision } from '../../evidence/request-revision.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';
import { replies } from './schemas.ts';

const path = '/api/v1/reviews/:reviewId/evidence/:itemId/revisions';

const revisions = z.object({
  revisions: z.array(replies.evidence.shape.revision),
  currentRevision: z.string().optional().describe('The one that packs take: the newest that was judged'),
});

export const revisionEndpoints: readonly Endpoint[] = [
  {
    method: 'post',
    path,
    action: 'evidence.upload',
    says: 'Give an item a new file; answers the form that takes it. The old file stays until the new one has been judged',
    answers: { status: 201, schema: replies.upload },
    refusals: [404],
    handle: reply(
      replies.upload,
      (visit) => requestRevision(visit.parts, visit.actor, param(visit, 'reviewId'), param(visit, 'itemId')),
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'get',
    path,
    action: 'evidence.read',
    says: 'Every file that was asked for of one item, newest first',
    answers: { status: 200, schema: revisions },
    refusals: [404],
    handle: reply(
      revisions,
      (visit) => readRevisions(visit.parts, visit.actor, param(visit, 'reviewId'), param(visit, 'itemId')),
      itself,
    ),
  },
];
