import type { Ctx } from '#platform/ctx'
import { type Message, message, type Recipient } from '#platform/notify'
import { defineTemplate, type Template } from '#platform/templates'
import { answerConsultations, type Consultation, type Transfer } from './duties.ts'

export const texts = {
  received: defineTemplate(
    'consult.received',
    '您的咨询已收到，编号 {number}，查询码 {code}。{days} 个工作日内答复，凭编号和查询码可在网站“咨询”里查看。',
    { sms: true, secret: { code: '见回执' } },
  ),
  answered: defineTemplate(
    'consult.answered',
    '您的咨询（{number}）已有答复，请在网站查看，并告诉我们解决了没有。',
    { sms: true },
  ),
  closedUnsolved: defineTemplate(
    'consult.closed_unsolved',
    '您的咨询（{number}）两次答复仍没有解决，很抱歉。可以拨打服务热线，或在网站“投诉建议”反映。',
    { sms: true },
  ),
  outside: defineTemplate(
    'consult.outside',
    '您的咨询（{number}）需要{office}答复，我们已转去并会跟进，有结果即告知您。',
    { sms: true },
  ),
  incoming: defineTemplate('consult.incoming', '收到一件{kind}咨询（{number}），请受理。'),
  handed: defineTemplate('consult.handed', '咨询（{number}）由您负责答复。'),
  returned: defineTemplate('consult.returned', '咨询（{number}）对方说没解决：{reason}'),
  details: defineTemplate('consult.details', '咨询（{number}）的咨询人补充了情况。'),
  offered: defineTemplate('consult.offered', '有一件{kind}咨询请您答复，{days} 个工作日内请接收或退回。', {
    sms: true,
  }),
  accepted: defineTemplate('consult.accepted', '咨询（{number}）转办的{who}已接收。'),
  came: defineTemplate('consult.came_back', '咨询（{number}）转办退回，仍由您负责：{reason}'),
  suggested: defineTemplate('consult.suggested', '咨询（{number}）的{who}已回复，请核对后答复咨询人。'),
}

/** To whoever asked, if they can be reached; a code opens it for those without an account. */
export function toAsker<V extends string>(
  row: Consultation,
  text: Template<V>,
  values: Record<V, string>,
): Message[] {
  const to: Recipient | null = row.identity_id
    ? { identity: row.identity_id }
    : row.contact_phone
      ? { phone: row.contact_phone }
      : null
  return to ? [message(to, text, values, `/my/consultations/${row.id}`)] : []
}

/** To who is responsible, unless they did it themselves. */
export const toResponsible = <V extends string>(
  ctx: Ctx,
  row: Consultation,
  text: Template<V>,
  values: Record<V, string>,
): Message[] =>
  row.assignee_id && row.assignee_id !== ctx.actor.staffId
    ? [message({ staff: row.assignee_id }, text, values, `/desk/consultations/${row.id}`)]
    : []

export const toDesk = <V extends string>(
  row: Consultation,
  text: Template<V>,
  values: Record<V, string>,
): Message => message({ duty: answerConsultations.code }, text, values, `/desk/consultations/${row.id}`)

/** To who is asked to take it on. */
export function toReceiver<V extends string>(
  row: Transfer,
  text: Template<V>,
  values: Record<V, string>,
): Message[] {
  if (row.staff_id)
    return [message({ staff: row.staff_id }, text, values, `/desk/consultations/${row.consultation_id}`)]
  const page = `/my/consulting/${row.id}`
  if (row.identity_id) return [message({ identity: row.identity_id }, text, values, page)]
  if (row.party_id) return [message({ party: row.party_id }, text, values, page)]
  return []
}
