import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { readInstallation } from '../../infra/config.ts';
import { EvidencePacksStack } from '../../infra/stacks/evidence-packs-stack.ts';

export const projectRoot = join(import.meta.dirname, '../..');

const settings = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};
const installation = settings.context.installation as Record<string, unknown>;

interface Making {
  bundle?: boolean;
  outdir?: string;
  /** Other values than those of cdk.json. */
  changes?: Record<string, unknown>;
}

/** The app as `npm run synth` makes it. Functions are bundled only on request: it takes seconds. */
export function makeApp({ bundle = false, outdir, changes = {} }: Making = {}) {
  const context = {
    ...settings.context,
    'aws:cdk:bundling-stacks': bundle ? ['**'] : [],
    'aws:cdk:enable-asset-metadata': true,
  };
  const app = new App({ context, ...(outdir ? { outdir } : {}) });
  const stack = new EvidencePacksStack(app, 'EvidencePacks', readInstallation({ ...installation, ...changes }));
  return { app, stack };
}

/** A template's resource, as far as the tests read it. */
export interface Resource<Properties> {
  Properties: Properties;
  Metadata: Record<string, string>;
}

export function resources<Properties>(template: Template, type: string): (Resource<Properties> & { id: string })[] {
  const found = template.findResources(type) as Record<string, Resource<Properties>>;
  return Object.entries(found).map(([id, resource]) => ({ ...resource, id }));
}

export interface Statement {
  Sid?: string;
  Action: string | string[];
  Resource: unknown;
  Effect: string;
  Condition?: Record<string, Record<string, unknown>>;
}

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
