import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkForm, dateOf, dateValues, errorsFrom, type Fields } from '../../../functions/portal/http/form.ts';

const fields: Fields = {
  title: { noun: 'the title' },
  days: { noun: 'the number of days', wrong: 'The number of days must be a whole number from 1 to 30' },
  on: { noun: 'the date', kind: 'date' },
  marking: { noun: 'the marking', kind: 'choice' },
};
const schema = z.strictObject({
  title: z.string().trim().min(1).max(10),
  days: z.int().min(1).max(30),
  on: z.iso.date(),
  marking: z.enum(['OFFICIAL']),
});

function errorsOf(values: Record<string, string>) {
  const days = /^\d+$/.test(values.days ?? '') ? Number(values.days) : undefined;
  const input = { title: values.title, days, on: dateOf(values, 'on'), marking: values.marking };
  const checked = checkForm(schema, input, fields, values);
  return checked.ok ? {} : checked.errors;
}

describe('a form', () => {
  it('says what to enter, in the order of the page', () => {
    expect(Object.entries(errorsOf({}))).toEqual([
      ['title', 'Enter the title'],
      ['days', 'Enter the number of days'],
      ['on-day', 'Enter the date'],
      ['marking', 'Choose the marking'],
    ]);
  });

  it('says what is wrong with what was typed', () => {
    const values = { title: 'x'.repeat(11), days: '31', 'on-day': '31', 'on-year': '2026', marking: 'SECRET' };
    expect(errorsOf(values)).toEqual({
      title: 'The title must be 10 characters or fewer',
      days: 'The number of days must be a whole number from 1 to 30',
      'on-day': 'The date must include a month',
      marking: 'Choose the marking',
    });
  });

  it('takes a date in parts, and only a real one', () => {
    const typed = (day: string, month: string, year: string) => ({ 'on-day': day, 'on-month': month, 'on-year': year });
    expect(dateOf(typed('6', '3', '2026'), 'on')).toBe('2026-03-06');
    expect(dateOf(typed(' 29 ', '02', '2028'), 'on')).toBe('2028-02-29');
    for (const unreal of [
      typed('29', '2', '2026'),
      typed('31', '4', '2026'),
      typed('1', '1', '26'),
      typed('a', '1', '2026'),
    ]) {
      expect(dateOf(unreal, 'on')).toBe('');
      expect(errorsOf({ title: 'A', days: '1', marking: 'OFFICIAL', ...unreal })).toEqual({
        'on-day': 'The date must be a real date, such as 31 3 2026',
      });
    }
    expect(dateOf(dateValues('on', '2026-03-06'), 'on')).toBe('2026-03-06');
  });

  it('places what a use case found at its field, or at the one that is named for the rest', () => {
    const problem = { where: 'on', message: 'It ends before it starts.' };
    expect(errorsFrom([problem], fields, 'title', 'Wrong.')).toEqual({ 'on-day': 'It ends before it starts.' });
    expect(errorsFrom(undefined, fields, 'title', 'Wrong.')).toEqual({ title: 'Wrong.' });
  });

  it('treats a schema with a field that the form lacks as a bug', () => {
    expect(() => checkForm(schema.extend({ more: z.string() }), {}, fields, {})).toThrow('more');
  });
});
