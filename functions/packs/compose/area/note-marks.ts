/** Letters for the notes of one table: the same note has one letter, in the order in which the table needs them. */
export function noteMarks() {
  const marks = new Map<string, string>();
  return {
    /** The letter of a note: a to z, then aa, ab … */
    of: (note: string): string => {
      const mark = marks.get(note) ?? letterAt(marks.size);
      marks.set(note, mark);
      return mark;
    },
    notes: () => [...marks].map(([text, mark]) => ({ mark, text })),
  };
}

function letterAt(place: number): string {
  const last = String.fromCharCode(97 + (place % 26));
  return place < 26 ? last : `${letterAt(Math.floor(place / 26) - 1)}${last}`;
}
