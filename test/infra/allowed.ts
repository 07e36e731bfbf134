const readAndWrite = ['GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`);
const send = ['sqs:SendMessage'];
const take = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];

/** All that each function may do, beside writing its own log. What isn't here, it may not. */
export const allowed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Portal: {
    table: [...readAndWrite, 'dynamodb:DeleteItem'],
    'table index': ['dynamodb:Query'],
    'queue Inspections': send,
    'queue Builds': send,
    'queue Readings': send,
    'quarantine/uploads/*': ['s3:PutObject'],
    'quarantine/figures/*': ['s3:PutObject'],
    'packs/versions/*': ['s3:GetObject', 's3:GetObjectVersion'],
    'records/manifests/*': ['s3:GetObject', 's3:PutObject'],
    'records/observations/*': ['s3:GetObject', 's3:PutObject'],
    'records/figures/*': ['s3:GetObject', 's3:PutObject'],
    'records/readings/*': ['s3:GetObject', 's3:PutObject'],
    'records/plans/*': ['s3:GetObject', 's3:PutObject'],
  },
  IntakeReceiveVerdict: {
    table: readAndWrite,
    'queue Inspections': send,
    'queue Readings': send,
    'quarantine/figures/*': ['s3:DeleteObjectVersion'],
    // What it could not take, to where undelivered verdicts end.
    'queue Undelivered': ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
  },
  IntakeInspectEvidence: {
    table: readAndWrite,
    'queue Inspections': take,
    'quarantine names': ['s3:ListBucket'],
    'function ParseEvidence': ['lambda:InvokeFunction'],
  },
  IntakeParserParseEvidence: {
    'quarantine/uploads/*': ['s3:GetObjectVersion'],
    'evidence/originals/*': ['s3:PutObject'],
    'evidence/compiled/*': ['s3:PutObject'],
    'network interfaces': [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:UnassignPrivateIpAddresses',
    ],
    everything: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
  },
  FiguresReadFigures: {
    table: readAndWrite,
    'queue Readings': take,
    'quarantine/figures/*': ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObjectVersion'],
    'quarantine names': ['s3:ListBucket'],
    'records/figures/*': ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    'records/observations/*': ['s3:GetObject', 's3:PutObject'],
    'records/readings/*': ['s3:GetObject', 's3:PutObject'],
  },
  PacksBuildPack: {
    table: readAndWrite,
    'queue Builds': take,
    'queue Files': send,
    'records/manifests/*': ['s3:GetObject'],
    'records/observations/*': ['s3:GetObject'],
    'records/plans/*': ['s3:GetObject'],
    'evidence/pieces/*': ['s3:GetObject', 's3:PutObject'],
    'evidence names': ['s3:ListBucket'],
    'packs/versions/*': ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
  },
  PacksMakeFile: {
    table: [...readAndWrite, 'dynamodb:DeleteItem'],
    'queue Files': take,
    'records/manifests/*': ['s3:GetObject'],
    'evidence/compiled/*': ['s3:GetObject'],
    'evidence/originals/*': ['s3:GetObject'],
    'evidence/pieces/*': ['s3:DeleteObject', 's3:GetObject'],
    'evidence names': ['s3:ListBucket'],
    'packs/versions/*': ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
  },
  SweeperSweepJobs: {
    'table index': ['dynamodb:Query'],
    'queue Inspections': send,
    'queue Builds': send,
    'queue Files': send,
    'queue Readings': send,
  },
  AnnualReportDraft: {
    table: readAndWrite,
    'queue Builds': send,
    'queue Undelivered': ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
    'records/manifests/*': ['s3:GetObject', 's3:PutObject'],
  },
};
