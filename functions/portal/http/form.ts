import type { z } from 'zod';
import type { Problem } from '../../platform/outcome.ts';
import type { PortalContext } from '../model.ts';

/** What was typed, field by field, as it goes back into the form when something is wrong. */
export type Values = Record<string, string>;
/** What is wrong, by the id of the field that has to change. */
export type FieldErrors = Record<string, string>;

/** A form's fields. Browsers send line ends as CRLF; ours are LF. Files are left out, of a field sent twice the last counts. */
export async function readForm(context: PortalContext): Promise<Values> {
  const body = await context.req.parseBody();
  const texts = Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')] as const] : [],
  );
  return Object.fromEntries(texts);
}

/** Every value of a field that may be sent several times: a group of checkboxes. */
export async function readChoices(context: PortalContext, name: string): Promise<string[]> {
  const sent = (await context.req.parseBody({ all: true }))[name] ?? [];
  return (Array.isArray(sent) ? sent : [sent]).filter((value) => typeof value === 'string');
}

const dateParts = ['day', 'month', 'year'] as const;

/** The ISO date of three fields `name-day`, `name-month`, `name-year`; empty when they make no real date. */
export function dateOf(values: Values, name: string): string {
  const [day = '', month = '', year = ''] = dateParts.map((part) => (values[`${name}-${part}`] ?? '').trim());
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return '';
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(iso) ? iso : '';
}

/** The three fields of a date, for a form that is shown with one. */
export function dateValues(name: string, iso: string): Values {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { [`${name}-day`]: String(Number(day)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year };
}

/** How a field is named in a message, and how it is filled. The order of fields is that of the page. */
export interface Field {
  /** With its article: 'the title of the review'. */
  noun: string;
  kind?: 'text' | 'choice' | 'date';
  /** Said instead of the usual sentence when it isn't empty and isn't right. */
  wrong?: string;
}
export type Fields = Record<string, Field>;

/** Holds what was typed against a schema; what is wrong comes back as sentences for the fields. */
export function checkForm<S extends z.ZodType>(
  schema: S,
  input: unknown,
  fields: Fields,
  values: Values,
): { ok: true; value: z.output<S> } | { ok: false; errors: FieldErrors } {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const wrong = new Map(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue]));
  const errors: FieldErrors = {};
  for (const [name, field] of Object.entries(fields)) {
    const issue = wrong.get(name);
    if (!issue) continue;
    if (field.kind === 'date') errors[`${name}-day`] = dateError(name, field, values);
    else errors[name] = fieldError(field, (values[name] ?? '').trim(), issue);
    wrong.delete(name);
  }
  if (wrong.size > 0) throw new Error(`No field of the form answers for ${[...wrong.keys()].join(', ')}`);
  return { ok: false, errors };
}

function fieldError(field: Field, typed: string, issue: z.core.$ZodIssue): string {
  if (field.kind === 'choice') return `Choose ${field.noun}`;
  if (typed === '') return `Enter ${field.noun}`;
  if (field.wrong) return field.wrong;
  if (issue.code === 'too_big') return `${capital(field.noun)} must be ${issue.maximum} characters or fewer`;
  return `Enter ${field.noun} again: ${issue.message}`;
}

function dateError(name: string, field: Field, values: Values): string {
  const missing = dateParts.filter((part) => (values[`${name}-${part}`] ?? '').trim() === '');
  if (missing.length === dateParts.length) return `Enter ${field.noun}`;
  if (missing.length > 0) return `${capital(field.noun)} must include a ${missing.join(' and a ')}`;
  return `${capital(field.noun)} must be a real date, such as 31 3 2026`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What a use case found wrong with single fields. What belongs to no field stands under `otherwise`. */
export function errorsFrom(
  problems: readonly Problem[] | undefined,
  fields: Fields,
  otherwise: string,
  message: string,
): FieldErrors {
  const found = (problems ?? []).flatMap(({ where, message: text }) => {
    const field = fields[where];
    return field ? [[field.kind === 'date' ? `${where}-day` : where, text] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : { [otherwise]: message };
}
