import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readInstallation } from '../../infra/config.ts';
import { EvidencePacksStack } from '../../infra/stacks/evidence-packs-stack.ts';

export const projectRoot = join(import.meta.dirname, '../..');

const settings = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

/** The app as `npm run synth` makes it. Functions are bundled only on request: it takes seconds. */
export function makeApp({ bundle = false, outdir }: { bundle?: boolean; outdir?: string } = {}) {
  const context = {
    ...settings.context,
    'aws:cdk:bundling-stacks': bundle ? ['**'] : [],
    'aws:cdk:enable-asset-metadata': true,
  };
  const app = new App({ context, ...(outdir ? { outdir } : {}) });
  const stack = new EvidencePacksStack(app, 'EvidencePacks', readInstallation(settings.context.installation));
  return { app, stack };
}

/** A template's resource, as far as the tests read it. */
export interface Resource<Properties> {
  Properties: Properties;
  Metadata: Record<string, string>;
}
