import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { files } from '#platform/forms'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import type { Template } from '#platform/templates'
import { allOf, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf, type Visible } from '#platform/workflow'
import { inspectStations } from './duties.ts'
import { reason } from './inputs.ts'
import { texts } from './messages.ts'
import { keeper, theHead, toHead } from './people.ts'
import { stationById, stationHints } from './queries.ts'
import { mostRounds, rectifyDays, verifyDays } from './settings.ts'
import { stationFlow } from './workflow.ts'

export type Rectification = RowOf<'station_rectification'>

interface Order {
  station_id: string
  ordered_by: string
  check_id?: string | undefined
  issues: string
  days: number
}

/** Who found it, or decided that it be mended, does not verify it. */
const whoOrdered: Who<Rectification> = {
  says: '作出检查或决定的人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.ordered_by,
}
const verifier = allOf(inspectStations, not(whoOrdered))

/** The task is the keeper's, who sees to it; what is to be done is the head's. */
const headByKeeper = { ...keeper, says: '站长（中心联系人督促）' }

export const visibleOfHead =
  <T extends 'station_rectification' | 'station_check' | 'station_entry'>(table: T): Visible<T> =>
  ({ actor, db }, query) => {
    if (actor.staffId || actor.kind === 'system') return query
    const own = db.selectFrom('station').select('id').where('head_identity_id', '=', actor.identityId)
    return query.where(`${table}.station_id` as never, 'in', own as never)
  }

/** 4.3.3 整改: what a check found, mended by the head, verified by somebody else than who checked. */
export const rectificationFlow = defineWorkflow({
  subject: 'station_rectification',
  label: '服务站整改',
  clause: '4.3.3',
  states: {
    open: {
      label: '整改中',
      tone: 'red',
      awaits: headByKeeper,
      after: { within: row => row.days, do: 'miss' },
    },
    reported: { label: '待复核', tone: 'orange', awaits: inspectStations, clock: 'verify' },
    settled: { label: '已销号', tone: 'green', final: true },
    failed: { label: '未完成', tone: 'grey', final: true },
  },
  clocks: { verify: { label: '复核', within: verifyDays } },
  visible: visibleOfHead('station_rectification'),
  title: () => '服务站整改',
  hints: (ctx, ids) => stationHints(ctx, 'station_rectification', ids),
  href: (row, actor) => (actor.staffId ? `/desk/stations/rectifications/${row.id}` : '/my/station'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    station_id: z.uuid(),
    check_id: z.uuid().nullable(),
    issues: z.string(),
    days: z.number().int().meta({ description: '工作日' }),
    round: z.number().int(),
    opened_at: z.date(),
  }),
  actions: action => ({
    order: action<Order>({
      label: '责令整改',
      past: '要求整改',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: z.object({
        station_id: z.uuid(),
        ordered_by: z.uuid(),
        check_id: z.uuid().optional(),
        issues: z.string(),
        days: z.number().int(),
      }) as unknown as z.ZodType<Order>,
      effect: async (ctx, _row, input) => ({
        ...input,
        check_id: input.check_id ?? null,
        keeper_id: (await stationById(ctx, input.station_id))?.keeper_id ?? null,
        most_rounds: mostRounds.of(ctx.centre),
        opened_at: ctx.now,
      }),
      consequence: (ctx, row) =>
        tellHead(ctx, row, texts.ordered, { issues: row.issues, days: String(row.days) }),
      note: input => `${input.days} 个工作日内：${input.issues}`,
    }),
    report: action<{ report: string; photos: string[] }>({
      label: '提交整改情况',
      past: '提交了整改情况',
      done: '已提交，工作人员会来复核',
      from: ['open'],
      to: 'reported',
      by: theHead,
      tone: 'primary',
      input: z.object({
        report: z.string().trim().min(5).max(1_000).meta({
          label: '做了哪些整改',
          widget: 'textarea',
          help: '对照要求逐条写，一两句话说清即可。',
        }),
        photos: files(9)
          .refine(ids => ids.length > 0, '请拍摄整改后的照片')
          .meta({ label: '整改后的照片', accept: 'image/*' }),
      }) as unknown as z.ZodType<{ report: string; photos: string[] }>,
      effect: async (_ctx, _row, input) => ({ report: input.report }),
      consequence: async (ctx, row) => {
        const station = await stationById(ctx, row.station_id)
        const href = `/desk/stations/rectifications/${row.id}`
        await tell(
          ctx,
          message({ duty: inspectStations.code }, texts.reported, { name: station?.name ?? '' }, href),
        )
      },
      note: input => input.report,
    }),
    pass: action<{ reason: string }>({
      label: '复核通过',
      past: '复核通过，予以销号',
      from: ['reported'],
      to: 'settled',
      by: verifier,
      tone: 'primary',
      input: reason('复核意见', '怎么核实的：现场查看、电话或照片。').extend({
        photos: files(6).optional().meta({ label: '复核照片', accept: 'image/*' }),
      }) as unknown as z.ZodType<{ reason: string }>,
      consequence: async (ctx, row) => {
        await perform({ ...ctx, actor: system }, stationFlow, 'recover', row.station_id)
        await tellHead(ctx, row, texts.settled, {})
      },
      note: input => input.reason,
    }),
    reject: action<{ reason: string; days: number }>({
      label: '复核不通过',
      past: '复核未通过',
      from: ['reported'],
      to: row => (row.round >= row.most_rounds ? 'failed' : 'open'),
      by: verifier,
      tone: 'danger',
      input: async (ctx, row) =>
        reason(
          '哪里还没有改好',
          row && row.round >= row.most_rounds
            ? '这是最后一次复核：不通过即建议撤销站点，由管理站点的人员决定。'
            : '会告知站长。',
        ).extend({
          days: z
            .number()
            .int()
            .min(1)
            .max(120)
            .default(rectifyDays.of(ctx.centre))
            .meta({ label: '继续整改的期限', unit: '个工作日' }),
        }) as unknown as z.ZodType<{ reason: string; days: number }>,
      prefill: async ctx => ({ days: rectifyDays.of(ctx.centre) }),
      effect: async (_ctx, row, { days }) =>
        row.round >= row.most_rounds ? {} : { days, round: row.round + 1 },
      consequence: async (ctx, row, input) => {
        if (row.state === 'failed') await propose(ctx, row, `整改复核 ${row.most_rounds} 次未通过`)
        else await tellHead(ctx, row, texts.again, { reason: input.reason, days: String(input.days) })
      },
      note: input => input.reason,
    }),
    miss: action({
      label: '逾期未整改',
      past: '逾期没有提交整改情况',
      from: ['open'],
      to: 'failed',
      by: theSystem,
      quiet: true,
      consequence: (ctx, row) => propose(ctx, row, '没有按期完成整改'),
    }),
    drop: action({
      label: '不再整改',
      past: '站点撤销，不再整改',
      from: ['open', 'reported'],
      to: 'failed',
      by: theSystem,
      inner: true,
    }),
    handOn: action<{ keeper_id: string }>({
      label: '移交',
      past: '移交给同事督促',
      from: ['open', 'reported'],
      by: theSystem,
      inner: true,
      input: z.object({ keeper_id: z.uuid() }),
      effect: async (_ctx, _row, input) => input,
      amongStaff: true,
    }),
  }),
})

/** Closing is only proposed: a person decides. */
const propose = async (ctx: Ctx, row: Rectification, why: string): Promise<void> => {
  await perform({ ...ctx, actor: system }, stationFlow, 'proposeClosing', row.station_id, { why })
}

/** The station is told each time; its name is known here. */
async function tellHead<V extends string>(
  ctx: Ctx,
  row: Rectification,
  template: Template<V>,
  variables: Omit<Record<V, string>, 'name'>,
): Promise<void> {
  const station = await stationById(ctx, row.station_id)
  if (!station) return
  await tell(ctx, toHead(station, template, { ...variables, name: station.name } as Record<V, string>))
}
