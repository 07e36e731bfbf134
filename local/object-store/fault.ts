/** A refusal that S3 would give too: its code, HTTP status and a sentence. Sent as S3's XML. */
export class StoreFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const faults = {
  notImplemented: (what: string) => new StoreFault('NotImplemented', 501, `This store does not do this: ${what}.`),
  denied: (why: string) => new StoreFault('AccessDenied', 403, why),
  badSignature: () =>
    new StoreFault(
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided.',
    ),
  noKey: () => new StoreFault('NoSuchKey', 404, 'The specified key does not exist.'),
  noVersion: () => new StoreFault('NoSuchVersion', 404, 'The specified version does not exist.'),
  noBucket: () => new StoreFault('NoSuchBucket', 404, 'The specified bucket does not exist.'),
  noUpload: () => new StoreFault('NoSuchUpload', 404, 'The specified multipart upload does not exist.'),
  invalid: (why: string) => new StoreFault('InvalidArgument', 400, why),
  badDigest: () => new StoreFault('BadDigest', 400, 'A checksum you specified did not match what we received.'),
  incomplete: () => new StoreFault('IncompleteBody', 400, 'The body is shorter or longer than was declared.'),
  precondition: () =>
    new StoreFault('PreconditionFailed', 412, 'At least one of the preconditions you specified did not hold.'),
  tooLarge: () => new StoreFault('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size.'),
  tooSmall: () =>
    new StoreFault('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size.'),
  malformed: () => new StoreFault('MalformedXML', 400, 'The XML you provided was not well-formed or did not validate.'),
  badRequest: (why: string) => new StoreFault('InvalidRequest', 400, why),
  locked: () => faults.denied('Access Denied because object protected by object lock.'),
  badForm: (why: string) => new StoreFault('MalformedPOSTRequest', 400, why),
} as const;
