/**
 * `npm run boundaries`: who may import whom, by boundaries.ts. Fails on a violation, and also when the check itself
 * is blind: when it read too few modules or missed the planted violation.
 */
import { existsSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { boundaries } from './boundaries.ts';

const fewestModules = 120;
const folders = ['functions', 'infra', 'local', 'tools', 'test'].filter((folder) => existsSync(folder));

const { output } = await cruise(folders, {
  validate: true,
  ruleSet: { forbidden: boundaries.forbidden },
  ...boundaries.options,
} as Parameters<typeof cruise>[1]);
const { modules, summary } = output as ICruiseResult;
const ours = modules.filter((module) => folders.some((folder) => module.source.startsWith(`${folder}/`)));
const violations = summary.violations.filter((violation) => violation.rule.name !== 'canary');
const canaries = summary.violations.length - violations.length;

for (const { from, to, rule } of violations) console.error(`${from} may not import ${to} (${rule.name})`);
if (ours.length < fewestModules)
  console.error(`Only ${ours.length} modules were read; at least ${fewestModules} are there.`);
if (canaries === 0) console.error('The planted violation was not found: the check is blind.');
if (violations.length > 0 || ours.length < fewestModules || canaries === 0) process.exitCode = 1;
else console.log(`${ours.length} modules, no import that may not be`);
