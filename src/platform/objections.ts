import { z } from 'zod'
import { type Actor, type Ctx, system } from './ctx.ts'
import { conflict, notFound } from './errors.ts'
import { mobile } from './identifiers.ts'
import { isId } from './ids.ts'
import { message, tell } from './notify.ts'
import { perform } from './perform.ts'
import type { Setting } from './settings.ts'
import { defineTemplate } from './templates.ts'
import { type Addressee, allOf, anyPerson, type Duty, not, type Who } from './who.ts'
import type { Action, AnyWorkflow, FlowTable, RowOf, State, Visible } from './workflow.ts'

/**
 * 异议 to what is under 公示: anybody who has signed in may object, and meanwhile the 公示 stands still. Somebody who did not
 * raise it answers. When no objection is open any more the 公示 goes on; one that is upheld moves the record elsewhere.
 *
 * Every module keeps its objections in a table of its own and declares its flow with these parts. The flow of what is
 * under 公示 has the states `publicity` and `objected` and the actions `halt` and `resume`.
 */
export interface Objection {
  id: string
  state: string
  /** Null where staff noted it for somebody who wrote or called: the answer goes to that phone. */
  identity_id: string | null
  raised_by: string
  phone: string
  body: string
  answer: string | null
  raised_at: Date
}

type ObjectionTable = {
  [T in FlowTable]: RowOf<T> extends Objection ? T : never
}[FlowTable]

/** A row of such a table; said twice, because the compiler does not see through the choice of tables. */
type Row<T extends ObjectionTable> = RowOf<T> & Objection

// What is under 公示 differs from module to module; of it, this is all that counts here.
interface Subject {
  id: string
  state: string
}

export interface ObjectionSpec<T extends ObjectionTable> {
  table: T
  /** The column that names what it is about. */
  of: keyof RowOf<T> & string
  flow: AnyWorkflow
  /** What it is called in messages. */
  called: (subject: never) => string
  /** The action of `flow` that follows on an upheld objection; it is given the answer where it takes one. */
  upheld: string
  answers: Duty
  /** Who may read all of them; everybody else reads those they raised. */
  reads: (actor: Actor) => boolean
  /** Narrower than the duty; whoever raised it never answers. */
  answeredBy?: Who<Row<T>>
  within: Setting<number>
  /** Columns of the objection that are taken from what it is about. */
  taken?: (subject: never) => Partial<Row<T>>
  /** Pages for those who answer, and for everybody. */
  desk: (subjectId: string, id: string) => string
  open: (subjectId: string) => string
  says: {
    /** 这个项目 */
    subject: string
    /** Under the field for its text. */
    help: string
    /** What an upheld objection leads to. */
    upheld: string
  }
}

const texts = {
  raised: defineTemplate('objection.raised', '“{title}”公示期间收到异议，请核实答复。'),
  answered: defineTemplate('objection.answered', '您对“{title}”公示提出的异议已答复：{answer}', {
    sms: true,
  }),
}

const answerInput = z.object({
  answer: z
    .string()
    .trim()
    .min(5)
    .max(1_000)
    .meta({ label: '答复', widget: 'textarea', help: '会告知提出异议的人；不要写出其身份。' }),
})

/** Nobody answers the objection that they raised, by whichever of their accounts. */
const raiser: Who<Objection> = {
  says: '提出异议的人',
  test: (actor, row) =>
    row.identity_id !== null && [actor.identityId, actor.twin?.identityId].includes(row.identity_id),
}

/** The parts of a flow of objections that are alike everywhere; the flow adds its subject, label, clause and title. */
export function objectionParts<T extends ObjectionTable>(spec: ObjectionSpec<T>) {
  type S = 'open' | 'dismissed' | 'upheld'
  const answers = spec.answers as Addressee<Row<T>>
  const states: Record<S, State<Row<T>>> = {
    open: { label: '待答复', tone: 'orange', awaits: answers, clock: 'answer' },
    dismissed: { label: '异议不成立', tone: 'grey', final: true },
    upheld: { label: '异议成立', tone: 'red', final: true },
  }
  const visible: Visible<T> = ({ actor }, query) =>
    actor.kind === 'system' || spec.reads(actor)
      ? query
      : (query.where(`${spec.table}.identity_id` as never, '=', actor.identityId as never) as typeof query)
  const about = (row: Row<T>) => row[spec.of] as string
  return {
    confidential: true as const,
    states,
    clocks: { answer: { label: '答复', within: spec.within } },
    visible,
    href: (row: Row<T>, actor: { staffId: string | null }) =>
      actor.staffId ? spec.desk(about(row), row.id) : spec.open(about(row)),
    record: z.object({
      ...{ id: z.uuid(), state: z.string(), [spec.of]: z.uuid(), body: z.string() },
      ...{ answer: z.string().nullable(), raised_at: z.date() },
    }),
    actions: (action: <I>(one: Action<Row<T>, S, I>) => Action<Row<T>, S, I>) => ({
      raise: action(raising<T, S>(spec)),
      dismiss: action(answering<T, S>(spec, '答复：不成立', '答复异议不成立', 'dismissed')),
      uphold: action({
        ...answering<T, S>(spec, '答复：成立', '答复异议成立', 'upheld'),
        tone: 'danger' as const,
        confirm: spec.says.upheld,
      }),
    }),
  }
}

interface Raising {
  raised_by: string
  phone: string
  body: string
}

function raising<T extends ObjectionTable, S extends string>(
  spec: ObjectionSpec<T>,
): Action<Row<T>, S, Raising> {
  return {
    label: '提出异议',
    past: '提出异议',
    from: 'new',
    to: 'open' as S,
    by: anyPerson,
    tone: 'primary',
    done: '异议已提交，公示中止，核实后答复您',
    about: async (ctx, raw) => {
      const subject = await subjectOf(ctx, spec, raw[spec.of])
      return subject && spec.called(subject as never)
    },
    input: z.object({
      [spec.of]: z.uuid().meta({ widget: 'hidden' }),
      raised_by: z.string().trim().min(2).max(40).meta({ label: '姓名或单位' }),
      phone: mobile.meta({ label: '联系电话', widget: 'phone' }),
      body: z
        .string()
        .trim()
        .min(10)
        .max(2_000)
        .meta({ label: '异议内容', widget: 'textarea', secret: true, help: spec.says.help }),
    }) as unknown as z.ZodType<Raising>,
    effect: async (ctx, _row, input) => {
      const subject = await subjectOf(ctx, spec, (input as never)[spec.of], 'locked')
      if (!subject || !['publicity', 'objected'].includes(subject.state))
        throw conflict(`${spec.says.subject}现在不在公示期内，不能提出异议。`)
      const own = { identity_id: ctx.actor.staffId ? null : ctx.actor.identityId, raised_at: ctx.now }
      return { ...input, ...own, ...spec.taken?.(subject as never) } as never
    },
    consequence: async (ctx, row) => {
      const subject = await theSubject(ctx, spec, row)
      if (subject.state === 'publicity')
        await perform({ ...ctx, actor: system }, spec.flow, 'halt', subject.id)
      const title = spec.called(subject as never)
      await tell(
        ctx,
        message({ duty: spec.answers.code }, texts.raised, { title }, spec.desk(subject.id, row.id)),
      )
    },
  }
}

function answering<T extends ObjectionTable, S extends string>(
  spec: ObjectionSpec<T>,
  label: string,
  past: string,
  to: 'dismissed' | 'upheld',
): Action<Row<T>, S, { answer: string }> {
  return {
    ...{ label, past, to: to as unknown as S },
    from: ['open' as S],
    by: allOf(spec.answeredBy ?? (spec.answers as Who<Row<T>>), not(raiser as Who<Row<T>>)),
    input: answerInput,
    effect: async (ctx, row, input) => {
      // Locked first, so that of two last answers at once one sees the other.
      await theSubject(ctx, spec, row, 'locked')
      return input as never
    },
    consequence: async (ctx, row, input) => {
      const subject = await theSubject(ctx, spec, row)
      await goOn(ctx, spec, subject, to === 'upheld' ? input : null)
      const recipient = row.identity_id ? { identity: row.identity_id } : { phone: row.phone }
      const words = { title: spec.called(subject as never), answer: input.answer }
      await tell(ctx, message(recipient, texts.answered, words, spec.open(subject.id)))
    },
    note: input => input.answer,
  }
}

/** The 公示 goes on once nothing is open; where one is upheld, the record goes where its flow sends it. */
async function goOn<T extends ObjectionTable>(
  ctx: Ctx,
  spec: ObjectionSpec<T>,
  subject: Subject,
  upheld: { answer: string } | null,
): Promise<void> {
  if (subject.state !== 'objected') return
  const bySystem = { ...ctx, actor: system }
  if (upheld) return void (await perform(bySystem, spec.flow, spec.upheld, subject.id, upheld))
  const open = await ctx.db
    .selectFrom(spec.table as FlowTable)
    .select('id' as never)
    .where(spec.of as never, '=', subject.id as never)
    .where('state' as never, '=', 'open' as never)
    .executeTakeFirst()
  if (!open) await perform(bySystem, spec.flow, 'resume', subject.id)
}

async function subjectOf<T extends ObjectionTable>(
  ctx: Ctx,
  spec: ObjectionSpec<T>,
  id: unknown,
  locked?: 'locked',
): Promise<Subject | null> {
  if (typeof id !== 'string' || !isId(id)) return null
  const query = ctx.db
    .selectFrom(spec.flow.subject as FlowTable)
    .selectAll()
    .where('id' as never, '=', id as never)
  const row = await (locked ? query.forUpdate() : query).executeTakeFirst()
  return (row as Subject | undefined) ?? null
}

async function theSubject<T extends ObjectionTable>(
  ctx: Ctx,
  spec: ObjectionSpec<T>,
  row: Row<T>,
  locked?: 'locked',
): Promise<Subject> {
  const subject = await subjectOf(ctx, spec, row[spec.of], locked)
  if (!subject) throw notFound(spec.says.subject)
  return subject
}
