import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { mobile } from '#platform/identifiers'
import { message, tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { allOf, anyPerson, holds, not, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { checkAdmissions, decideAdmissions } from './duties.ts'
import { texts } from './messages.ts'
import { objectionDays } from './settings.ts'
import { admissionFlow, bySystem } from './workflow.ts'

type Objection = RowOf<'admission_objection'>

const admissionOf = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('admission').select(['id', 'name', 'state']).where('id', '=', id).executeTakeFirst()

/** Nobody answers the objection that they raised. */
const raiser: Who<Objection> = {
  says: '提出异议的人',
  test: (actor, row) =>
    row.identity_id !== null &&
    [actor.identityId, actor.twin?.identityId].some(identity => identity === row.identity_id),
}
const answerer = allOf(decideAdmissions as Who<Objection>, not(raiser))

const answer = z.object({
  answer: z
    .string()
    .trim()
    .min(5)
    .max(500)
    .meta({ label: '答复', widget: 'textarea', help: '会告知提出异议的人；不要写出其身份。' }),
})

/** Once no objection is open any more the 公示 goes on; one that is upheld ends the application. */
async function settle(ctx: Ctx, row: Objection, upheld: string | null): Promise<void> {
  const admission = await admissionOf(ctx, row.admission_id)
  if (admission?.state !== 'objected') return
  if (upheld !== null)
    await perform(bySystem(ctx), admissionFlow, 'rejectAfterObjection', admission.id, { answer: upheld })
  else if (!(await hasOpen(ctx, admission.id)))
    await perform(bySystem(ctx), admissionFlow, 'resume', admission.id)
}

/** The application is locked first, so that of two last answers at once one sees the other. */
const lockAdmission = (ctx: Ctx, row: Objection) =>
  ctx.db.selectFrom('admission').select('id').where('id', '=', row.admission_id).forUpdate().execute()

const hasOpen = async (ctx: Ctx, admissionId: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom('admission_objection')
    .select('id')
    .where('admission_id', '=', admissionId)
    .where('state', '=', 'open')
    .executeTakeFirst()) !== undefined

async function tellAnswer(ctx: Ctx, row: Objection, text: string) {
  const admission = await admissionOf(ctx, row.admission_id)
  const to = row.identity_id ? { identity: row.identity_id } : { phone: row.phone }
  await tell(ctx, message(to, texts.answered, { name: admission?.name ?? '', answer: text }, '/admissions'))
}

/** 4.5.1 异议: anybody who has signed in may object while it is public; meanwhile the 公示 stands still. */
export const admissionObjectionFlow = defineWorkflow({
  subject: 'admission_objection',
  label: '准入异议',
  confidential: true,
  clause: '4.5.1',
  states: {
    open: { label: '待答复', tone: 'orange', awaits: decideAdmissions, clock: 'answer' },
    dismissed: { label: '异议不成立', tone: 'grey', final: true },
    upheld: { label: '异议成立', tone: 'red', final: true },
  },
  clocks: { answer: { label: '答复', within: objectionDays } },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || holds(actor, checkAdmissions, decideAdmissions)
      ? query
      : query.where('admission_objection.identity_id', '=', actor.identityId),
  title: () => '准入异议',
  href: (row, actor) => (actor.staffId ? `/desk/admissions/${row.admission_id}` : '/admissions'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    admission_id: z.uuid(),
    body: z.string(),
    answer: z.string().nullable(),
    raised_at: z.date(),
  }),
  actions: action => ({
    raise: action<{ admission_id: string; raised_by: string; phone: string; body: string }>({
      label: '提出异议',
      past: '提出异议',
      from: 'new',
      to: 'open',
      by: anyPerson,
      tone: 'primary',
      done: '异议已提交，公示中止，核实后答复您',
      about: async (ctx, raw) =>
        (await admissionOf(ctx, String(raw.admission_id ?? '')).catch(() => null))?.name ?? null,
      input: z.object({
        admission_id: z.uuid().meta({ widget: 'hidden' }),
        raised_by: z.string().trim().min(2).max(40).meta({ label: '姓名或单位' }),
        phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
        body: z.string().trim().min(10).max(2_000).meta({
          label: '异议内容',
          widget: 'textarea',
          secret: true,
          help: '写明对什么有异议、依据是什么。申请单位看不到是谁提的。',
        }),
      }),
      effect: async (ctx, _row, input) => {
        const admission = await ctx.db
          .selectFrom('admission')
          .select('state')
          .where('id', '=', input.admission_id)
          .forUpdate()
          .executeTakeFirst()
        if (!admission || !['publicity', 'objected'].includes(admission.state))
          throw conflict('这家现在不在公示期内，不能提出异议。')
        // Noted by staff for somebody who wrote or called: the answer goes to that phone.
        const identity_id = ctx.actor.staffId ? null : ctx.actor.identityId
        return { ...input, identity_id, raised_at: ctx.now }
      },
      consequence: async (ctx, row) => {
        const admission = await admissionOf(ctx, row.admission_id)
        if (admission?.state === 'publicity')
          await perform(bySystem(ctx), admissionFlow, 'halt', admission.id)
        const to = { duty: decideAdmissions.code }
        const at = `/desk/admissions/${row.admission_id}`
        await tell(ctx, message(to, texts.objection, { name: admission?.name ?? '' }, at))
      },
    }),
    dismiss: action<{ answer: string }>({
      label: '答复：不成立',
      past: '答复异议不成立',
      from: ['open'],
      to: 'dismissed',
      by: answerer,
      input: answer,
      effect: async (ctx, row, input) => {
        await lockAdmission(ctx, row)
        return input
      },
      consequence: async (ctx, row, input) => {
        await settle(ctx, row, null)
        await tellAnswer(ctx, row, input.answer)
      },
      note: input => input.answer,
    }),
    uphold: action<{ answer: string }>({
      label: '答复：成立',
      past: '答复异议成立',
      from: ['open'],
      to: 'upheld',
      by: answerer,
      tone: 'danger',
      confirm: '异议成立后，这家不予入库。',
      input: answer,
      effect: async (ctx, row, input) => {
        await lockAdmission(ctx, row)
        return input
      },
      consequence: async (ctx, row, input) => {
        await settle(ctx, row, input.answer)
        await tellAnswer(ctx, row, input.answer)
      },
      note: input => input.answer,
    }),
  }),
})
