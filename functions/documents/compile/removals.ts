import { PDFArray, type PDFContext, PDFDict, type PDFObject, PDFRawStream } from 'pdf-lib';
import { Reader } from './access.ts';
import type { Removal } from './model.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  JavaScript: 'script',
  Launch: 'launch',
  GoToR: 'remote',
  GoToE: 'remote',
  SubmitForm: 'submit',
  ImportData: 'submit',
  ResetForm: 'form-action',
  Hide: 'form-action',
  Rendition: 'media',
  Movie: 'media',
  Sound: 'media',
  RichMediaExecute: 'media',
};

/** Annotations that act by themselves, without an action. */
const MEDIA: ReadonlySet<string> = new Set(['RichMedia', '3D']);

const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  script: ['script', 'scripts'],
  launch: ['link that starts a program', 'links that start a program'],
  remote: ['link into another file', 'links into other files'],
  submit: ['action that sends or fetches form data', 'actions that send or fetch form data'],
  'form-action': ['action of a form', 'actions of a form'],
  media: ['sound or film', 'sounds or films'],
  link: [
    'link that is not to a web page, a mail address or a page here',
    'links that are not to web pages, mail addresses or pages here',
  ],
  attachment: ['attached file', 'attached files'],
  xfa: ['form with programs of its own (XFA)', 'forms with programs of their own (XFA)'],
};

/**
 * Counts what the allow-list leaves behind and what keeps an original from being given out: what acts, and what leads or is elsewhere. Not
 * signatures, which are told of one by one (signatures/). Looks at every object once, none through references. */
export function countRemovals(context: PDFContext): Removal[] {
  const reader = new Reader(context);
  const counts = new Map<string, number>();
  for (const [, object] of context.enumerateIndirectObjects()) look(reader, object, counts, 0);
  return Object.keys(WORDS).flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    const [one, many] = WORDS[kind] ?? ['', ''];
    return count > 0 ? [{ kind, count, words: `${count} ${count === 1 ? one : many}` }] : [];
  });
}

function look(reader: Reader, value: PDFObject, counts: Map<string, number>, depth: number): void {
  if (depth > 100) return;
  if (value instanceof PDFArray) for (const entry of value.asArray()) look(reader, entry, counts, depth + 1);
  const dict = value instanceof PDFRawStream ? value.dict : value;
  if (!(dict instanceof PDFDict)) return;
  const kind = kindOf(reader, dict);
  if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const [, entry] of dict.entries()) look(reader, entry, counts, depth + 1);
}

function kindOf(reader: Reader, dict: PDFDict): string | undefined {
  const action = reader.name(dict, 'S') ?? '';
  if (action === 'URI') return isWeb(reader, dict) ? undefined : 'link';
  if (Object.hasOwn(ACTIONS, action)) return ACTIONS[action];
  if (MEDIA.has(reader.name(dict, 'Subtype') ?? '')) return 'media';
  if (reader.get(dict, 'XFA')) return 'xfa';
  return reader.dict(dict, 'EF') ? 'attachment' : undefined;
}

function isWeb(reader: Reader, dict: PDFDict): boolean {
  return /^(https?:\/\/|mailto:|pack:)/i.test((reader.text(dict, 'URI') ?? '').trim());
}
