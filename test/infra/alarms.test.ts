import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeApp, resources } from './synthesise.ts';

interface Watch {
  AlarmDescription: string;
  AlarmActions: unknown[];
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value: { Ref?: string; 'Fn::GetAtt'?: [string, string] } }[];
  Metrics?: unknown[];
  TreatMissingData: string;
  ComparisonOperator: string;
}

let template: Template;
let alarms: (Watch & { id: string })[];

beforeAll(() => {
  template = Template.fromStack(makeApp().stack);
  alarms = resources<Watch>(template, 'AWS::CloudWatch::Alarm').map(({ id, Properties }) => ({ ...Properties, id }));
});

const ids = (type: string) => resources(template, type).map(({ id }) => id);
const on = (resource: string, metric?: string) =>
  alarms.filter(
    ({ Dimensions = [], MetricName }) =>
      Dimensions.some(({ Value }) => Value.Ref === resource || Value['Fn::GetAtt']?.[0] === resource) &&
      (metric === undefined || MetricName === metric),
  );

describe('an alarm', () => {
  it('says what a user would notice and where to look, in sentences of its own, and reaches somebody', () => {
    const topics = ids('AWS::SNS::Topic');
    for (const { id, AlarmDescription, AlarmActions } of alarms) {
      const sentences = AlarmDescription.match(/[^.]+\.(\s|$)/g) ?? [];
      expect({ id, sentences: sentences.length }).toEqual({ id, sentences: expect.toSatisfy((n: number) => n >= 2) });
      expect({ id, AlarmDescription }).toEqual({
        id,
        AlarmDescription: expect.stringMatching(
          /(people|person|somebody|user|officer|evidence|packs?|builds)\b.*(look at|is in) the/i,
        ),
      });
      // What CloudWatch takes.
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(AlarmActions).toEqual([{ Ref: topics[0] }]);
    }
    expect(new Set(alarms.map(({ AlarmDescription }) => AlarmDescription)).size).toBe(alarms.length);
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email' });
  });
});

describe('there is one for', () => {
  it('every function that fails, and every one that is refused its turn', () => {
    const functions = ids('AWS::Lambda::Function');
    for (const id of functions) expect(on(id, 'Throttles')).toHaveLength(1);
    const failing = alarms.filter(({ MetricName }) => MetricName?.endsWith('-failures'));
    expect(failing).toHaveLength(functions.length);
    const filters = resources<{ FilterPattern: string; LogGroupName: { Ref: string } }>(
      template,
      'AWS::Logs::MetricFilter',
    ).filter(({ Properties }) => Properties.FilterPattern.includes('ERROR'));
    expect(filters.map(({ Properties }) => Properties.FilterPattern)).toEqual(
      functions.map(() => '?"\\"level\\":\\"ERROR\\"" ?"Task timed out" ?"Runtime exited" ?"Uncaught Exception"'),
    );
    expect(new Set(filters.map(({ Properties }) => Properties.LogGroupName.Ref)).size).toBe(functions.length);
  });

  it('every queue: work that waits too long, and letters that are dead', () => {
    const queues = resources<{ RedrivePolicy?: { deadLetterTargetArn: { 'Fn::GetAtt': [string, string] } } }>(
      template,
      'AWS::SQS::Queue',
    );
    expect(queues).toHaveLength(10);
    const working = queues.filter(({ Properties }) => Properties.RedrivePolicy);
    expect(working).toHaveLength(4);
    for (const { id, Properties } of working) {
      expect(on(id, 'ApproximateAgeOfOldestMessage')).toHaveLength(1);
      const dead = Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? '';
      expect(on(dead, 'ApproximateNumberOfMessagesVisible')).toHaveLength(1);
    }
    for (const { id } of queues) expect(on(id)).toHaveLength(1);
  });

  it('a sweeper that has stopped: then silence is the fault', () => {
    const [sweeper = ''] = ids('AWS::Lambda::Function').filter((id) => id.startsWith('Sweeper'));
    expect(on(sweeper, 'Invocations')).toEqual([
      expect.objectContaining({ TreatMissingData: 'breaching', ComparisonOperator: 'LessThanThreshold' }),
    ]);
  });

  it('a table that refuses requests, of either kind, itself or its index', () => {
    const [table] = alarms.filter(({ id }) => id.startsWith('GroundDataThrottled'));
    const metrics = JSON.stringify(table?.Metrics);
    expect(metrics.match(/"MetricName":"(Read|Write)ThrottleEvents"/g)).toHaveLength(4);
    expect(metrics.match(/"GlobalSecondaryIndexName"/g)).toHaveLength(2);
  });

  it('errors that people get from the front door, and a file that tried to reach out', () => {
    expect(alarms.map(({ MetricName }) => MetricName)).toEqual(
      expect.arrayContaining(['5xx', 'parser-refused-connections']),
    );
  });
});
