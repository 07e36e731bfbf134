import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts one finding of the rules check on one part, and says why. `rule` is the whole printed id. */
export function acknowledge(part: IConstruct, rule: string, reason: string): void {
  Validations.of(part).acknowledge({ id: rule, reason });
}
