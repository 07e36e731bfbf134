import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  clientSecret: z.string(),
  originSecret: z.string(),
  cookieKey: z.string(),
  /** The identity provider's private signing key, as a JSON Web Key. */
  signingKey: z.record(z.string(), z.unknown()),
});
export type Secrets = z.infer<typeof shape>;

const random = () => randomBytes(24).toString('base64url');

function makeSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: random(),
    clientSecret: random(),
    originSecret: random(),
    cookieKey: random(),
    signingKey: { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' },
  };
}

/** Secrets of this data folder, made once. Only the owner may read the file. They open nothing outside this machine. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  try {
    return shape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Error(`${file} is damaged. Remove it and start again: everybody must then sign in anew.`, {
        cause: error,
      });
    }
  }
  const secrets = makeSecrets();
  const handle = await open(`${file}.new`, 'w', 0o600);
  await handle.writeFile(JSON.stringify(secrets));
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
  return secrets;
}
