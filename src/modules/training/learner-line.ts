import { badgeOf } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { maskIdNumber, maskPhone } from '#platform/identifiers'
import type { Enrolment } from './doors.ts'
import { enrolmentFlow } from './enrolment.ts'
import { educations, groupLabels, townName } from './words.ts'

const channels: Record<string, string> = {
  self: '本人',
  proxy: '代办',
  desk: '窗口登记',
  sheet: '批量导入',
}

/** '340822********1234', or that it was taken away. */
export const maskedNumber = (ctx: Ctx, row: Pick<Enrolment, 'id_number_encrypted'>): string =>
  row.id_number_encrypted ? maskIdNumber(ctx.centre.keys.decrypt(row.id_number_encrypted)) : '已删除'

/** One learner as lists show them; the whole phone only where it is asked for. */
export const lineOf = (ctx: Ctx, row: Enrolment, phones: boolean) => ({
  ...{ id: row.id, turn: row.turn, name: row.person_name, applied: row.applied_at },
  phone: phones ? row.phone : maskPhone(row.phone),
  number: maskedNumber(ctx, row),
  town: [townName(row.town), row.village].filter(Boolean).join(' '),
  groups: groupLabels(row.groups),
  education: row.education ? (educations[row.education as keyof typeof educations] ?? '') : '',
  channel: channels[row.channel] ?? '',
  state: badgeOf(enrolmentFlow, row.state),
})
