import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { type Addressee, allOf, anyOf, everDid, not } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { signedBrief } from './dispatch.ts'
import { checkBriefs, writeBriefs } from './duties.ts'
import { opinion, reason } from './inputs.ts'
import { pageOf, told } from './messages.ts'
import { type Adoption, seesAll } from './people.ts'
import { sentOnes } from './queries/briefs.ts'
import { confirmDays } from './settings.ts'

export const levels = { county: '县级', city: '市级', province: '省级', nation: '国家级' } as const
export type Level = keyof typeof levels

interface Recording {
  brief_id: string
  level: Level
  unit: string
  publication: string
  issue: string
  adopted_on: string
  instruction: boolean
  remark: string
  link?: string | undefined
  proof: string[]
}
const text = (label: string, least: number, most: number, help?: string) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .meta({ label, ...(help && { help }) })

const recording = z.object({
  brief_id: z.uuid().meta({ label: '工作信息', widget: 'hidden' }),
  level: oneOf(levels, '采用级别'),
  unit: text('采用单位', 2, 60, '例如 安庆市商务局。'),
  publication: text('刊名', 2, 60, '登在什么刊物、网站、内部信息上。'),
  issue: z.string().trim().max(30).default('').meta({ label: '刊期', help: '例如 2026 年第 35 期。' }),
  adopted_on: z.iso.date().meta({ label: '采用日期', widget: 'date' }),
  instruction: z.boolean().default(false).meta({ label: '有领导批示', widget: 'checkbox' }),
  remark: z.string().trim().max(300).default('').meta({ label: '批示或备注', widget: 'textarea' }),
  link: z.url().max(400).optional().meta({ label: '网址', help: '公开登载的填网址；没有网址的上传凭据。' }),
  proof: files(6).default([]).meta({ label: '凭据', help: '刊物页面、批示件的照片或扫描件。' }),
}) as unknown as z.ZodType<Recording>

/** Whoever looks at the proof is not who brought it. */
const verifier: Addressee<Adoption> = {
  ...allOf<Adoption>(checkBriefs, not(everDid('登记人', 'record'))),
  address: () => ({ duty: checkBriefs.code }),
}

/** 采用: a brief may be adopted several times; what somebody else has verified counts. */
export const adoptionFlow = defineWorkflow({
  subject: 'brief_adoption',
  label: '信息采用',
  clause: '5.6.2',
  clocks: { confirm: { label: '核实采用', within: confirmDays } },
  states: {
    recorded: { label: '待核实', tone: 'orange', awaits: verifier, clock: 'confirm' },
    confirmed: { label: '已核实', tone: 'green', final: true },
    withdrawn: { label: '不计', tone: 'grey', final: true },
  },
  visible: (ctx, query) =>
    seesAll(ctx.actor)
      ? query
      : ctx.actor.staffId !== null
        ? query.where('brief_adoption.brief_id', 'in', sentOnes(ctx))
        : query.where('brief_adoption.id', 'is', null),
  title: row => `${levels[row.level as Level]}采用：${row.publication}`,
  href: row => pageOf({ id: row.brief_id }),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    brief_id: z.uuid(),
    level: z.string(),
    unit: z.string(),
    publication: z.string(),
    issue: z.string(),
    adopted_on: z.string(),
    instruction: z.boolean(),
  }),
  actions: action => ({
    record: action<Recording>({
      label: '登记采用',
      past: '登记了采用',
      done: '已登记，由另一人对照凭据核实后计入采用率',
      from: 'new',
      to: 'recorded',
      by: writeBriefs,
      input: recording,
      prefill: async (ctx, _row, raw) => ({ brief_id: raw.brief_id, adopted_on: dayOf(ctx.now) }),
      effect: recorded,
      tell: (row, input) => [told.adopted(row, input.publication)],
    }),
    confirm: action<{ opinion: string }>({
      label: '核实',
      past: '核实了采用',
      from: ['recorded'],
      to: 'confirmed',
      by: verifier,
      tone: 'primary',
      input: opinion('核实情况'),
      effect: async ctx => ({ confirmed_at: ctx.now }),
      note: input => input.opinion || null,
    }),
    withdraw: action<{ reason: string }>({
      label: '不计',
      past: '决定不计',
      from: ['recorded', 'confirmed'],
      to: 'withdrawn',
      by: anyOf(writeBriefs, checkBriefs),
      tone: 'danger',
      input: reason('为什么不计', '登记有误，或者凭据对不上。'),
      effect: async (_ctx, _row, input) => ({ reason: input.reason, confirmed_at: null }),
      note: input => input.reason,
    }),
  }),
})

async function recorded(ctx: Ctx, _row: Adoption, { proof, link, ...input }: Recording) {
  if (proof.length === 0 && !link) throw invalid({ proof: '请上传凭据，或者填写网址。' })
  await signedBrief(ctx, input.brief_id, 'adopted_on', input.adopted_on)
  return { ...input, link: link ?? null, recorded_by: ctx.actor.staffId, recorded_at: ctx.now }
}
