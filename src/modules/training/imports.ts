import type { Ctx } from '#platform/ctx'
import { normaliseCode } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { defineImport, type Existing } from '#platform/imports'
import { perform } from '#platform/perform'
import { enrolsLearners } from './duties.ts'
import { enrolmentFlow } from './enrolment.ts'
import { enteringByClass } from './enrolment-inputs.ts'
import { enrolmentsAfter } from './queries/learners.ts'

const text = (value: unknown): string => String(value ?? '').trim()
const keyOf = (input: Record<string, unknown>): string =>
  `${text(input.class_id)}｜${normaliseCode(text(input.id_number))}`

/** A roster by the sheet: each row is entered as by hand, to be reviewed like any other. */
defineImport('enrolment', {
  label: '培训报名',
  about: '培训班的报名名单，一人一行；录入后在“学员”中审核。已经报过名的不会再录。',
  by: enrolsLearners,
  list: '/desk/classes',
  schema: enteringByClass,
  columns: [
    {
      name: 'class_id',
      example: '2026-07 助农直播实训班',
      help: '从“期号 班名”中选，只能是报名中或已开班的。',
    },
    { name: 'person_name', example: '王小丫' },
    { name: 'phone', example: '13800000012' },
    { name: 'id_number', example: '340822199003072345', help: '18 位，设为文本格式。' },
    { name: 'town', example: '石牌镇' },
    { name: 'village', example: '邓林村' },
    { name: 'groups', example: '脱贫户、妇女' },
    { name: 'education', example: '高中、中专' },
  ],
  sealed: ['id_number'],
  keyOf: input => (text(input.id_number) ? keyOf(input) : null),
  titleOf: input => text(input.person_name),
  find: (ctx, inputs) => Promise.all(inputs.map(input => known(ctx, input))),
  perform: async (ctx, input, id) => id ?? (await perform(ctx, enrolmentFlow, 'enter', null, input)).id,
  page: async (ctx, after, limit) =>
    (await enrolmentsAfter(ctx, after, limit)).map(row => ({
      id: row.id,
      input: {
        ...{ class_id: row.class_id, person_name: row.person_name, phone: row.phone, id_number: '' },
        ...{ town: row.town ?? '', village: row.village, groups: row.groups, education: row.education },
      },
    })),
})

/** Whoever of this number is in the class already. */
async function known(ctx: Ctx, input: Record<string, unknown>): Promise<Existing | undefined> {
  const classId = text(input.class_id)
  if (!isId(classId)) return undefined
  const row = await ctx.db
    .selectFrom('enrolment')
    .select(['id', 'class_id', 'person_name', 'phone'])
    .where('class_id', '=', classId)
    .where('id_hash', '=', ctx.centre.keys.hash(normaliseCode(text(input.id_number))))
    .where('state', 'in', ['applied', 'waiting', 'accepted', 'completed', 'failed'])
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, input, blocked: '这个人已经报过名' }
}
