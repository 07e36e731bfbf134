import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Installation } from '../config.ts';
import { AnnualReport } from '../constructs/annual-report.ts';
import { EvidenceIntake } from '../constructs/evidence-intake.ts';
import { FiguresIntake } from '../constructs/figures-intake.ts';
import { Ground } from '../constructs/ground.ts';
import { PackBuilder } from '../constructs/pack-builder.ts';
import { Portal } from '../constructs/portal.ts';
import { SignIn } from '../constructs/sign-in.ts';
import { Sweeper } from '../constructs/sweeper.ts';

/** Everything that one council's installation runs on. */
export class EvidencePacksStack extends Stack {
  constructor(scope: Construct, id: string, installation: Installation) {
    super(scope, id, {
      description: `Evidence packs for ${installation.council}`,
      env: { region: installation.region },
      terminationProtection: true,
    });
    const origin = `https://${installation.portalDomain}`;

    const ground = new Ground(this, 'Ground', installation.alarmEmail);
    const signIn = new SignIn(this, 'SignIn', { prefix: installation.signInPrefix, portalOrigin: origin });
    const portal = new Portal(this, 'Portal', { ground, signIn, installation, origin });
    new EvidenceIntake(this, 'Intake', ground, installation.s3PrefixList);
    new FiguresIntake(this, 'Figures', ground, installation);
    new PackBuilder(this, 'Packs', ground);
    new Sweeper(this, 'Sweeper', ground);
    new AnnualReport(this, 'AnnualReport', ground, installation);

    new CfnOutput(this, 'PortalOrigin', { value: origin, description: 'Where people go' });
    new CfnOutput(this, 'PointDomainAt', {
      value: portal.frontDoor.distribution.distributionDomainName,
      description: "What the portal's domain name must point at",
    });
    new CfnOutput(this, 'PeoplePool', {
      value: signIn.poolId,
      description: 'Where people are invited and put into groups',
    });
  }
}
