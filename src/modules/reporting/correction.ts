import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid, notFound } from '#platform/errors'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { allOf, anyOf, anyPerson, concerned, not, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { amount } from './checks.ts'
import { cellsOf } from './definition.ts'
import { lockReports, manageReports } from './duties.ts'
import { tellReporter, texts, toBureau } from './messages.ts'
import { type Correction, reporter, type Sheet, visibleCorrections, visibleSheets } from './people.ts'
import { corrected, definitionOf, formById } from './queries.ts'

interface Asking {
  report_id: string
  cell: string
  new_value: number
  reason: string
  proof: string[]
}

const page = (row: Pick<Correction, 'id'>) => `/desk/reports/corrections/${row.id}`

/** The locked sheet that a slip is about, if whoever asks may see it; its row is held, so that slips queue. */
async function lockedSheet(ctx: Ctx, id: unknown): Promise<Sheet> {
  const query = ctx.db
    .selectFrom('report')
    .selectAll('report')
    .where('report.id', '=', typeof id === 'string' && isId(id) ? id : '00000000-0000-0000-0000-000000000000')
  const sheet = (await visibleSheets(ctx, query as never).executeTakeFirst()) as Sheet | undefined
  if (!sheet) throw notFound('这张报表')
  const round = await ctx.db
    .selectFrom('report_round')
    .select('state')
    .where('id', '=', sheet.round_id)
    .executeTakeFirstOrThrow()
  if (round.state !== 'locked' || sheet.state !== 'approved')
    throw conflict('这张报表还没有锁定，请退回修改，不用更正单。', `/my/reports/${sheet.id}`)
  return sheet
}

export const mayAsk = (ctx: Ctx, sheet: Sheet): boolean =>
  manageReports.test(ctx.actor, null, undefined as never) ||
  reporter.test(ctx.actor, sheet, undefined as never)

/** What holds now in a cell of a sheet. */
const valueNow = async (ctx: Ctx, sheet: Sheet, cell: string): Promise<number | null> =>
  (await corrected(ctx, [sheet])).get(sheet.id)?.[cell] ?? null

async function asking(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const sheet = await lockedSheet(ctx, raw.report_id)
  if (!mayAsk(ctx, sheet)) throw forbidden('更正单由报送单位或负责统计报表的人员申请。')
  const cells = cellsOf(definitionOf(await formById(ctx, sheet.form_id)))
  const cell = cells.find(one => one.key === raw.cell)
  if (!cell) throw invalid({ '': '请从报表上选要更正的一行。' })
  const old = await valueNow(ctx, sheet, cell.key)
  const { kind, unit } = cell.item
  return z.object({
    report_id: z.literal(sheet.id).meta({ widget: 'hidden' }),
    cell: z.literal(cell.key).meta({ widget: 'hidden' }),
    new_value: z
      .number()
      .int()
      .min(0)
      .max(kind === 'money' ? 100_000_000_00 : 1_000_000_000)
      .refine(value => value !== old, '和现在的数一样，不用更正')
      .meta({
        label: `${cell.label}：更正为`,
        widget: kind === 'money' ? 'money' : 'number',
        unit,
        help: `现在是 ${old === null ? '没有填' : amount(old, kind)}。更正前后的数都保留。`,
      }),
    reason: z.string().trim().min(10).max(500).meta({ label: '更正的原因', widget: 'textarea' }),
    proof: files(6)
      .refine(ids => ids.length > 0, '请上传凭据')
      .meta({ label: '凭据', help: '证明更正后的数的台账、结算单。' }),
  }) as unknown as z.ZodType<Asking>
}

async function ask(ctx: Ctx, _row: unknown, input: Asking) {
  const sheet = await lockedSheet(ctx, input.report_id)
  const cell = cellsOf(definitionOf(await formById(ctx, sheet.form_id))).find(one => one.key === input.cell)
  if (!cell) throw notFound('这一格')
  const open = await ctx.db
    .selectFrom('report_correction')
    .select('id')
    .where('report_id', '=', sheet.id)
    .where('cell', '=', input.cell)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (open) throw conflict('这一格已经有一张更正单在审批。')
  return {
    ...{ report_id: sheet.id, party_id: sheet.party_id, station_id: sheet.station_id, title: sheet.title },
    ...{ cell: cell.key, label: cell.label, unit: cell.item.kind === 'money' ? '元' : cell.item.unit },
    ...{ old_value: await valueNow(ctx, sheet, cell.key), new_value: input.new_value, reason: input.reason },
    ...{ asked_by: ctx.actor.identityId, asked_name: ctx.actor.name, asked_at: ctx.now },
  }
}

/** Two slips for one cell could cross: the one that comes second would write over what nobody looked at. */
async function approve(ctx: Ctx, row: Correction, { opinion }: { opinion: string }) {
  const sheet = await ctx.db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', row.report_id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const now = await valueNow(ctx, sheet as Sheet, row.cell)
  if (now !== (row.old_value === null ? null : Number(row.old_value)))
    throw conflict('这一格已经被别的更正单改过，请申请人按现在的数重新申请。')
  return decided(ctx, opinion)
}

const decided = (ctx: Ctx, opinion: string) => ({
  ...{ opinion, decided_by: ctx.actor.staffId, decided_at: ctx.now },
})

const asker: Who<Correction> = {
  says: '申请人',
  test: (actor, row) => actor.identityId !== null && actor.identityId === row.asked_by,
}
const decider = allOf(lockReports as Who<Correction>, not(asker), not(concerned as Who<Correction>))

/** 5.6.2 更正单: after the lock, the only way to another figure: old, new, reason, proof, approved by somebody else. */
export const correctionFlow = defineWorkflow({
  subject: 'report_correction',
  label: '更正单',
  confidential: true,
  clause: '5.6.2',
  clocks: { decide: { label: '审批', within: 3 } },
  states: {
    asked: { label: '待审批', tone: 'orange', awaits: lockReports, clock: 'decide' },
    approved: { label: '已更正', tone: 'green', final: true },
    refused: { label: '未批准', tone: 'red', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  visible: visibleCorrections,
  title: row => `更正 ${row.title}`,
  href: (row, actor) => (actor.staffId ? page(row) : `/my/reports/${row.report_id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    report_id: z.uuid(),
    cell: z.string(),
    label: z.string(),
    old_value: z.unknown(),
    new_value: z.unknown(),
    reason: z.string(),
    asked_name: z.string(),
    asked_at: z.date(),
    decided_at: z.date().nullable(),
  }),
  actions: action => ({
    ask: action<Asking>({
      label: '申请更正',
      past: '申请更正',
      done: '已提交，批准后更正',
      from: 'new',
      to: 'asked',
      by: anyOf(manageReports as Who<Correction>, anyPerson as Who<Correction>),
      tone: 'primary',
      input: asking,
      effect: ask,
      note: input => input.reason,
      tell: (row, _input) => [toBureau(texts.asked, { name: row.asked_name, title: row.title }, page(row))],
    }),
    approve: action<{ opinion: string }>({
      label: '批准更正',
      past: '批准了更正',
      from: ['asked'],
      to: 'approved',
      by: decider,
      tone: 'primary',
      input: opinion('审批意见'),
      effect: approve,
      consequence: (ctx, row) =>
        tellReporter(ctx, { ...row, id: row.report_id }, texts.corrected, { title: row.title }),
      note: input => input.opinion,
    }),
    refuse: action<{ opinion: string }>({
      label: '不批准',
      past: '没有批准更正',
      from: ['asked'],
      to: 'refused',
      by: decider,
      tone: 'danger',
      input: opinion('不批准的理由'),
      effect: async (ctx, _row, input) => decided(ctx, input.opinion),
      consequence: (ctx, row, input) =>
        tellReporter(ctx, { ...row, id: row.report_id }, texts.notCorrected, {
          ...{ title: row.title, reason: input.opinion },
        }),
      note: input => input.opinion,
    }),
    withdraw: action({
      label: '撤回',
      past: '撤回了更正申请',
      from: ['asked'],
      to: 'withdrawn',
      by: asker,
      confirm: '撤回后报表的数不变。',
    }),
  }),
})

function opinion(label: string) {
  return z.object({ opinion: z.string().trim().min(4).max(300).meta({ label, widget: 'textarea' }) })
}
