import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { readInstallation } from '../../infra/config.ts';
import { makeApp } from './synthesise.ts';

it('leaves no finding of the AWS Solutions rules unexplained', () => {
  const { app } = makeApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});

it('would report a careless part', () => {
  const { app, stack } = makeApp();
  new Bucket(stack, 'Careless');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).toThrow(/Validation failed|AwsSolutions-S1/);
});

it('says which value of the installation is missing', () => {
  expect(() => readInstallation({ council: 'Thornmere' })).toThrow(/portalDomain/);
});
