const reading = ['case.read', 'party.read', 'item.read', 'journal.read']
/** 4.2.1 The posts that a new centre starts with; its director changes them as the centre grows. */
export const standardPosts: ReadonlyArray<{
  name: string
  /** The post that it reports to. */
  above?: string
  summary: string
  duties: string[]
}> = [
  {
    name: '中心主任',
    summary: '统筹中心各项服务，审核对外公开的内容。',
    duties: [
      ...reading,
      'case.assign',
      'item.review',
      'notice.publish',
      'team.manage',
      'setting.manage',
      'api.use',
      'party.unmask',
      'party.merge',
      'callback.handle',
      'party.contact',
      'contract.report',
      'rectification.report',
      'disclosure.edit',
      'fund.book',
      'facility.manage',
      'team.serve',
    ],
  },
  {
    name: '窗口专员',
    above: '中心主任',
    summary: '接待来访来电，登记、受理办件，核实授权。',
    duties: [
      'case.read',
      'party.read',
      'item.read',
      'case.register',
      'case.accept',
      'party.manage',
      'party.contact',
      'party.liaise',
      'mandate.verify',
      'call.make',
      'team.serve',
    ],
  },
  {
    name: '咨询专员',
    above: '中心主任',
    summary: '承办政策、技术、业务咨询。',
    duties: [
      'case.read',
      'party.read',
      'item.read',
      'case.register',
      'case.accept',
      'case.handle',
      'party.manage',
      'party.contact',
      'party.liaise',
      'team.serve',
    ],
  },
  {
    name: '对接专员',
    above: '中心主任',
    summary: '承办业务支持类办件，联系服务商。',
    duties: [
      'case.read',
      'party.read',
      'item.read',
      'case.handle',
      'case.assign',
      'provider.manage',
      'party.contact',
      'party.liaise',
      'item.edit',
      'team.serve',
    ],
  },
  {
    name: '宣传专员',
    above: '中心主任',
    summary: '编写公告和服务指南。',
    duties: ['item.read', 'notice.edit', 'item.edit', 'team.serve'],
  },
  {
    name: '回访专员',
    above: '中心主任',
    summary: '回访差评，核对整改；不承办办件。',
    duties: ['case.read', 'party.read', 'party.contact', 'callback.handle', 'call.make', 'team.serve'],
  },
  {
    name: '监督员',
    summary: '主管部门监督服务情况，督办超期事项。',
    duties: [
      ...reading,
      'supervise.urge',
      'operator.supervise',
      'disclosure.edit',
      'account.manage',
      'inspection.manage',
    ],
  },
  {
    name: '检查员',
    summary: '主管部门的人员或专家，按抽取结果到现场检查，核查整改。',
    duties: ['inspection.inspect'],
  },
]
