import type { Template } from 'aws-cdk-lib/assertions';
import { list, resources, type Statement } from './synthesise.ts';

/** What somebody asks of S3: enough of IAM's evaluation (IAM user guide, "Policy evaluation logic") for our own policies. */
export interface Asked {
  action: string;
  /** Of the role that asks. */
  role: string;
  /** Condition keys of the request. A key that isn't there is undefined. */
  context?: Readonly<Record<string, string | undefined>>;
}

interface Policy {
  PolicyDocument: { Statement: Statement[] };
}

/** Every statement of a role, by its logical id. */
export function roleStatements(template: Template, role: string): Statement[] {
  return resources<Policy & { Roles: { Ref: string }[] }>(template, 'AWS::IAM::Policy')
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** Every statement of a bucket's policy, by the bucket's logical id. */
export function bucketStatements(template: Template, bucket: string): Statement[] {
  return resources<Policy & { Bucket: { Ref: string } }>(template, 'AWS::S3::BucketPolicy')
    .filter(({ Properties }) => Properties.Bucket.Ref === bucket)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** The Sid of the statement that denies a request whatever else allows it, or undefined. */
export function deniedBy(statements: readonly Statement[], asked: Asked): string | undefined {
  const denial = statements.find(
    ({ Effect, Action, Condition = {} }) =>
      Effect === 'Deny' && coversAction(Action, asked.action) && holds(Condition, asked),
  );
  return denial && (denial.Sid ?? 'unnamed');
}

const coversAction = (actions: string | string[], asked: string) =>
  list(actions).some((action) => action === asked || action === 's3:*');

function holds(condition: NonNullable<Statement['Condition']>, asked: Asked): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => compare(operator, given(key, asked), text(wanted))),
  );
}

const given = (key: string, { role, context = {} }: Asked) => (key === 'aws:PrincipalArn' ? role : context[key]);

/** A role's ARN in a template is a reference to it; here the logical id stands for both. */
function text(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const reference = (value as { 'Fn::GetAtt'?: [string, string] })['Fn::GetAtt'];
  if (reference) return reference[0];
  throw new Error(`A condition's value that this test can't read: ${JSON.stringify(value)}`);
}

function compare(operator: string, value: string | undefined, wanted: string): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'ArnEquals':
    case 'Bool':
      return value === wanted;
    case 'StringNotEquals':
    case 'ArnNotEquals':
      // A key that isn't there is not equal to anything.
      return value !== wanted;
    case 'Null':
      return (value === undefined) === (wanted === 'true');
    case 'NumericLessThan':
      return value !== undefined && Number(value) < Number(wanted);
    default:
      throw new Error(`A condition that this test can't judge: ${operator}`);
  }
}
