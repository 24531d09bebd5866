import { staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { type Message, message, tell } from '#platform/notify'
import { defineTemplate, type Template } from '#platform/templates'
import { acceptComplaints, bureauComplaints, type Complaint } from './duties.ts'

interface Both<V extends string> {
  centre: Template<V>
  bureau: Template<V>
}

/** A text twice: what the bureau handles about the centre is not to be found in the centre's outbox. */
const both = <V extends string>(make: (code: string, only: { only?: 'bureau' }) => Template<V>): Both<V> => ({
  centre: make('complaint', {}),
  bureau: make('complaint.bureau', { only: 'bureau' }),
})
const codeElsewhere = '见回执'

export const texts = {
  received: both((code, only) =>
    defineTemplate(
      `${code}.received`,
      '您反映的事项已收到，编号 {number}，查询码 {code}。{days} 个工作日内告知是否受理，凭编号和查询码可在网站“投诉建议”查询。',
      { sms: true, secret: { code: codeElsewhere }, ...only },
    ),
  ),
  accepted: both((code, only) =>
    defineTemplate(`${code}.accepted`, '您反映的事项（{number}）已受理，{days} 个工作日内答复您。', {
      sms: true,
      ...only,
    }),
  ),
  refused: both((code, only) =>
    defineTemplate(
      `${code}.refused`,
      '您反映的事项（{number}）不予受理：{reason}。理由和下一步怎么办，可凭编号和查询码在网站查看。',
      { sms: true, ...only },
    ),
  ),
  appealed: both((code, only) =>
    defineTemplate(
      `${code}.appeal_decided`,
      '您申请复查的事项（{number}），主管部门已作出决定：{outcome}。',
      {
        sms: true,
        ...only,
      },
    ),
  ),
  extended: both((code, only) =>
    defineTemplate(`${code}.extended`, '您反映的事项（{number}）还需要 {days} 个工作日，原因：{reason}', {
      sms: true,
      ...only,
    }),
  ),
  answered: both((code, only) =>
    defineTemplate(
      `${code}.answered`,
      '您反映的事项（{number}）已有答复，请在网站查看。是否满意可以直接告诉我们，也会有人回访您。',
      { sms: true, ...only },
    ),
  ),
  reviewing: both((code, only) =>
    defineTemplate(
      `${code}.reviewing`,
      '您对答复不满意的事项（{number}）已换人复核，{days} 个工作日内再答复您。',
      {
        sms: true,
        ...only,
      },
    ),
  ),
  closed: both((code, only) =>
    defineTemplate(`${code}.closed`, '您反映的事项（{number}）已办结，谢谢您帮助我们改进。', {
      sms: true,
      ...only,
    }),
  ),
  closedUnreached: both((code, only) =>
    defineTemplate(
      `${code}.closed_unreached`,
      '您反映的事项（{number}）已答复，多次回访没有联系上您，先行办结。答复可凭编号和查询码查看。',
      { sms: true, ...only },
    ),
  ),
  closedFinal: both((code, only) =>
    defineTemplate(
      `${code}.closed_final`,
      '您反映的事项（{number}）复核后办结。仍有不同意见的，可以向{higher}反映。',
      { sms: true, ...only },
    ),
  ),
  merged: both((code, only) =>
    defineTemplate(
      `${code}.merged`,
      '您反映的事项（{number}）与先前的一件（{into}）一并办理，答复会同样告知您。',
      {
        sms: true,
        ...only,
      },
    ),
  ),
  joined: both((code, only) =>
    defineTemplate(`${code}.joined`, '又收到一件与您反映的事项（{number}）相同的反馈，已一并办理。', only),
  ),
  thanked: both((code, only) =>
    defineTemplate(`${code}.thanked`, '您的{kind}（{number}）已有回音：{finding}。谢谢您。', {
      sms: true,
      ...only,
    }),
  ),
  incoming: both((code, only) =>
    defineTemplate(`${code}.incoming`, '收到一件{kind}（{number}），请受理。', only),
  ),
  waiting: both((code, only) =>
    defineTemplate(`${code}.waiting`, '服务反馈（{number}）{what}，请办理。', only),
  ),
  assigned: both((code, only) => defineTemplate(`${code}.assigned`, '服务反馈（{number}）由您办理。', only)),
  details: both((code, only) =>
    defineTemplate(`${code}.details`, '服务反馈（{number}）的反映人补充了情况。', only),
  ),
}

/** The text as it is told of this complaint. */
export const of = <V extends string>(
  { centre, bureau }: Both<V>,
  row: Pick<Complaint, 'for_bureau'>,
): Template<V> => (row.for_bureau ? bureau : centre)

/** To whoever complained, if they can be reached: an anonymous one looks by themselves. */
export function toComplainant<V extends string>(
  row: Complaint,
  text: Both<V>,
  values: Record<V, string>,
): Message[] {
  const to = row.identity_id
    ? { identity: row.identity_id }
    : row.contact_phone
      ? { phone: row.contact_phone }
      : null
  return to ? [message(to, of(text, row), values, `/my/complaints/${row.id}`)] : []
}

/** To one member of staff, unless they did it themselves. */
export const toStaff = <V extends string>(
  ctx: Ctx,
  row: Complaint,
  staffId: string | null,
  text: Both<V>,
  values: Record<V, string>,
): Message[] =>
  staffId && staffId !== ctx.actor.staffId
    ? [message({ staff: staffId }, of(text, row), values, `/desk/complaints/${row.id}`)]
    : []

/**
 * To those who could take it on, each by name: neither whom it is about nor the centre's group hears of it, and of what
 * is about the centre only the bureau.
 */
export async function tellDesk<V extends string>(
  ctx: Ctx,
  row: Complaint,
  text: Both<V>,
  values: Record<V, string>,
  duty = acceptComplaints,
): Promise<void> {
  const people = await staffWithDuty(ctx, row.for_bureau ? bureauComplaints : duty)
  await tell(
    ctx,
    ...people
      .filter(({ id }) => !row.concerned_ids.includes(id))
      .flatMap(({ id }) => toStaff(ctx, row, id, text, values)),
  )
}
