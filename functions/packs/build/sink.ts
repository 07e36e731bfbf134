import { PassThrough } from 'node:stream';
import type { Sink } from '../../documents/model.ts';
import type { Parts } from '../../platform/parts.ts';

/** No more than this waits for the store. */
const bufferBytes = 8 * 1024 * 1024;

/**
 * Has a file of a version written straight into the store. One that is there already stays: the same key always has the same bytes. When
 * either side fails, the other is ended too and nothing is stored.
 */
export async function sinkToStore<T>(
  { objects }: Pick<Parts, 'objects'>,
  key: string,
  contentType: string,
  write: (sink: Sink) => Promise<T>,
): Promise<T> {
  const stream = new PassThrough({ highWaterMark: bufferBytes });
  const stored = objects.put('packs', key, stream, { contentType, onlyIfAbsent: true });
  // What the store says is waited for below; until then it ends the writing.
  stored.catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    const result = await write(sinkTo(stream));
    stream.end();
    await stored;
    return result;
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    await stored.catch(() => undefined);
    throw error;
  }
}

function sinkTo(stream: PassThrough): Sink {
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        // A copy: the writer uses its buffer again, and the store may still be reading from the stream.
        stream.write(Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
      }),
  };
}
