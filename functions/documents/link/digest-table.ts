const WORDS = 8;
const SEGMENT = 4_096;

/**
 * What is known of each digest (32 bytes): a number, 0 at first. Some fifty bytes a digest, without objects or strings: an open table
 * (linear probing, at most half full) over entries in segments.
 */
export class DigestTable {
  private slots = new Uint32Array(1_024);
  private readonly digests: Uint32Array[] = [];
  private readonly values: Uint32Array[] = [];
  private size = 0;

  /** The entry of a digest: eight words from `at` in `words`. Made when it isn't there yet. */
  entry(words: Uint32Array, at: number): number {
    const mask = this.slots.length - 1;
    // A digest is as good as random: its first word spreads well enough.
    let slot = (words[at] ?? 0) & mask;
    for (let found = this.slots[slot] ?? 0; found !== 0; found = this.slots[slot] ?? 0) {
      if (this.equals(found - 1, words, at)) return found - 1;
      slot = (slot + 1) & mask;
    }
    return this.insert(slot, words, at);
  }

  value(entry: number): number {
    return this.values[Math.floor(entry / SEGMENT)]?.[entry % SEGMENT] ?? 0;
  }

  set(entry: number, value: number): void {
    const some = this.values[Math.floor(entry / SEGMENT)];
    if (some) some[entry % SEGMENT] = value;
  }

  private insert(slot: number, words: Uint32Array, at: number): number {
    const entry = this.size;
    if (entry % SEGMENT === 0) {
      this.digests.push(new Uint32Array(SEGMENT * WORDS));
      this.values.push(new Uint32Array(SEGMENT));
    }
    this.digests[Math.floor(entry / SEGMENT)]?.set(words.subarray(at, at + WORDS), (entry % SEGMENT) * WORDS);
    this.slots[slot] = entry + 1;
    this.size += 1;
    if (this.size * 2 > this.slots.length) this.grow();
    return entry;
  }

  private grow(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let entry = 0; entry < this.size; entry += 1) {
      let slot = (this.digests[Math.floor(entry / SEGMENT)]?.[(entry % SEGMENT) * WORDS] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = entry + 1;
    }
  }

  private equals(entry: number, words: Uint32Array, at: number): boolean {
    const kept = this.digests[Math.floor(entry / SEGMENT)];
    const from = (entry % SEGMENT) * WORDS;
    for (let word = 0; word < WORDS; word += 1) if (kept?.[from + word] !== words[at + word]) return false;
    return true;
  }
}
