import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { faults, StoreFault } from './fault.ts';
import type { Written } from './incoming.ts';
import { verifyPolicy } from './post-policy.ts';
import { header, type StoreContext, type StoreRequest, send, sendXml, versionHeaders } from './request.ts';
import { retentionOfNew } from './retention.ts';
import type { Credentials } from './signature.ts';
import type { Version } from './version.ts';
import { document } from './xml.ts';

interface ReceivedForm {
  fields: ReadonlyMap<string, string>;
  written: Written;
}

const mostFieldBytes = 20 * 1024;
/** Replaced in every field by the file's name, before the policy is checked. */
const fileNameVariable = '${' + 'filename}';

/** Whatever the browser sent as the file's name, without a path. */
function baseName(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? '';
}

async function* within(source: Readable, smallest: number, largest: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const bytes of source as AsyncIterable<Uint8Array>) {
    size += bytes.length;
    if (size > largest) throw faults.tooLarge();
    yield bytes;
  }
  if (size < smallest) throw faults.tooSmall();
}

/** Reads the form. The policy is verified before the first byte of the file is kept; a cut-off body is an error. */
function receiveForm(context: StoreContext, request: StoreRequest, credentials: Credentials): Promise<ReceivedForm> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>([['bucket', request.bucket]]);
    let receiving: Promise<Written> | undefined;
    const parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 40, fieldSize: mostFieldBytes },
    });
    const fail = (error: unknown) => {
      request.body.unpipe(parser);
      // The file may be half written; `receive` clears it when its source breaks.
      parser.destroy();
      void Promise.resolve(receiving).then(
        async (written) => {
          if (written !== undefined) await context.storage.discard(written);
          reject(error);
        },
        () => reject(error),
      );
    };
    parser.on('field', (name, value, info) => {
      const plain = name.toLowerCase();
      if (receiving !== undefined) return;
      if (info.valueTruncated || info.nameTruncated) fail(faults.badForm('A field is too long.'));
      else if (plain === 'bucket') {
        // The bucket is the one of the address; the form may name it again, but not another.
        if (value !== request.bucket) fail(faults.badForm('The field bucket does not match the address.'));
      } else if (fields.has(plain)) fail(faults.badForm(`The field ${plain} appears twice.`));
      else fields.set(plain, value);
    });
    parser.on('file', (name, file, info) => {
      // Whoever reads the file gets its error; this keeps one that nobody reads from ending the process.
      file.on('error', () => undefined);
      try {
        if (name !== 'file') throw faults.badForm("The file's field must be named 'file'.");
        for (const [field, value] of fields)
          fields.set(field, value.replaceAll(fileNameVariable, baseName(info.filename ?? '')));
        const allowed = verifyPolicy(fields, credentials);
        receiving = context.storage.receive(within(file, allowed.smallest, allowed.largest));
        receiving.catch(fail);
      } catch (error) {
        file.resume();
        fail(error);
      }
    });
    parser.on('filesLimit', () => fail(faults.badForm('A form may post one file.')));
    parser.on('error', () => fail(faults.incomplete()));
    parser.on('close', () => {
      if (receiving === undefined) fail(faults.badForm('POST requires exactly one file upload per request.'));
      else receiving.then((written) => resolve({ fields, written }), fail);
    });
    request.body.on('error', () => fail(faults.incomplete()));
    request.body.pipe(parser);
  });
}

/** After the upload: a redirect when the form asks for one, else the status that it asks for (200, 201), else 204. */
function answer(
  context: StoreContext,
  version: Version,
  fields: ReadonlyMap<string, string>,
  response: ServerResponse,
): void {
  const headers = { etag: `"${version.etag}"`, ...versionHeaders(context, version) };
  const redirect = fields.get('success_action_redirect') ?? '';
  if (URL.canParse(redirect)) {
    const target = new URL(redirect);
    target.searchParams.set('bucket', version.bucket);
    target.searchParams.set('key', version.key);
    target.searchParams.set('etag', `"${version.etag}"`);
    send(response, 303, { ...headers, location: target.href });
    return;
  }
  const status = fields.get('success_action_status');
  if (status === '201') {
    sendXml(
      response,
      201,
      document('PostResponse', { Bucket: version.bucket, Key: version.key, ETag: headers.etag }),
      headers,
    );
  } else send(response, status === '200' ? 200 : 204, headers);
}

/** PostObject: a browser's form, straight to the bucket. */
export async function postObject(
  context: StoreContext,
  request: StoreRequest,
  response: ServerResponse,
  credentials: Credentials,
): Promise<void> {
  if (!(header(request, 'content-type') ?? '').startsWith('multipart/form-data')) {
    throw new StoreFault('PreconditionFailed', 412, 'Bucket POST must be of the enclosure-type multipart/form-data');
  }
  const { fields, written } = await receiveForm(context, request, credentials);
  const metadata = [...fields]
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), value]);
  const version = await context.storage.commit(request.bucket, fields.get('key') ?? '', written, {
    contentType: fields.get('content-type') ?? 'binary/octet-stream',
    metadata: Object.fromEntries(metadata),
    etag: written.md5,
    onlyIfAbsent: false,
    retainUntil: retentionOfNew(context, request),
  });
  context.created(version);
  answer(context, version, fields, response);
}
