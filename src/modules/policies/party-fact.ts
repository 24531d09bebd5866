import { z } from 'zod'
import { manageParties, readParties } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { forbidden, notFound } from '#platform/errors'
import { isId, noId } from '#platform/ids'
import { performMany } from '#platform/perform'
import { anyOf, anyPerson, holds, theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { type FactCode, type FactValue, factOf, isFact } from './dictionary.ts'
import { currentFacts, hasDeclared } from './queries/facts.ts'
import { asTyped, canAsk, question } from './questions.ts'

type PartyFact = RowOf<'party_fact'>

interface Declared {
  party_id: string
  fact: FactCode
  value: FactValue
}

const itself: Who<PartyFact> = {
  says: '对象本人或其授权的人',
  test: (actor, row) => actor.parties.includes(row.party_id),
}

/** May they say how things stand with this party? Those who act for it; staff who look after parties. */
const mayDeclareFor = (ctx: Ctx, partyId: string): boolean =>
  ctx.actor.parties.includes(partyId) || holds(ctx.actor, manageParties)

/** One question, about one fact of one party. What is answered is kept with consent, which is asked for once. */
async function form(ctx: Ctx, _row: PartyFact | null, raw: Record<string, unknown>) {
  const { party_id, fact } = raw
  const county = ctx.centre.division
  if (!isFact(fact) || !canAsk(fact, county)) throw notFound('这个问题')
  if (typeof party_id !== 'string' || !isId(party_id)) throw notFound('这个服务对象')
  if (!mayDeclareFor(ctx, party_id)) throw forbidden('这一步由对象本人、其授权的人或维护服务对象的人员办理。')
  return z.object({
    party_id: z.literal(party_id).meta({ widget: 'hidden' }),
    fact: z.literal(fact).meta({ widget: 'hidden' }),
    // What somebody says of themselves is not for the journal, which nobody can correct.
    value: question(fact, county).meta({ secret: true }),
    ...(!(await hasConsented(ctx, party_id)) && { consent: consentFor(ctx, party_id) }),
  }) as unknown as z.ZodType<Declared>
}

/** Whoever saved an answer once has agreed; for others, staff ask each time. */
export const hasConsented = (ctx: Ctx, partyId: string): Promise<boolean> | boolean =>
  ctx.actor.parties.includes(partyId) ? hasDeclared(ctx, partyId) : false

const consentFor = (ctx: Ctx, partyId: string) =>
  z.literal(true, '请先勾选同意，再保存').meta({
    widget: 'checkbox',
    label: ctx.actor.parties.includes(partyId)
      ? '同意把填写的情况存进我的档案，只用来判断能享受哪些政策'
      : '对方同意把这项情况存进档案，只用来判断能享受哪些政策',
    help: '随时可以改，也可以删除。',
  })

/** 自报情况: what a party says of itself, and what policies are judged by. One that was said anew takes the old one's place. */
export const partyFactFlow = defineWorkflow({
  subject: 'party_fact',
  label: '自报情况',
  clause: '5.1',
  states: {
    current: { label: '现在的', tone: 'green', final: true },
    replaced: { label: '以前的', tone: 'grey', final: true },
    removed: { label: '已删除', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || holds(actor, readParties, manageParties)
      ? query
      : query.where('party_fact.party_id', 'in', [noId, ...actor.parties]),
  title: row => (isFact(row.fact) ? factOf(row.fact).label : row.fact),
  href: (row, actor) =>
    actor.staffId && !actor.parties.includes(row.party_id)
      ? `/desk/policies/fit?party=${row.party_id}`
      : `/my/policies?party=${row.party_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    party_id: z.uuid(),
    fact: z.string(),
    declared_on: z.string(),
  }),
  actions: action => ({
    declare: action<Declared>({
      label: '填写情况',
      past: '填写了自报情况',
      done: '已保存',
      from: 'new',
      to: 'current',
      by: anyOf(anyPerson),
      input: form,
      prefill: async (ctx, _row, raw) => ({
        value: asTyped(
          (await currentFacts(ctx, String(raw.party_id))).find(one => one.fact === raw.fact)?.value,
        ),
      }),
      about: async (_ctx, raw) => (isFact(raw.fact) ? factOf(raw.fact).label : null),
      effect: async (ctx, _row, input) => {
        await replaceCurrent(ctx, input)
        return {
          ...{ party_id: input.party_id, fact: input.fact, value: JSON.stringify(input.value) },
          declared_on: dayOf(ctx.now),
          identity_id: ctx.actor.identityId,
          staff_id: ctx.actor.parties.includes(input.party_id) ? null : ctx.actor.staffId,
        }
      },
      note: input => factOf(input.fact).label,
    }),
    replace: action({
      label: '被新的代替',
      past: '由新填的代替',
      from: ['current'],
      to: 'replaced',
      by: theSystem,
      inner: true,
      quiet: true,
      amongStaff: true,
    }),
    remove: action({
      label: '删除',
      past: '删除了自报情况',
      done: '已删除',
      from: ['current'],
      to: 'removed',
      by: anyOf(itself, manageParties),
      effect: async () => ({ value: null }),
      note: (_input, row) => (isFact(row.fact) ? factOf(row.fact).label : row.fact),
    }),
  }),
})

/** Two at once: the second waits for the party's row, so that there is never more than one that counts. */
async function replaceCurrent(ctx: Ctx, { party_id, fact }: Declared): Promise<void> {
  const party = await ctx.db
    .selectFrom('party')
    .select('id')
    .where('id', '=', party_id)
    .where('state', '=', 'active')
    .forUpdate()
    .executeTakeFirst()
  if (!party) throw notFound('这个服务对象')
  const before = await ctx.db
    .selectFrom('party_fact')
    .select('id')
    .where('party_id', '=', party_id)
    .where('fact', '=', fact)
    .where('state', '=', 'current')
    .executeTakeFirst()
  if (before) await performMany({ ...ctx, actor: system }, partyFactFlow, 'replace', [before.id])
}
