import type { Problem } from '../../platform/outcome.ts';
import { dateInWords } from '../figure.ts';
import type { Observation } from '../model.ts';
import { findAuthority } from '../neighbours/authorities.ts';
import { neighboursOf } from '../neighbours/models.ts';
import type { FiguresSource } from '../reading.ts';
import type { ColumnReader } from './column-readers.ts';
import type { TidyContext } from './context.ts';

interface Told {
  source: FiguresSource;
  context: TidyContext;
  observations: readonly Observation[];
  readers: readonly ColumnReader[];
  /** Rows of two authorities together: how the file calls them, and the first of their rows. */
  joint: ReadonlyMap<string, number>;
  /** Columns that the mapping doesn't know. */
  unknown: readonly string[];
}

/** What looks wrong in a file that was read, and may be right. */
export function notices({ source, context, observations, readers, joint, unknown }: Told): Problem[] {
  const { authority, mapping, neighbours } = context;
  const own = findAuthority(authority);
  const dates = [...new Set(observations.map((one) => one.date))].sort();
  const latest = dates.at(-1) ?? '';
  const told: Problem[] = [];
  const say = (where: string, found: string, expected: string, message: string) =>
    told.push({ where: [source.name, where].filter(Boolean).join(', '), found, expected, message });

  if (unknown.length > 0) {
    say(
      'row 1',
      unknown.join(', '),
      'columns of the mapping',
      `The mapping “${mapping.name}” doesn’t know these columns: they are left out.`,
    );
  }
  for (const reader of readers.filter(({ rows }) => rows === 0)) {
    const message = `No row has ${reader.filters.join(' and ') || 'this column'}: nothing was read of ${reader.indicator.label}.`;
    say(`column ${reader.column}`, 'no such row', reader.filters.join(' and ') || 'a row', message);
  }
  for (const [name, row] of joint) {
    say(
      `row ${row}`,
      name,
      'one authority in a row',
      `${name} stand in one row: it is neither’s own figure, and is left out for both.`,
    );
  }
  const ofOwn = observations
    .filter(({ place }) => place.kind === 'authority')
    .map(({ date }) => date)
    .sort();
  const name = own?.name ?? authority;
  if (ofOwn.length === 0) say('', 'no row', `rows of ${name}`, `The file has no figures of ${name}.`);
  else if (ofOwn.at(-1) !== latest) {
    const after = own?.until === undefined ? '' : ` It was replaced after ${dateInWords(own.until)}.`;
    say(
      '',
      `figures of ${name} up to ${ofOwn.at(-1)}`,
      `up to ${latest}`,
      `${name} has no figures of the latest period.${after}`,
    );
  } else if (ofOwn[0] !== dates[0]) {
    say(
      '',
      `figures of ${name} from ${ofOwn[0]}`,
      `from ${dates[0]}`,
      `${name} has no figures before ${dateInWords(ofOwn[0] ?? '')}. Those of an authority before it are not its own, and are left out.`,
    );
  }
  const there = new Set(observations.filter(({ date }) => date === latest).map(({ place }) => place.code));
  for (const model of neighbours) {
    const ten = neighboursOf(model, authority);
    if (ten.length === 0) {
      say('', `no group of ${name}`, 'ten neighbours', `The model of ${model.year} has no neighbours of ${name}.`);
      continue;
    }
    const gone = ten.filter(({ old }) => !there.has(findAuthority(old)?.code ?? old));
    if (gone.length > 0) {
      const names = gone.map(({ old }) => findAuthority(old)?.name ?? old).join(', ');
      say(
        '',
        `no row of ${names} at ${latest}`,
        `the ten neighbours by the model of ${model.year}`,
        `A mean of the neighbours by the model of ${model.year} leaves ${names} out.`,
      );
    }
  }
  return told;
}
