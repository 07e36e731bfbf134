/** A text string of PDF: UTF-16, as a hexadecimal string. */
export function textString(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** `D:20260914090000Z`, in UTC. */
export function dateString(iso: string): string {
  return `(D:${isoSeconds(iso).replace(/[-:T]/g, '')})`;
}

/** `2026-09-14T09:00:00Z`. Throws when the date is none: plans come from manifests, whose dates were checked. */
export function isoSeconds(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19)}Z`;
}

export function reference(number: number): string {
  return `${number} 0 R`;
}

export function references(numbers: ArrayLike<number>): string {
  return Array.from(numbers, reference).join(' ');
}

export function escapeXml(text: string): string {
  const safe = [...text]
    .filter((character) => character >= ' ' && character !== '\ufffe' && character !== '\uffff')
    .join('');
  return safe.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
