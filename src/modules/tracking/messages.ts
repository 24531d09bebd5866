import type { Ctx } from '#platform/ctx'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { callLearners, followLearners } from './duties.ts'
import type { Invited } from './inputs.ts'
import { tokenOf } from './link.ts'
import type { Call, Check, FollowUp, Round } from './people.ts'

const texts = {
  listed: defineTemplate('tracking.listed', '“{title}”已结业，{people} 名学员的抽查名单已固定，请抽取。'),
  finding: defineTemplate('tracking.finding', '电话抽查发现一个问题，请查清并写说明。'),
  explained: defineTemplate('tracking.explained', '抽查发现的问题已有说明，请核对。'),
  due: defineTemplate('tracking.due', '“{title}”结业 {months} 个月，{people} 名学员待跟踪。'),
  invited: defineTemplate(
    'tracking.invited',
    '您参加“{title}”结业 {months} 个月了，想知道您现在怎么样、有什么要帮忙的，一分钟就能填完。{link}',
    { sms: true, secret: { link: '' } },
  ),
} as const

export const toldCallers = (row: Check) =>
  message(
    { duty: callLearners.code },
    texts.listed,
    { title: row.title, people: String(row.people) },
    `/desk/tracking/checks/${row.id}`,
  )

export const toldOwner = (row: Call) =>
  message({ staff: row.owner_id }, texts.finding, {}, `/desk/tracking/calls/${row.id}`)

export const toldSettlers = (row: Call) =>
  message({ duty: callLearners.code }, texts.explained, {}, `/desk/tracking/calls/${row.id}`)

export const toldFollowers = (row: Round) =>
  message(
    { duty: followLearners.code },
    texts.due,
    { title: row.title, months: String(row.months), people: String(row.people) },
    `/desk/tracking/rounds/${row.id}`,
  )

/** The link goes by SMS alone: the outbox and the inbox show the text without it. */
export const toldLearner = (ctx: Ctx, row: FollowUp, { title, phone, identity_id }: Invited) =>
  message(
    identity_id ? { identity: identity_id } : { phone },
    texts.invited,
    { title, months: String(row.months), link: `${ctx.centre.origin}/f/${tokenOf(ctx, row.id)}` },
    `/my/training/${row.enrolment_id}`,
  )
