/** What an item adds to a volume. */
export interface VolumeItem {
  /** All pages that it brings, its coversheet included. */
  pages: number;
  /** Size of its compiled object; 0 when it has none (a slip sheet). */
  bytes: number;
}

export interface VolumeLimits {
  pages: number;
  bytes: number;
}

/** A volume that a person can still open, send and print. */
export const VOLUME_LIMITS: VolumeLimits = { pages: 1_500, bytes: 250_000_000 };

/**
 * Which items are in which volume: in order, each filled up to its limits, no item divided. An item beyond the limits has a volume of
 * its own. A pure function of the manifest, so that every build of a version has the same volumes; always at least one volume.
 */
export function splitVolumes<T extends VolumeItem>(items: readonly T[], limits = VOLUME_LIMITS): T[][] {
  const volumes: T[][] = [];
  let volume: T[] = [];
  let pages = 0;
  let bytes = 0;
  for (const item of items) {
    if (volume.length > 0 && (pages + item.pages > limits.pages || bytes + item.bytes > limits.bytes)) {
      volumes.push(volume);
      volume = [];
      pages = 0;
      bytes = 0;
    }
    volume.push(item);
    pages += item.pages;
    bytes += item.bytes;
  }
  volumes.push(volume);
  return volumes;
}
