import { type Message, message } from '#platform/notify'
import { defineTemplate, type Template } from '#platform/templates'
import { checkBriefs, receiveBriefs, signBriefs, writeBriefs } from './duties.ts'
import type { Brief } from './people.ts'

const texts = {
  opened: defineTemplate('brief.opened', '《{title}》已按数据写好初稿，请修改后送核，{day} 前报出。'),
  toCheck: defineTemplate('brief.to_check', '《{title}》请核稿。'),
  toSign: defineTemplate('brief.to_sign', '《{title}》已核稿，请签发。'),
  returned: defineTemplate('brief.returned', '《{title}》被退回修改：{reason}'),
  signed: defineTemplate('brief.signed', '《{title}》已签发，请报送。'),
  sent: defineTemplate('brief.sent', '收到《{title}》，请签收。', { only: 'bureau' }),
  corrected: defineTemplate('brief.corrected', '收到《{title}》的更正，请重新签收。', { only: 'bureau' }),
  received: defineTemplate('brief.received', '《{title}》已由主管部门签收。'),
  adopted: defineTemplate('brief.adopted', '《{title}》登记了采用，请对照刊物核实。'),
}

export const pageOf = (row: { id: string }): string => `/desk/briefs/${row.id}`

const to = <V extends string>(
  row: Pick<Brief, 'id'>,
  duty: { code: string },
  text: Template<V>,
  values: Record<V, string>,
): Message => message({ duty: duty.code }, text, values, pageOf(row))

/** To who wrote it; where nobody has yet, to all who write. */
const toWriters = <V extends string>(row: Brief, text: Template<V>, values: Record<V, string>): Message[] =>
  row.writers.length === 0
    ? [to(row, writeBriefs, text, values)]
    : row.writers.map(staff => message({ staff }, text, values, pageOf(row)))

export const told = {
  opened: (row: Brief) =>
    row.due_on === null ? null : to(row, writeBriefs, texts.opened, { title: row.title, day: row.due_on }),
  toCheck: (row: Brief) => to(row, checkBriefs, texts.toCheck, { title: row.title }),
  toSign: (row: Brief) => to(row, signBriefs, texts.toSign, { title: row.title }),
  returned: (row: Brief, reason: string) => toWriters(row, texts.returned, { title: row.title, reason }),
  signed: (row: Brief) => toWriters(row, texts.signed, { title: row.title }),
  sent: (row: Brief) =>
    to(row, receiveBriefs, row.version === 1 ? texts.sent : texts.corrected, { title: row.title }),
  received: (row: Brief) => toWriters(row, texts.received, { title: row.title }),
  adopted: (row: { brief_id: string }, title: string) =>
    message({ duty: checkBriefs.code }, texts.adopted, { title }, pageOf({ id: row.brief_id })),
}
