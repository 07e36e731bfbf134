import { z } from 'zod';
import { type Review, type TeamMember, teamMember } from '../../reviews/model.ts';
import { saveTeam } from '../../reviews/save-team.ts';
import { checkForm, type FieldErrors, type Fields, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';
import type { PortalContext } from '../model.ts';

const parts = ['name', 'post', 'authority', 'part'] as const;
const mostMembers = 30;
const fewestRows = 4;

export const showTeam = onReview(async ({ context }, review) => {
  const values = review.team.flatMap((member, row) => parts.map((part) => [`${part}-${row}`, member[part]] as const));
  return form(context, review, Object.fromEntries(values), review.team.length, {});
});

/** Rows left empty are nobody; a row half filled is somebody whose rest is missing. */
export const saveTeamPage = onReview(async ({ context, parts: rooms, actor }, review) => {
  const values = await readForm(context);
  const rows = rowsIn(values);
  const team: TeamMember[] = [];
  let errors: FieldErrors = {};
  for (const row of rows) {
    if (values[`remove-${row}`] === 'yes') continue;
    const checked = checkMember(values, row);
    if (checked.ok) team.push(checked.value);
    else errors = { ...errors, ...checked.errors };
  }
  if (Object.keys(errors).length > 0) return form(context, review, values, rows.length, errors);
  const saved = await saveTeam(rooms, actor, review.reviewId, team);
  if (!saved.ok) return fail(context, saved);
  const again = values.next === 'more' && team.length < mostMembers;
  return seeOther(context, `/reviews/${review.reviewId}${again ? '/team' : ''}`);
});

function rowsIn(values: Values): number[] {
  return Array.from({ length: mostMembers }, (_, row) => row).filter((row) =>
    parts.some((part) => (values[`${part}-${row}`] ?? '').trim() !== ''),
  );
}

function checkMember(values: Values, row: number) {
  const who = `person ${row + 1}`;
  const fields: Fields = {
    [`name-${row}`]: { noun: `the name of ${who}` },
    [`post-${row}`]: { noun: `the post of ${who}` },
    [`authority-${row}`]: { noun: `the home authority of ${who}` },
    [`part-${row}`]: { noun: `the part that ${who} plays` },
  };
  const shape = z
    .strictObject(Object.fromEntries(parts.map((part) => [`${part}-${row}`, teamMember.shape[part]])))
    .transform((filled) => teamMember.parse(Object.fromEntries(parts.map((part) => [part, filled[`${part}-${row}`]]))));
  const input = Object.fromEntries(parts.map((part) => [`${part}-${row}`, values[`${part}-${row}`] ?? ''] as const));
  return checkForm(shape, input, fields, values);
}

function form(context: PortalContext, review: Review, values: Values, filled: number, errors: FieldErrors): Response {
  const rows = Math.min(mostMembers, Math.max(fewestRows, filled + 1));
  const model = {
    title: 'Review team',
    crumbs: crumbs(review),
    review,
    values,
    errors,
    rows: Array.from({ length: rows }, (_, row) => ({
      row,
      person: row + 1,
      filled: row < filled,
      name: `name-${row}`,
      post: `post-${row}`,
      authority: `authority-${row}`,
      part: `part-${row}`,
      remove: `remove-${row}`,
    })),
  };
  return page(context, 'reviews/team', model, Object.keys(errors).length > 0 ? 422 : 200);
}
