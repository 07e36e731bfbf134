import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { contentDisposition } from './content-disposition.ts';

export interface UploadFormOptions {
  /** The largest file, in bytes. The smallest is 1. */
  maxBytes: number;
  /** When given, the form must send exactly this type. */
  contentType?: string;
  expiresSeconds: number;
  /** Where the browser goes after the upload. */
  redirectTo?: string;
}

/** A form that posts one file straight to the bucket. The `fields` go before the file, as hidden inputs. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
}

export interface DownloadOptions {
  versionId?: string;
  expiresSeconds: number;
  fileName: string;
  contentType: string;
  /** Show in the browser rather than save. */
  inline?: boolean;
}

/** The metadata field that keeps the name of the file that was chosen. */
const nameField = 'x-amz-meta-name';

export async function uploadForm(
  client: S3Client,
  place: { Bucket: string; Key: string },
  options: UploadFormOptions,
): Promise<UploadForm> {
  const { url, fields } = await createPresignedPost(client, {
    ...place,
    Expires: options.expiresSeconds,
    Conditions: [
      // From 0: the inspection says in words what an empty file is; the store's own refusal is XML.
      ['content-length-range', 0, options.maxBytes],
      ['starts-with', `$${nameField}`, ''],
    ],
    Fields: {
      ...(options.contentType === undefined ? {} : { 'Content-Type': options.contentType }),
      ...(options.redirectTo === undefined ? {} : { success_action_redirect: options.redirectTo }),
    },
  });
  // Added afterwards: as one of `Fields` it would become an exact condition, and S3 fills in the name before it checks.
  return { url, fields: { ...fields, [nameField]: '${' + 'filename}' } };
}

export function downloadUrl(
  client: S3Client,
  place: { Bucket: string; Key: string; VersionId?: string },
  options: DownloadOptions,
): Promise<string> {
  const command = new GetObjectCommand({
    ...place,
    ResponseContentDisposition: contentDisposition(options.fileName, options.inline),
    ResponseContentType: options.contentType,
    ResponseCacheControl: 'private, no-store',
  });
  return getSignedUrl(client, command, { expiresIn: options.expiresSeconds });
}
