import { Parser } from 'htmlparser2';
import { UnreadableWorkbook } from './model.ts';

type Attributes = Readonly<Record<string, string>>;

/** What is done with the parts of an XML file as they come by. Names are without their prefix. */
export interface Listener {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(text: string): void;
}

/** Deeper than any part of a workbook goes; every level costs memory. */
const mostDepth = 100;

/**
 * Reads an XML file in pieces, and hands over control after each: what the listener has gathered by then can be passed on. Knows no entities
 * but XML's own, so none can be made to grow. Throws `UnreadableWorkbook`.
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, listener: Listener): AsyncIterable<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > mostDepth) throw new UnreadableWorkbook('damaged');
        listener.open(local(name), attributes);
      },
      onclosetag(name) {
        depth -= 1;
        listener.close(local(name));
      },
      ontext: (text) => listener.text?.(text),
    },
    { xmlMode: true },
  );
  for await (const piece of bytes) {
    parser.write(decoded(() => decoder.decode(piece, { stream: true })));
    yield;
  }
  parser.write(decoded(() => decoder.decode()));
  // The parser would forgive what a program that was cut off left open.
  if (depth !== 0) throw new UnreadableWorkbook('damaged');
  parser.end();
  yield;
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch (error) {
    throw new UnreadableWorkbook('damaged', { cause: error });
  }
}

/** Reads the whole of a small part. */
export async function readWholeXml(bytes: AsyncIterable<Uint8Array>, listener: Listener): Promise<void> {
  for await (const _ of readXml(bytes, listener));
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An attribute by its name without prefix: `r:id` is called otherwise by some programs. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  const key = Object.keys(attributes).find((each) => each.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}
