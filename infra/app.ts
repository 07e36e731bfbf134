import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readInstallation } from './config.ts';
import { EvidencePacksStack } from './stacks/evidence-packs-stack.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new EvidencePacksStack(app, 'EvidencePacks', readInstallation(app.node.tryGetContext('installation')));
