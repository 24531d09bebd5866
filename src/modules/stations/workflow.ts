import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { message } from '#platform/notify'
import { positionText } from '#platform/position'
import { allOf, everDid, not, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspectStations, manageStations } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { texts } from './messages.ts'
import { keeper, toHead, visibleStations } from './people.ts'
import { acceptDays, approveDays, buildDays, decideDays, rectifyDays } from './settings.ts'

export type Station = RowOf<'station'>

/** Which phone they proved to hold is asked when they take it over. */
const namedHead: Who<Station> = {
  says: '登记为站长的人',
  test: actor => actor.kind === 'person' && actor.staffId === null,
}

const current = ['applied', 'building', 'acceptance', 'open', 'rectifying', 'closing'] as const

/** 4.3.3 乡镇、村级服务站: application → approval → building → acceptance → operation → rectification → closing (DB33/T 982). */
export const stationFlow = defineWorkflow({
  subject: 'station',
  label: '服务站',
  clause: '4.3.3',
  states: {
    applied: { label: '待审批', tone: 'blue', awaits: manageStations, clock: 'approve' },
    refused: { label: '未批准', tone: 'grey', final: true },
    building: { label: '建设中', tone: 'orange', awaits: keeper, clock: 'build' },
    acceptance: { label: '待验收', tone: 'blue', awaits: inspectStations, clock: 'accept' },
    open: { label: '运营中', tone: 'green', final: true },
    // What is to be mended is a record of its own, with its own clock.
    rectifying: { label: '整改中', tone: 'red', final: true },
    closing: { label: '待决定是否撤销', tone: 'red', awaits: manageStations, clock: 'decide' },
    closed: { label: '已撤销', tone: 'grey', final: true },
  },
  clocks: {
    approve: { label: '审批', within: approveDays },
    build: { label: '建设', within: buildDays },
    accept: { label: '验收', within: acceptDays },
    decide: { label: '决定', within: decideDays },
  },
  visible: visibleStations,
  // Everybody sees what the station looks like; its papers are for the centre and the head.
  opensFile: effects.opensPhoto,
  title: row => row.name,
  href: (row, actor) => (actor.staffId ? `/desk/stations/${row.id}` : '/my/station'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    code: z.string(),
    level: z.string(),
    name: z.string(),
    town: z.string().nullable(),
    village: z.string().nullable(),
    address: z.string(),
    longitude: z.number().nullable(),
    latitude: z.number().nullable(),
    phone: z.string(),
    hours: z.string(),
    offers: z.array(z.string()),
    opened_on: z.string().nullable(),
  }),
  actions: action => ({
    apply: action<inputs.StationInput>({
      label: '登记建站申请',
      past: '登记了建站申请',
      from: 'new',
      to: 'applied',
      by: manageStations,
      tone: 'primary',
      input: inputs.application,
      prefill: effects.nextCode,
      effect: async (ctx, row, input) => ({
        ...(await effects.columns(ctx, row.id, input)),
        head_name: input.head_name,
        head_phone: input.head_phone,
        applied_at: ctx.now,
      }),
      tell: row => [
        message({ duty: manageStations.code }, texts.applied, { name: row.name }, `/desk/stations/${row.id}`),
      ],
    }),
    approve: action({
      label: '批准建站',
      past: '批准建站',
      from: ['applied'],
      to: 'building',
      by: allOf(manageStations, not(everDid('登记申请的人', 'apply'))),
      tone: 'primary',
      tell: (row, _input, ctx) => [
        toHead(row, texts.approved, { name: row.name, days: String(buildDays.of(ctx.centre)) }),
      ],
    }),
    refuse: action<{ reason: string }>({
      label: '不予批准',
      past: '决定不予批准',
      from: ['applied'],
      to: 'refused',
      by: allOf(manageStations, not(everDid('登记申请的人', 'apply'))),
      tone: 'danger',
      input: inputs.reason('不予批准的理由', '会告知申请的站长。'),
      note: input => input.reason,
      tell: (row, input) => [toHead(row, texts.refused, { name: row.name, reason: input.reason })],
    }),
    requestAcceptance: action<{ reason: string }>({
      label: '申请验收',
      past: '申请验收',
      from: ['building'],
      to: 'acceptance',
      by: manageStations,
      tone: 'primary',
      input: inputs.reason('建设情况', '装修、设备、标识、人员培训的完成情况。'),
      note: input => input.reason,
      tell: row => [
        message({ duty: inspectStations.code }, texts.built, { name: row.name }, `/desk/stations/${row.id}`),
      ],
    }),
    accept: action<inputs.Acceptance>({
      label: '验收通过',
      past: '验收通过，开始运营',
      from: ['acceptance'],
      to: 'open',
      by: allOf(inspectStations, not(everDid('申请验收的人', 'requestAcceptance'))),
      tone: 'primary',
      publishes: true,
      input: inputs.acceptance,
      effect: async ctx => ({ opened_on: dayOf(ctx.now) }),
      consequence: effects.keepFindable,
      note: input => input.remarks,
      tell: row => [toHead(row, texts.opened, { name: row.name })],
    }),
    findUnfit: action<{ reason: string }>({
      label: '验收不通过',
      past: '验收未通过，继续建设',
      from: ['acceptance'],
      to: 'building',
      by: allOf(inspectStations, not(everDid('申请验收的人', 'requestAcceptance'))),
      input: inputs.reason('哪里不符合要求', '逐项写清，会告知站长。'),
      note: input => input.reason,
      tell: (row, input) => [toHead(row, texts.unfit, { name: row.name, reason: input.reason })],
    }),
    claim: action({
      label: '接管站点',
      past: '以站长身份接管站点',
      done: '已接管，这里是您的服务站',
      from: current,
      by: namedHead,
      quiet: true,
      suits: row => row.head_identity_id === null,
      effect: effects.claim,
    }),
    edit: action<Omit<inputs.StationInput, 'head_name' | 'head_phone'>>({
      label: '修改资料',
      past: '修改了资料',
      from: current,
      by: manageStations,
      publishes: true,
      input: inputs.revision,
      prefill: async (_ctx, row) =>
        row
          ? {
              ...row,
              place: row.village ?? row.town ?? undefined,
              position: positionText(row),
              keeper_id: row.keeper_id ?? undefined,
            }
          : {},
      effect: async (ctx, row, input) => effects.columns(ctx, row.id, input),
      consequence: effects.keepFindable,
    }),
    changeHead: action<effects.NewHead>({
      label: '更换站长',
      past: '更换了站长',
      from: current,
      by: manageStations,
      confirm: '更换后，原站长立即不能再查看和登记，他名下的代办授权一并终止。',
      input: effects.newHead,
      effect: effects.changeHead,
      note: input => input.reason,
      tell: row => [message({ phone: row.head_phone }, texts.headed, { name: row.name }, '/my')],
    }),
    handOn: action<{ keeper_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事联系',
      from: 'any',
      by: theSystem,
      inner: true,
      input: z.object({ keeper_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { keeper_id }) => ({ keeper_id }),
      consequence: effects.keeperOfRectifications,
      note: input => input.reason,
      amongStaff: true,
    }),
    rectify: action({
      label: '进入整改',
      past: '检查不合格，进入整改',
      from: ['open'],
      to: 'rectifying',
      by: theSystem,
      inner: true,
    }),
    recover: action({
      label: '恢复运营',
      past: '整改合格，恢复正常运营',
      from: ['rectifying'],
      to: 'open',
      by: theSystem,
      inner: true,
    }),
    proposeClosing: action<{ why: string }>({
      label: '建议撤销',
      past: '整改没有完成，建议撤销',
      from: ['rectifying'],
      to: 'closing',
      by: theSystem,
      inner: true,
      input: z.object({ why: z.string() }),
      note: input => input.why,
      tell: (row, { why }) => [
        message(
          { duty: manageStations.code },
          texts.proposed,
          { name: row.name, why },
          `/desk/stations/${row.id}`,
        ),
        toHead(row, texts.endangered, { name: row.name, why }),
      ],
    }),
    retain: action<{ reason: string; days: number }>({
      label: '暂不撤销，继续整改',
      past: '决定暂不撤销，继续整改',
      from: ['closing'],
      to: 'rectifying',
      by: manageStations,
      input: async ctx =>
        inputs.reason('还要整改什么', '会告知站长，到期由未作决定的人复核。').extend({
          days: z
            .number()
            .int()
            .min(1)
            .max(120)
            .default(rectifyDays.of(ctx.centre))
            .meta({ label: '整改期限', unit: '个工作日' }),
        }) as unknown as z.ZodType<{ reason: string; days: number }>,
      prefill: async ctx => ({ days: rectifyDays.of(ctx.centre) }),
      consequence: effects.orderAnew,
      note: input => input.reason,
    }),
    close: action<{ reason: string }>({
      label: '撤销站点',
      past: '撤销了站点',
      from: ['building', 'acceptance', 'open', 'rectifying', 'closing'],
      to: 'closed',
      by: manageStations,
      tone: 'danger',
      publishes: true,
      confirm: '撤销后不再对外公布，站长不能再登记日报和代办，代办授权一并终止。',
      input: inputs.reason('撤销原因', '会告知站长。'),
      effect: async (_ctx, _row, input) => ({ closed_reason: input.reason }),
      consequence: effects.windUp,
      note: input => input.reason,
      tell: (row, input) => [toHead(row, texts.closed, { name: row.name, reason: input.reason })],
    }),
  }),
})
