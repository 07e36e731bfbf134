import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';

export interface DnsAllowListProps {
  vpc: IVpc;
  /** The host that may be looked up, and all below it. */
  host: string;
}

/** Within a network, one host's names can be looked up and no other. */
export class DnsAllowList extends Construct {
  constructor(scope: Construct, id: string, { vpc, host }: DnsAllowListProps) {
    super(scope, id);
    const wanted = new CfnFirewallDomainList(this, 'Wanted', { domains: [host, `*.${host}`] });
    const everything = new CfnFirewallDomainList(this, 'Everything', { domains: ['*'] });
    const rules = new CfnFirewallRuleGroup(this, 'Rules', {
      firewallRules: [
        {
          priority: 1,
          action: 'ALLOW',
          firewallDomainListId: wanted.attrId,
          // A bucket's name is an alias of a host of S3 itself.
          firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        { priority: 2, action: 'BLOCK', blockResponse: 'NODATA', firewallDomainListId: everything.attrId },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, 'Here', {
      vpcId: vpc.vpcId,
      firewallRuleGroupId: rules.attrId,
      priority: 101,
    });
  }
}
