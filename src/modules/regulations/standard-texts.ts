import type { Kind } from './inputs.ts'

export interface StandardRegulation {
  code: string
  kind: Kind
  name: string
  articles: ReadonlyArray<{
    heading: string
    /** A limit stands as the code of its setting: {complaint.accept.days}. */
    body: string
    /** What carries it out, besides the limits that the text names. Codes that a program does not have are left out. */
    bindings?: readonly string[]
  }>
}

/** 4.5.1 The three regulations that a centre has: a text to start with, bound to what the program does. */
export const standardTexts: readonly StandardRegulation[] = [
  {
    code: 'access',
    kind: 'access',
    name: '服务商准入退出管理办法',
    articles: [
      {
        heading: '目的和范围',
        body: '为规范服务商进入和退出本中心服务商名录，保护服务对象的权益，依据《县域电子商务公共服务中心建设与服务规范》（DB34/T 4229-2022）制定本办法。凡列入名录、通过本中心提供服务的单位，适用本办法。',
      },
      {
        heading: '准入条件',
        body: '服务商应当依法登记，具备所申请业务的从业资质，有与业务相适应的人员和业绩，并对所报材料的真实性负责。从事须持证经营的业务的，资质登记为必备资质。',
      },
      {
        heading: '准入程序',
        body: '申请单位提交材料后，中心在 {admission.check.days}内完成形式审查；由不少于 {admission.reviewers}评审人在 {admission.review.days}内独立打分，与申请单位有利害关系的应当回避；达到 {admission.pass_mark}的，由未参加评审的人审定并公示不少于 {admission.publicity.days}，公示无异议的签订协议、列入名录。',
        bindings: [
          'clock:admission.check',
          'clock:admission.review',
          'step:admission.pass',
          'step:admission.sign',
        ],
      },
      {
        heading: '项目与报价',
        body: '服务商可以提出修改资料、报价和案例，中心在 {provider.change.days}内决定是否采纳，不采纳的说明理由。历次报价留存备查，不得涂改。',
        bindings: ['clock:provider_change.decide', 'step:provider_change.adopt', 'step:provider.offerItem'],
      },
      {
        heading: '内容确认',
        body: '名录内容每 {directory.confirm.period}确认一次，提前 {directory.confirm.lead}请服务商确认；逾期再满 {directory.confirm.grace}仍未确认的，暂停公开，确认后恢复。',
        bindings: ['step:confirmation.confirm'],
      },
      {
        heading: '邀请报价',
        body: '委托服务商办理的事项，至少邀请 {case.providers.min}符合条件的服务商报价，由服务对象自行选定。服务商在 {case.quote.days}内报价，逾期视为放弃。',
        bindings: ['clock:quote.quote', 'step:service_case.invite', 'step:service_case.agree'],
      },
      {
        heading: '年度评估',
        body: '服务商入库或者上次评估后满 {assessment.months}进行年度评估：中心在 {assessment.score.days}内就服务质量、履约时效、服务评价、反馈投诉、资料维护打分，告知服务商依据和得分，在 {assessment.statement.days}内听取说明，由打分人以外的人决定续约、限期整改或者建议暂停。低于 {assessment.pass_mark}的，整改合格后才能续约。连续两次低于的，或者近期不少于 {assessment.lowest_ratings}的服务评价平均不满 {assessment.lowest_rating}的，由中心决定是否暂停。',
        bindings: [
          'clock:provider_assessment.score',
          'step:provider_assessment.score',
          'step:provider_assessment.renew',
          'step:provider_assessment.acceptRectification',
        ],
      },
      {
        heading: '暂停',
        body: '必备资质过期、核查属实的投诉、服务对象权益可能受损的，由中心在 {provider.change.days}内决定是否暂停。暂停期间不公开、不邀请报价，已承接的事项应当办完。',
        bindings: [
          'clock:suspension_proposal.decide',
          'step:suspension_proposal.suspend',
          'step:provider.suspend',
        ],
      },
      {
        heading: '退出与恢复',
        body: '服务商可以自愿退出；提供虚假材料、造成严重后果或者拒不整改的，由中心提出强制退出，听取服务商说明后由另一人决定。退出时未办结的事项由中心负责转交。符合条件后可以恢复在库，退出和恢复都记入该服务商的档案。',
        bindings: ['step:provider_exit.ask', 'step:provider_exit.enforce', 'step:provider.resume'],
      },
    ],
  },
  {
    code: 'feedback',
    kind: 'feedback',
    name: '服务反馈与处置办法',
    articles: [
      {
        heading: '反馈渠道',
        body: '任何人都可以通过网站、电话、窗口、信函提出投诉、举报、建议和表扬，可以不留姓名。收到的反馈当场登记，给反映人编号和查询码。',
        bindings: ['step:complaint.submit', 'step:complaint.register'],
      },
      {
        heading: '受理',
        body: '中心自收到反馈之日起 {complaint.accept.days}内决定是否受理，告知反映人。不予受理的说明理由；反映人不服的，可以在 {complaint.appeal.within}内请主管部门复查，主管部门在 {complaint.appeal.days}内答复。',
        bindings: [
          'clock:complaint.accept',
          'step:complaint.accept',
          'step:complaint.refuse',
          'clock:complaint.appeal',
        ],
      },
      {
        heading: '回避',
        body: '被反映的人员不得受理、办理、回访该件，也不得查看。反映中心、中心负责人或者运营机构的，由主管部门直接办理。',
        bindings: ['step:complaint.passToBureau', 'step:complaint.assign'],
      },
      {
        heading: '办理',
        body: '简单事项自受理之日起 {complaint.simple.days}内办结，复杂事项 {complaint.complex.days}内办结。确需延期的，说明理由并告知反映人，延期不超过 {complaint.extend.days}，每件只延一次。',
        bindings: ['clock:complaint.handle', 'step:complaint.answer', 'step:complaint.extend'],
      },
      {
        heading: '听取服务商说明',
        body: '涉及服务商的，应当请其在 {complaint.statement.days}内说明情况，不得透露反映人的身份；逾期不说明的，按已查明的情况处理。',
        bindings: [
          'clock:complaint_statement.statement',
          'step:complaint.askProvider',
          'step:complaint_statement.give',
        ],
      },
      {
        heading: '回访',
        body: '答复后 {complaint.callback.days}内，由没有经办过的人员回访。联系 {complaint.call.max}仍联系不上的，予以办结并注明。',
        bindings: [
          'clock:complaint.callback',
          'step:complaint.calledSatisfied',
          'step:complaint.calledDiscontent',
        ],
      },
      {
        heading: '复核',
        body: '反映人不满意的，在 {complaint.reassign.days}内另行指派人员，{complaint.review.days}内复核完毕；每件最多复核 {complaint.review.max}。仍不满意的，告知向上反映的途径：{complaint.higher}。',
        bindings: ['clock:complaint.reassign', 'clock:complaint.review', 'step:complaint.assignReview'],
      },
      {
        heading: '差评回访',
        body: '服务评价为差评的，{callback.days}内由没有经手的人员回访，能整改的整改，不能整改的说明原因。',
        bindings: ['clock:callback.callback', 'step:callback.resolve', 'step:callback.explain'],
      },
      {
        heading: '归档与保存',
        body: '办结满 {complaint.archive.days}归档，保存 {complaint.keep.years}；期满删去内容、姓名、电话和附件，只保留统计所需的内容。反馈的数量和原因按月公开。',
      },
    ],
  },
  {
    code: 'supervision',
    kind: 'supervision',
    name: '服务监督办法',
    articles: [
      {
        heading: '监督主体',
        body: '县商务主管部门监督本中心的运营和服务，运营机构和中心人员应当配合，如实提供情况。服务对象和社会公众可以通过评价、反馈和信息公开参与监督。',
      },
      {
        heading: '时限监督',
        body: '办件自提交之日起 {case.accept.days}内决定是否受理，按服务项目公开的承诺时限办结；延期不超过 {case.extend.days}。超期事项自动列入督办清单。',
        bindings: [
          'clock:service_case.accept',
          'clock:service_case.handle',
          'step:service_case.accept',
          'step:service_case.extend',
        ],
      },
      {
        heading: '督办',
        body: '对超期和办理不当的事项，主管部门可以督办，被督办的人员在 {urge.answer.days}内回复。',
        bindings: ['clock:urge.answer', 'step:urge.issue', 'step:urge.answer'],
      },
      {
        heading: '服务评价',
        body: '每件办结的事项都请服务对象评价，评价期为 {rating.days}，可以匿名，一件只能评一次。任何人不得诱导、代替评价；匿名评价不得追查是谁所作。',
        bindings: ['clock:rating_right.rate', 'step:rating_right.use'],
      },
      {
        heading: '服务检查',
        body: '主管部门按计划随机抽取检查人员和检查对象，检查服务场所、设施、台账和服务商的服务质量，发现问题的限期整改，整改情况由未参加检查的人核查，合格的销号。',
        bindings: [
          'step:inspection.submit',
          'step:rectification.issue',
          'clock:rectification.rectify',
          'clock:rectification.check',
        ],
      },
      {
        heading: '运营机构监督',
        body: '运营机构的中选结果公示不少于 {contract.publicity.days}，对异议在 {objection.answer.days}内答复。付款申请在 {payment.decide.days}内审核，合同在 {contract.accept.days}内验收，需要整改的在 {contract.rectify.days}内改正。',
        bindings: [
          'clock:objection.answer',
          'step:operating_contract.publish',
          'step:payment_node.release',
          'clock:operating_contract.accept',
        ],
      },
      {
        heading: '信息公开',
        body: '采购、合同、资金、进度和评价的文件，经另一人审核后公开，公开的内容不得含有个人信息。',
        bindings: ['step:disclosure.prepare', 'step:disclosure.publish'],
      },
      {
        heading: '留痕',
        body: '受理、办理、审批和修改时限都记入日志，任何人不得删改；日志每天封存，封存结果送主管部门留存。',
      },
    ],
  },
]
