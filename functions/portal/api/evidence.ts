import { listEvidence, readEvidence } from '../../evidence/list-evidence.ts';
import { requestUpload } from '../../evidence/request-upload.ts';
import { readReview } from '../../reviews/read-review.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';
import { evidenceDetails, replies } from './schemas.ts';

export const evidenceEndpoints: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/reviews/:reviewId/evidence',
    action: 'evidence.upload',
    says: 'Add an item of evidence; answers the form that takes its file, open for fifteen minutes',
    takes: { schema: evidenceDetails, as: 'json' },
    answers: { status: 201, schema: replies.upload },
    refusals: [404, 422],
    handle: reply(
      replies.upload,
      withBody(evidenceDetails, async (visit, details) => {
        const review = await readReview(visit.parts, visit.actor, param(visit, 'reviewId'));
        return review.ok ? requestUpload(visit.parts, visit.actor, review.value.reviewId, details) : review;
      }),
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/evidence',
    action: 'evidence.read',
    says: "A review's evidence in the pack's order, each item with its newest revision",
    answers: { status: 200, schema: replies.evidenceList },
    refusals: [404],
    handle: reply(
      replies.evidenceList,
      async (visit) => {
        const review = await readReview(visit.parts, visit.actor, param(visit, 'reviewId'));
        return review.ok ? listEvidence(visit.parts, visit.actor, review.value.reviewId) : review;
      },
      (evidence) => ({ evidence }),
    ),
  },
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/evidence/:itemId',
    action: 'evidence.read',
    says: 'One item: its state, and what the inspection found',
    answers: { status: 200, schema: replies.evidence },
    refusals: [404],
    handle: reply(
      replies.evidence,
      (visit) => readEvidence(visit.parts, visit.actor, param(visit, 'reviewId'), param(visit, 'itemId')),
      itself,
    ),
  },
];
