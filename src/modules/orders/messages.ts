import { defineTemplate } from '#platform/templates'

/** What both sides and the centre are told about an order. */
export const texts = {
  opened: defineTemplate(
    'order.opened',
    '「{item}」（{number}）要签里程碑协议，请核对里程碑、金额和日期后确认。',
    {
      sms: true,
    },
  ),
  toConfirm: defineTemplate('order.to_confirm', '「{item}」（{number}）的协议对方已确认，请您核对后确认。', {
    sms: true,
  }),
  adjusted: defineTemplate(
    'order.adjusted',
    '「{item}」（{number}）的协议有改动，原来的确认作废，请重新核对。',
    {
      sms: true,
    },
  ),
  inForce: defineTemplate('order.in_force', '「{item}」（{number}）的协议已生效，请按里程碑交付、验收。', {
    sms: true,
  }),
  waived: defineTemplate('order.waived', '「{item}」（{number}）改为一次交付、确认：{reason}'),
  required: defineTemplate(
    'order.required',
    '「{item}」（{number}）要签里程碑协议：{reason} 请核对后确认。',
    {
      sms: true,
    },
  ),
  delivered: defineTemplate(
    'milestone.delivered',
    '「{item}」（{number}）的「{milestone}」已交付，请在 {days} 个工作日内验收。',
    { sms: true },
  ),
  takenBack: defineTemplate(
    'milestone.taken_back',
    '「{item}」（{number}）的「{milestone}」由服务商撤回，改好后再交付。',
  ),
  returned: defineTemplate(
    'milestone.returned',
    '「{item}」（{number}）的「{milestone}」没有通过验收：{reason}',
    {
      sms: true,
    },
  ),
  accepted: defineTemplate('milestone.accepted', '「{item}」（{number}）的「{milestone}」已通过验收。'),
  acceptedByTime: defineTemplate(
    'milestone.accepted_by_time',
    '「{item}」（{number}）的「{milestone}」超过验收时限，已按时限视为通过。',
    { sms: true },
  ),
  late: defineTemplate(
    'milestone.late',
    '「{item}」（{number}）的「{milestone}」约定 {due} 交付，已经过期。',
    {
      sms: true,
    },
  ),
  proposed: defineTemplate('amendment.proposed', '「{item}」（{number}）：对方提出{what}，请您答复。', {
    sms: true,
  }),
  agreed: defineTemplate('amendment.agreed', '「{item}」（{number}）：{what}已经双方确认。'),
  declined: defineTemplate('amendment.declined', '「{item}」（{number}）：对方不同意{what}：{reason}'),
  terminated: defineTemplate(
    'order.terminated',
    '「{item}」（{number}）已提前终止：{reason} 已验收的部分仍按约定付款。',
    {
      sms: true,
    },
  ),
  stopped: defineTemplate('order.stopped', '「{item}」（{number}）不再执行。'),
  paid: defineTemplate('payment.noted', '「{item}」（{number}）：对方登记付款 {amount}，请核对是否收到。', {
    sms: true,
  }),
  received: defineTemplate('payment.confirmed', '「{item}」（{number}）：服务商确认收到 {amount}。'),
  objected: defineTemplate(
    'payment.objected',
    '「{item}」（{number}）：服务商对登记的付款 {amount} 有异议：{reason}',
    {
      sms: true,
    },
  ),
  claimed: defineTemplate(
    'warranty.claimed',
    '「{item}」（{number}）质保报修，请在 {days} 个工作日内处理。',
    {
      sms: true,
    },
  ),
  answered: defineTemplate('warranty.answered', '「{item}」（{number}）的报修已处理，请您确认。', {
    sms: true,
  }),
  again: defineTemplate('warranty.again', '「{item}」（{number}）的报修没有修好，请再处理。', { sms: true }),
  escalated: defineTemplate(
    'warranty.escalated',
    '「{item}」（{number}）的质保报修逾期没有处理，请督促服务商。',
  ),
  settled: defineTemplate('warranty.settled', '「{item}」（{number}）的报修已经解决。'),
} as const
