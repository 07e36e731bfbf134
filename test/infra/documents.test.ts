import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { makeApp, projectRoot, resources } from './synthesise.ts';

const text = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

describe('the threat model', () => {
  it('names tests that are there, and says in every row what shows it', () => {
    const model = text('docs/threat-model.md');
    const named = [...model.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
    const rows = model.slice(model.indexOf('## Where they come in')).match(/^\| .*\|$/gm) ?? [];
    const unshown = rows.slice(1).filter((row) => !/\.test\.ts`|\*\*no test yet\*\*/.test(row));
    expect(unshown).toEqual([]);
  });
});

describe('the deployment guide', () => {
  const guide = text('docs/deployment.md');

  it('knows every setting, every output and every group of the stack', () => {
    const template = Template.fromStack(makeApp().stack);
    const config = text('infra/config.ts');
    const settings = [...config.matchAll(/^ {2}(\w+): z\b/gm)].map(([, key = '']) => key);
    const groups = resources<{ GroupName: string }>(template, 'AWS::Cognito::UserPoolGroup');
    const known = [
      ...settings,
      ...Object.keys(template.toJSON().Outputs),
      ...groups.map(({ Properties }) => Properties.GroupName),
    ];
    expect(settings.length).toBeGreaterThan(8);
    expect(known.filter((word) => !guide.includes(`\`${word}\``))).toEqual([]);
  });
});
