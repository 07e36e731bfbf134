import { success } from '../../platform/outcome.ts';
import { createReview } from '../../reviews/create-review.ts';
import { reviewDetails } from '../../reviews/model.ts';
import { listReviews, readNarrative, readReview } from '../../reviews/read-review.ts';
import { saveNarrative } from '../../reviews/save-narrative.ts';
import { saveTeam } from '../../reviews/save-team.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';
import { narrativeBody, replies, teamBody } from './schemas.ts';

export const reviewEndpoints: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/reviews',
    action: 'review.create',
    says: 'Create a review',
    takes: { schema: reviewDetails, as: 'json' },
    answers: { status: 201, schema: replies.review },
    refusals: [404, 422],
    handle: reply(
      replies.review,
      withBody(reviewDetails, ({ parts, actor }, details) => createReview(parts, actor, details)),
      itself,
      { status: 201, location: ({ reviewId }) => `/api/v1/reviews/${reviewId}` },
    ),
  },
  {
    method: 'get',
    path: '/api/v1/reviews',
    action: 'review.list',
    says: 'The reviews that you may open, newest first',
    answers: { status: 200, schema: replies.reviews },
    refusals: [404],
    handle: reply(
      replies.reviews,
      async ({ parts, actor }) => success({ reviews: await listReviews(parts, actor) }),
      itself,
    ),
  },
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId',
    action: 'review.read',
    says: 'One review',
    answers: { status: 200, schema: replies.review },
    refusals: [404],
    handle: reply(replies.review, (visit) => readReview(visit.parts, visit.actor, param(visit, 'reviewId')), itself),
  },
  {
    method: 'put',
    path: '/api/v1/reviews/:reviewId/team',
    action: 'review.write',
    says: 'Replace the review team',
    takes: { schema: teamBody, as: 'json' },
    answers: { status: 200, schema: replies.review },
    refusals: [404, 422],
    handle: reply(
      replies.review,
      withBody(teamBody, (visit, { team }) => saveTeam(visit.parts, visit.actor, param(visit, 'reviewId'), team)),
      itself,
    ),
  },
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/narrative',
    action: 'narrative.read',
    says: "Every section of the narrative, in the framework's order",
    answers: { status: 200, schema: replies.narrative },
    refusals: [404],
    handle: reply(
      replies.narrative,
      (visit) => readNarrative(visit.parts, visit.actor, param(visit, 'reviewId')),
      (sections) => ({ sections }),
    ),
  },
  {
    method: 'put',
    path: '/api/v1/reviews/:reviewId/narrative/:sectionId',
    action: ['narrative.write', 'scrutiny.write'],
    says: 'Save one section, if it is yours to write; refused as stale when somebody saved another edition meanwhile',
    takes: { schema: narrativeBody, as: 'json' },
    answers: { status: 200, schema: replies.section },
    refusals: [404, 409, 422],
    handle: reply(
      replies.section,
      withBody(narrativeBody, (visit, change) =>
        saveNarrative(visit.parts, visit.actor, param(visit, 'reviewId'), param(visit, 'sectionId'), change),
      ),
      itself,
    ),
  },
];
