import type { TypesetRequest } from '../../functions/documents/typeset/typeset.ts';
import type { Block, Chapter, Content, Word } from './content.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The content as semantic HTML, one section for each chapter: ours and the browser's. */
export function bodyOf(content: Content): string {
  const entries = content.chapters.map(
    ({ id, title }) => `<li><a data-contents href="#${id}">${escaped(title)}</a></li>`,
  );
  const contents = `<section data-contents><h1>Contents</h1><ul>${entries.join('\n')}</ul></section>`;
  return [contents, ...content.chapters.map(chapter)].join('\n');
}

/** As the product asks for it. */
export function requestOf(content: Content): TypesetRequest {
  return {
    html: bodyOf(content),
    style: {
      title: content.title,
      author: 'Thornmere Council',
      language: 'en-GB',
      date: '2026-09-14T09:00:00Z',
      ...furniture,
      draft: false,
    },
    numbering: { kind: 'own' },
  };
}

/** What stands at the head and foot of every page. */
export const furniture = {
  runningHead: 'Thornmere Council: a bench',
  marking: 'OFFICIAL',
  versionLabel: 'Version 1',
  fingerprint: '3f9a 77c2',
};

function chapter({ id, title, ownPage, blocks }: Chapter): string {
  const notes = blocks.flatMap((block) => (block.kind === 'prose' ? block.words.filter(isNote) : []));
  return [
    `<section id="${id}"${ownPage ? ' data-break-before' : ''}><h1>${escaped(title)}</h1>`,
    ...blocks.map(html),
    notes.length === 0 ? '' : `<ol data-footnotes>${notes.map(noted).join('')}</ol>`,
    '</section>',
  ].join('\n');
}

const noted = ({ note, id }: { note: string; id: string }): string => `<li id="${id}">${escaped(note)}</li>`;

const isNote = (word: Word): word is { note: string; id: string } => typeof word !== 'string' && 'note' in word;

function html(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'prose':
      return `<p>${block.words.map(word).join('')}</p>`;
    case 'source':
      return `<p data-source>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'chart':
      return `<figure><figcaption>${escaped(block.caption)}</figcaption>${block.svg}</figure>`;
    case 'table':
      return table(block);
  }
}

function word(part: Word): string {
  if (typeof part === 'string') return escaped(part);
  if ('strong' in part) return `<strong>${escaped(part.strong)}</strong>`;
  if ('link' in part) return `<a href="${part.href}">${escaped(part.link)}</a>`;
  return `<a data-footnote href="#${part.id}">note</a>`;
}

function table({ caption, head, rows, numbers, widths }: Extract<Block, { kind: 'table' }>): string {
  const numeric = (column: number) => (column > 0 && column <= numbers ? ' data-numeric' : '');
  const columns = head.map((name, column) => `<th scope="col"${numeric(column)}>${name}</th>`).join('');
  const cells = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? `<th scope="row">${cell}</th>` : `<td${numeric(column)}>${cell}</td>`))
      .join('');
  const body = rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n');
  const given = widths === undefined ? '' : ` data-widths="${widths}"`;
  return `<table${given}><caption>${escaped(caption)}</caption><thead><tr>${columns}</tr></thead><tbody>${body}</tbody></table>`;
}
