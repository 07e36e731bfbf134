import type { Role } from '../../access/model.ts';

export { begins, day, days, ends, moment } from '../../access/british-dates.ts';

const numberFormat = new Intl.NumberFormat('en-GB');
const decimalFormat = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** '12,345' */
export function number(value: number): string {
  return numberFormat.format(value);
}

/** '1 version', '3 versions'. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** '812 bytes', '34.2 KB', '1.6 MB': thousands, as file managers count. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${decimalFormat.format(bytes / 1000)} KB`;
  return `${decimalFormat.format(bytes / 1_000_000)} MB`;
}

const stateWords: Record<string, string> = {
  'awaiting-upload': 'Waiting for its file',
  inspecting: 'Being checked',
  ready: 'Ready',
  reading: 'Being read',
  imported: 'Imported',
  discarded: 'Discarded',
  replaced: 'Replaced',
  undone: 'Undone',
  'in-force': 'Stands',
  refused: 'Refused',
  abandoned: 'No file arrived',
  building: 'Building',
  built: 'Awaiting approval',
  returned: 'Returned',
  approved: 'Approved',
  releasing: 'Being released',
  withdrawn: 'Withdrawn',
  failed: 'Failed',
  released: 'Released',
  superseded: 'Superseded',
  provisional: 'Provisional',
  final: 'Final',
  revised: 'Revised',
  met: 'Met',
  'within-tolerance': 'Within tolerance',
  'not-met': 'Not met',
  'not-yet': 'Not yet met',
  'no-figure': 'No figure',
  clean: 'No threats found',
  'not-scanned-local-run': 'Not scanned (local run)',
};

/** A state as people read it. A state without words is a bug of ours. */
export function stateWord(state: string): string {
  const word = stateWords[state];
  if (word === undefined) throw new Error(`No words for the state "${state}"`);
  return word;
}

const roleWords: Record<Role, string> = {
  officer: 'Officer',
  'agency-contributor': 'Agency contributor',
  'data-officer': 'Data officer',
  nominee: 'Nominee',
  approver: 'Approver',
  'independent-scrutineer': 'Independent scrutineer',
  'democratic-services': 'Democratic services',
  'information-governance': 'Information governance',
  'lead-peer': 'Lead peer',
  peer: 'Peer',
  reviewer: 'Reviewer',
  member: 'Member',
  administrator: 'Administrator',
};

/** A role as people call it; a group that is no role of ours is shown as it stands. */
export function roleWord(role: string): string {
  return Object.hasOwn(roleWords, role) ? roleWords[role as Role] : role;
}

const stateColours: Record<string, string> = {
  'awaiting-upload': 'yellow',
  inspecting: 'blue',
  reading: 'blue',
  imported: 'green',
  'in-force': 'green',
  building: 'blue',
  ready: 'green',
  built: 'yellow',
  approved: 'green',
  releasing: 'blue',
  returned: 'red',
  withdrawn: 'red',
  released: 'turquoise',
  refused: 'red',
  failed: 'red',
  revised: 'purple',
  provisional: 'yellow',
  final: 'green',
  met: 'green',
  'within-tolerance': 'yellow',
  'not-met': 'red',
  'not-yet': 'blue',
};

/** The colour of a state's tag. Its word says the same, so that nobody needs to see the colour. */
export function stateColour(state: string): string {
  return stateColours[state] ?? 'grey';
}
