import { z } from 'zod'
import { inPublic, namesNobody } from '#modules/catalogue'
import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { files, oneOf } from '#platform/forms'
import { message } from '#platform/notify'
import { allOf, anyPerson, everDid, not, type Who } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { type FigureKind, figureKinds, figureWords } from './codes.ts'
import { verifyMatches } from './duties.ts'
import * as effects from './introduction-effects.ts'
import { texts } from './messages.ts'
import { type Figure, visibleFigures } from './people.ts'
import { reason } from './reason.ts'
import { verifyDays } from './settings.ts'

interface Recording {
  introduction_id: string
  kind: FigureKind
  amount_fen: number
  on_day: Day
  number: string
  remark: string
  contract_from?: Day | undefined
  contract_until?: Day | undefined
  yearly: string
  yearly_fen?: number | undefined
  voucher?: string[] | undefined
}

/** Who claimed it, by whichever of their accounts. */
const claimer: Who<Figure> = {
  says: '登记的人',
  test: (actor, row) =>
    row.claimed_by !== null && [actor.identityId, actor.twin?.identityId].includes(row.claimed_by),
}

const optionalDay = (label: string) =>
  z.iso.date('请填写日期').optional().meta({ label, widget: 'date', help: '合同才填。' })

async function recording(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Recording>> {
  const introduction = await effects.inHand(ctx, raw.introduction_id)
  return z
    .object({
      introduction_id: z.literal(introduction.id).meta({ widget: 'hidden' }),
      kind: oneOf(figureKinds, '登记哪一项', 'radio'),
      amount_fen: z
        .number()
        .int()
        .min(1)
        .max(100_000_000_00)
        .meta({ label: '金额', widget: 'money', unit: '元', help: '只填这一次的；各项分开记，不相加。' }),
      on_day: z.iso
        .date('请填写日期')
        .refine(day => day <= dayOf(ctx.now), '还没有到')
        .default(dayOf(ctx.now))
        .meta({ label: '日期', widget: 'date', help: '达成意向、签订、发货或收款的那一天。' }),
      number: z.string().trim().max(60).default('').meta({ label: '合同或单据编号' }),
      contract_from: optionalDay('合同起'),
      contract_until: optionalDay('合同止'),
      yearly: z
        .string()
        .trim()
        .max(60)
        .refine(namesNobody, inPublic)
        .default('')
        .meta({ label: '年供货量', placeholder: '例如：每年 20 吨' }),
      yearly_fen: z
        .number()
        .int()
        .min(1)
        .max(100_000_000_00)
        .optional()
        .meta({ label: '年采购额', widget: 'money', unit: '元', help: '合同才填。' }),
      voucher: files(10).optional().meta({
        label: '凭证',
        help: '合同额传合同，实际成交额传发货单或收货单，回款传收款凭证；意向可以不传。',
      }),
      remark: z.string().trim().max(300).default('').meta({ label: '说明', widget: 'textarea' }),
    })
    .superRefine((input, check) => {
      const wrong = (path: string, words: string) =>
        check.addIssue({ code: 'custom', path: [path], message: words })
      if (input.kind !== 'intent' && !input.voucher?.length)
        wrong('voucher', `登记${figureWords(input.kind)}，请上传凭证`)
      if (input.kind === 'contract' && (!input.contract_from || !input.contract_until))
        wrong('contract_from', '请填写合同起止日期')
      if (input.contract_from && input.contract_until && input.contract_until < input.contract_from)
        wrong('contract_until', '不能早于合同起')
    }) as unknown as z.ZodType<Recording>
}

/** One figure of an introduction with its voucher: an intent is noted, everything else is verified by somebody else. */
export const figureFlow = defineWorkflow({
  subject: 'introduction_figure',
  label: '对接成果',
  clause: '5.2.1',
  states: {
    noted: { label: '已登记', tone: 'grey', final: true },
    claimed: { label: '待核实', tone: 'orange', awaits: verifyMatches, clock: 'verify' },
    verified: { label: '已核实', tone: 'green', final: true },
    rejected: { label: '未通过', tone: 'red', final: true },
  },
  clocks: { verify: { label: '核实', within: verifyDays } },
  visible: visibleFigures,
  title: row => `${figureWords(row.kind)}待核实`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('introduction_figure')
      .innerJoin('introduction', 'introduction.id', 'introduction_figure.introduction_id')
      .select(['introduction_figure.id', 'introduction.title'])
      .where('introduction_figure.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: (row, actor) => (actor.staffId ? effects.deskPage : effects.ownPage)({ id: row.introduction_id }),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    introduction_id: z.uuid(),
    kind: z.string(),
    amount_fen: z.number(),
    on_day: z.string(),
  }),
  actions: action => ({
    record: action<Recording>({
      label: '登记成果',
      past: '登记了成果',
      done: '已登记',
      from: 'new',
      to: (_row, input) => (input.kind === 'intent' ? 'noted' : 'claimed'),
      by: anyPerson,
      tone: 'primary',
      input: recording,
      prefill: async ctx => ({ on_day: dayOf(ctx.now) }),
      effect: async (ctx, _row, { voucher: _, ...input }) => ({
        ...input,
        ...(input.kind !== 'contract' && { yearly: null }),
        contract_from: input.contract_from ?? null,
        contract_until: input.contract_until ?? null,
        yearly_fen: input.yearly_fen ?? null,
        claimed_by: ctx.actor.identityId,
        claimed_name: ctx.actor.name,
      }),
      consequence: (ctx, row) => effects.recount(ctx, row.introduction_id),
      tell: row =>
        row.kind === 'intent'
          ? []
          : [
              message(
                { duty: verifyMatches.code },
                texts.figure,
                { title: '供需对接', kind: figureWords(row.kind) },
                effects.deskPage({ id: row.introduction_id }),
              ),
            ],
    }),
    verify: action<{ finding: string }>({
      label: '核实属实',
      past: '核实属实',
      from: ['claimed'],
      to: 'verified',
      by: allOf<Figure>(verifyMatches, not(claimer), not(everDid('登记的人', 'record'))),
      tone: 'primary',
      input: z.object({
        finding: z
          .string()
          .trim()
          .min(5)
          .max(300)
          .meta({ label: '怎样核实的', widget: 'textarea', help: '看了哪份凭证、问了谁、金额是否一致。' }),
      }),
      effect: async (ctx, _row, input) => ({ finding: input.finding, verified_at: ctx.now }),
      consequence: counted,
      note: input => input.finding,
    }),
    reject: action<{ reason: string }>({
      label: '不予认定',
      past: '核实不符，不予认定',
      from: ['claimed'],
      to: 'rejected',
      by: allOf<Figure>(verifyMatches, not(claimer), not(everDid('登记的人', 'record'))),
      tone: 'danger',
      input: reason('哪里不符', '会告知登记的人，可以重新登记。'),
      effect: async (_ctx, _row, input) => ({ finding: input.reason }),
      note: input => input.reason,
      tell: (row, input) => [
        row.claimed_by !== null &&
          message(
            { identity: row.claimed_by },
            texts.rejected,
            { title: '供需对接', kind: figureWords(row.kind), reason: input.reason },
            effects.ownPage({ id: row.introduction_id }),
          ),
      ],
    }),
  }),
})

/** Once it is verified it counts, and a contract says its term and what it is worth a year. */
async function counted(ctx: Ctx, row: Figure): Promise<void> {
  await effects.recount(ctx, row.introduction_id)
  if (row.kind !== 'contract') return
  const { contract_from, contract_until, yearly, yearly_fen } = row
  await ctx.db
    .updateTable('introduction')
    .set({ contract_from, contract_until, yearly, yearly_fen })
    .where('id', '=', row.introduction_id)
    .execute()
}
