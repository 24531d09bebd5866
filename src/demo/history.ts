import { quoteFlow, serviceCaseFlow } from '#modules/cases'
import { mandateFlow } from '#modules/parties'
import { callbackFlow, rate } from '#modules/ratings'
import { addWorkingDays, type Day, dayOf, startOfDay, workCalendar } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { perform } from '#platform/perform'
import { identify } from './identify.ts'
import type { ItemCast } from './items.ts'
import { bothConfirm, carryOut, orderOf } from './orders.ts'
import type { PartyCast } from './people.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'
import { words } from './words.ts'
import type { Turns } from './year.ts'

const day = 86_400_000
/** Over which time the cases of the usual year are spread. */
const spread = 362 * day

/** One thing that happens at a time; it may make others happen later. */
interface Happening {
  at: Date
  actor: Actor
  does(ctx: Ctx): Promise<Happening[]>
}

export interface HistoryOptions {
  cases: number
  seed: number
  items: readonly ItemCast[]
  recipients: readonly PartyCast[]
  /** Firms whose people also sign in, to quote. */
  providers: readonly PartyCast[]
  /** How the year before went on until the records begin that the other parts bring. */
  before?: { from: Date; turns: Turns }
  /** Runs the jobs that the happenings queued, as of a time. */
  runJobs(at: Date): Promise<void>
}

/** Lives through a year in order of time, so that journal, deadlines and ratings are as if it had been so. */
export async function liveYear(kernel: Kernel, settled: Settled, options: HistoryOptions): Promise<void> {
  const now = kernel.outside.now()
  const chance = random(options.seed)
  const enrolled = options.before?.from ?? new Date(now.getTime() - 370 * day)
  const applicants = await enrol(kernel, settled, options.recipients, enrolled)
  await enrol(kernel, settled, options.providers, enrolled)
  const recipients = new Map(options.recipients.map(one => [one.name, one]))
  const { turns } = options.before ?? {}
  const applied = (at: Date) =>
    submission({ settled, chance, turns }, options.items, applicants, recipients, at)
  const ahead = Array.from({ length: options.cases }, (_, index) =>
    applied(momentOf(now, chance, index / options.cases)),
  )
  for (const at of momentsBefore(options, now)) ahead.push(applied(at))
  // What came in just now: nobody has looked at it yet.
  for (const minutes of [17, 11, 6, 2]) ahead.push(applied(new Date(now.getTime() - minutes * 60_000)))
  while (ahead.length > 0) {
    ahead.sort((a, b) => a.at.getTime() - b.at.getTime())
    const batch = ahead.splice(0, 40).filter(one => one.at <= now)
    const last = batch.at(-1)
    if (!last) break
    await settled.at(system, last.at, async ctx => {
      for (const { at, actor, does } of batch)
        ahead.push(...(await asOf(at, () => does({ ...ctx, actor, now: at }))))
    })
    // What a batch led to may lie before its end: the clock goes no further than that.
    const next = Math.min(last.at.getTime(), ...ahead.map(one => one.at.getTime()))
    await options.runJobs(new Date(next))
  }
  await options.runJobs(now)
  await settled.at(system, now, ctx => complain(ctx, [...applicants.values()]))
  await settled.at(system, now, ctx => readOldNews(ctx))
}

/** Whoever was served last is not content, so that there is somebody to call back on whatever day this begins. */
async function complain(ctx: Ctx, applicants: readonly Actor[]): Promise<void> {
  const right = await ctx.db
    .selectFrom('rating_right')
    .selectAll()
    .where('state', '=', 'open')
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const applicant = applicants.find(({ parties }) => parties.some(id => id === right?.party_id))
  if (!right || !applicant) return
  await rate({ ...ctx, actor: applicant }, right, { mark: 2, facets: [], by: 'name', comment: discontent })
}

/** People have read what they were told, but for the last days. */
const readOldNews = (ctx: Ctx) =>
  ctx.db
    .updateTable('notification')
    .set(eb => ({ read_at: eb.ref('at') }))
    .where('at', '<', new Date(ctx.now.getTime() - 3 * 86_400_000))
    .execute()

/** The months before the last twelve: half as busy, and in good order. */
function momentsBefore({ before, seed }: HistoryOptions, now: Date): Date[] {
  if (!before) return []
  const chance = random(seed + 1)
  const from = before.from.getTime() + 5 * day
  const every = 4 * day
  const n = Math.max(0, Math.floor((now.getTime() - spread - from) / every))
  return Array.from({ length: n }, (_, at) =>
    atOffice(addWorkingDays(calendar, dayOf(new Date(from + at * every)), 1), chance),
  )
}

const calendar = workCalendar([])

/** Some moment of a working day, the later in the year the later the share. */
function momentOf(now: Date, chance: Random, share: number): Date {
  const then = new Date(now.getTime() - (1 - share) * spread + chance.below(86_400_000))
  return atOffice(addWorkingDays(calendar, dayOf(then), 1), chance)
}

const atOffice = (day: string, chance: Random): Date =>
  new Date(
    `${day}T${String(8 + chance.below(9)).padStart(2, '0')}:${String(chance.below(60)).padStart(2, '0')}:00+08:00`,
  )

/** After so many working days (0: later the same day). */
function later(from: Date, days: number, chance: Random): Date {
  if (days === 0) return new Date(from.getTime() + (20 + chance.below(200)) * 60_000)
  return atOffice(addWorkingDays(calendar, dayOf(from), days), chance)
}

/** Identities and mandates of the recipients, and of the providers' people. */
async function enrol(
  kernel: Kernel,
  settled: Settled,
  recipients: readonly PartyCast[],
  at: Date,
): Promise<Map<string, Actor>> {
  const actors = new Map<string, Actor>()
  for (const cast of recipients) {
    const partyId = settled.parties.get(cast.name) as string
    const person = await identify(kernel, cast.contact, cast.phone)
    await settled.at(person, at, async ctx => {
      await perform(ctx, mandateFlow, 'claim', null, { party_id: partyId, person_name: cast.contact })
    })
    actors.set(cast.name, { ...person, parties: [partyId] })
  }
  return actors
}

function submission(
  { settled, chance, turns }: Pick<Story, 'settled' | 'chance' | 'turns'>,
  items: readonly ItemCast[],
  applicants: Map<string, Actor>,
  recipients: ReadonlyMap<string, PartyCast>,
  at: Date,
): Happening {
  const popular = items.filter(item => ['SX-001', 'ZX-001', 'ZX-002', 'SX-002', 'PX-001'].includes(item.code))
  const item = chance.chance(0.55) ? chance.pick(popular.length > 0 ? popular : items) : chance.pick(items)
  const [name, actor] = chance.pick([...applicants])
  const { phone = '', town = '' } = recipients.get(name) ?? {}
  const handler =
    settled.staff.get(item.handling === 'order' ? '张涛' : '王敏') ??
    ([...settled.staff.values()].find(one => one.duties.has('case.handle')) as Actor)
  const story: Story = {
    settled,
    chance,
    turns,
    item,
    town,
    applicant: actor,
    applicants,
    handler,
    counter: settled.staff.get('陈静') ?? handler,
  }
  return {
    at,
    actor,
    async does(ctx) {
      const { id } = await perform(ctx, serviceCaseFlow, 'submit', null, {
        item_id: settled.items.get(item.code),
        party_id: actor.parties[0],
        contact_name: actor.name,
        contact_phone: phone,
        answers: answersFor(item, town, chance),
      })
      const atOnce = turns && !isBefore(at, turns.times, 5) ? 0.98 : 0.9
      return [decide(story, id, later(at, chance.chance(atOnce) ? 0 : 2, chance))]
    },
  }
}

interface Story {
  settled: Settled
  chance: Random
  /** From when on things are better; where there was nothing to mend, undefined. */
  turns: Turns | undefined
  item: ItemCast
  /** Where the applicant lives. */
  town: string
  applicant: Actor
  applicants: Map<string, Actor>
  handler: Actor
  counter: Actor
}

/** What somebody fills in, in words that fit the question; `{town}` is where they live. */
function answersFor({ code, intake }: ItemCast, town: string, chance: Random): Record<string, unknown> {
  return Object.fromEntries(
    intake.flatMap((field): Array<[string, unknown]> => {
      const said = words[code]?.answers[field.key]
      if (said) {
        const one = chance.pick(said)
        return [[field.key, typeof one === 'string' ? one.replace('{town}', town) : one]]
      }
      if (field.kind === 'choice') return [[field.key, chance.pick(field.options ?? [''])]]
      if (field.kind === 'choices') return [[field.key, (field.options ?? []).slice(0, 1 + chance.below(2))]]
      if (field.required) throw new Error(`the demonstration has no words for ${code} ${field.key}`)
      return []
    }),
  )
}

/** A step by somebody on a case; null where the case ended. */
const step = (at: Date, actor: Actor, does: Happening['does']): Happening => ({ at, actor, does })

function decide(story: Story, id: string, at: Date): Happening {
  const { chance, counter, handler, applicant } = story
  return step(at, counter, async ctx => {
    if (chance.chance(0.03)) {
      await perform(ctx, serviceCaseFlow, 'refuse', id, {
        reason: '所述事项不属于本中心服务范围，建议向乡镇政务服务中心申请。',
      })
      return []
    }
    if (chance.chance(0.08)) {
      await perform(ctx, serviceCaseFlow, 'return', id, {
        reason: '请补充现在的情况和联系时间，便于我们一次办好。',
      })
      const back = later(at, 1 + chance.below(3), chance)
      return [
        step(back, applicant, async again => {
          await perform(again, serviceCaseFlow, 'complete', id, {
            answers: answersFor(story.item, story.town, chance),
            note: '已补充，请查看。',
          })
          return [accept(story, id, later(back, 0, chance))]
        }),
      ]
    }
    return accept({ ...story, handler }, id, at).does(ctx)
  })
}

const accept = (story: Story, id: string, at: Date): Happening =>
  step(at, story.counter, async ctx => {
    await perform(ctx, serviceCaseFlow, 'accept', id, { assignee_id: story.handler.staffId })
    const { chance } = story
    // Nobody is slow any more when the delays were seen to, whenever it was that they began.
    const inTime = isBefore(at, story.turns?.times, 12) ? 0.35 : story.turns ? 0.96 : 0.92
    const days = chance.chance(inTime) ? chance.below(3) : 6 + chance.below(4)
    return [
      story.item.handling === 'order'
        ? invite(story, id, later(at, days, chance))
        : answer(story, id, later(at, days, chance)),
    ]
  })

const questions = [
  ['请问需要到现场吗？', '不用到现场，电话里说清楚就可以；要看样品时再约时间。'],
  ['材料一时找不全，可以分两次交吗？', '可以，先交营业执照，其余的三天内补上就行。'],
  ['周末有人吗？', '周末不上班，您可以在这里留言，我们周一上午回复。'],
] as const

/** A question in between, and what the handler said to it. */
async function talk(ctx: Ctx, { applicant, handler, chance }: Story, id: string): Promise<void> {
  const [question, reply] = chance.pick(questions)
  await perform({ ...ctx, actor: applicant }, serviceCaseFlow, 'write', id, { body: question })
  await perform({ ...ctx, actor: handler }, serviceCaseFlow, 'write', id, { body: reply })
}

const answer = (story: Story, id: string, at: Date): Happening =>
  step(at, story.handler, async ctx => {
    const { code } = story.item
    if (story.chance.chance(0.25)) await talk(ctx, story, id)
    await perform(ctx, serviceCaseFlow, 'answer', id, {
      answer: story.chance.pick(words[code]?.replies ?? ['已当面答复，您没有其他问题。']),
      answer_basis: words[code]?.basis,
    })
    return [confirm(story, id, later(at, 1 + story.chance.below(4), story.chance))]
  })

const invite = (story: Story, id: string, at: Date): Happening =>
  step(at, story.handler, async ctx => {
    const item = story.settled.items.get(story.item.code) as string
    const offered = await ctx.db
      .selectFrom('provider_item')
      .innerJoin('provider', 'provider.id', 'provider_item.provider_id')
      .select(['provider.id', 'provider.party_id'])
      .where('item_id', '=', item)
      .limit(3)
      .execute()
    await perform(ctx, serviceCaseFlow, 'invite', id, {
      providers: offered.map(one => one.id),
      reason: '均有同类农产品服务案例，按轮换顺序邀请。',
    })
    const quotes = await ctx.db
      .selectFrom('quote')
      .select(['id', 'party_id'])
      .where('case_id', '=', id)
      .execute()
    const { chance } = story
    return quotes.map((quote, index) => {
      const when = later(at, index === 0 ? 1 : chance.below(3), chance)
      const provider: Actor = { ...stranger, kind: 'person', name: '服务商业务员', parties: [quote.party_id] }
      return step(when, provider, async reply => {
        const usual = story.item.price_fen ?? 150_000
        // A parcel is quoted to the 角, a film to ten 元.
        const unit = usual < 10_000 ? 10 : 1_000
        const price_fen = Math.round((usual * (0.85 + chance.next() * 0.4)) / unit) * unit
        await perform(reply, quoteFlow, 'offer', quote.id, {
          price_fen,
          days: 4 + chance.below(6),
          proposal: chance.pick(words[story.item.code]?.proposals ?? ['按您的要求办理，两次修改不另收费。']),
        })
        const { state } = await reply.db
          .selectFrom('service_case')
          .select('state')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        return state === 'quoted' ? [agree(story, id, later(when, 1 + chance.below(3), chance))] : []
      })
    })
  })

const agree = (story: Story, id: string, at: Date): Happening =>
  step(at, story.applicant, async ctx => {
    const quote = await ctx.db
      .selectFrom('quote')
      .select('id')
      .where('case_id', '=', id)
      .where('state', '=', 'submitted')
      .orderBy('price_fen')
      .limit(1)
      .executeTakeFirstOrThrow()
    await perform(ctx, serviceCaseFlow, 'agree', id, { quote_id: quote.id })
    const when = later(at, 1 + story.chance.below(4), story.chance)
    return [
      step(when, story.handler, async done => {
        const order = await orderOf(done, id)
        if (order.state !== 'simple') {
          await bothConfirm(done, order)
          await carryOut(done, order)
          return story.chance.chance(0.75)
            ? [judge(story, id, later(when, 1 + story.chance.below(3), story.chance))]
            : []
        }
        await perform(done, serviceCaseFlow, 'deliver', id, {
          note: story.chance.pick(words[story.item.code]?.deliveries ?? ['已按约定办好，请查看。']),
          files: [],
        })
        return [confirm(story, id, later(when, 1 + story.chance.below(5), story.chance))]
      }),
    ]
  })

/** Whether a moment lies so many days and more before the day on which it turned. */
const isBefore = (at: Date, turn: Day | undefined, days = 0): boolean =>
  turn !== undefined && at.getTime() < startOfDay(turn).getTime() - days * day

/** In the first months whoever was served was asked for their opinion, and gave it by name. */
const isEarly = (at: Date, { turns }: Story): boolean => isBefore(at, turns?.ratings, -62)

/** Most confirm in time; for the others the clock does it. */
function confirm(story: Story, id: string, at: Date): Happening {
  const { chance, applicant } = story
  const unasked = isBefore(at, story.turns?.asking, 20) && !isEarly(at, story)
  if (unasked && chance.chance(0.35)) return byTime(id, at, chance)
  const late = chance.chance(0.12)
  return step(late ? atOffice(addWorkingDays(calendar, dayOf(at), 9), chance) : at, applicant, async ctx => {
    const { state } = await ctx.db
      .selectFrom('service_case')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (state !== 'answered' && state !== 'delivered') return []
    await perform(ctx, serviceCaseFlow, 'confirm', id)
    return isEarly(at, story) || chance.chance(0.75)
      ? [judge(story, id, later(at, 1 + chance.below(3), chance))]
      : []
  })
}

/** Nobody asked them whether it is done, and nobody answered: it is closed by time. */
const byTime = (id: string, answered: Date, chance: Random): Happening =>
  step(atOffice(addWorkingDays(calendar, dayOf(answered), 8), chance), system, async ctx => {
    const { state } = await ctx.db
      .selectFrom('service_case')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (state === 'answered' || state === 'delivered')
      await perform(ctx, serviceCaseFlow, 'confirmByTime', id)
    return []
  })

const discontent = '答复太慢，催了两次才有回音。'
const content = ['很耐心，问题解决了。', '两天就有回音，讲得清楚。', '材料一次就交上了，谢谢。']

const judge = (story: Story, id: string, at: Date): Happening =>
  step(at, story.applicant, async ctx => {
    const { chance } = story
    const right = await ctx.db
      .selectFrom('rating_right')
      .selectAll()
      .where('record_id', '=', id)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (!right) return []
    const early = isEarly(ctx.now, story)
    // At first many are not content; when that was seen to, all are for a while.
    const poor = isBefore(ctx.now, story.turns?.ratings) && chance.chance(0.6)
    const usual = chance.chance(0.66) ? 5 : chance.chance(0.7) ? 4 : chance.chance(0.75) ? 3 : 2
    const mark = poor ? 2 : early ? Math.max(usual, 4) : usual
    const by = !early && chance.chance(0.6) ? 'anonymous' : 'name'
    await rate(ctx, right, {
      mark,
      facets: [],
      by,
      comment: mark <= 2 ? discontent : chance.chance(0.3) ? chance.pick(content) : undefined,
    })
    const caller = story.settled.staff.get('孙丽')
    const when = later(at, 1 + chance.below(4), chance)
    return mark <= 2 && by === 'name' && caller ? [callBack(id, caller, when)] : []
  })

const callBack = (caseId: string, caller: Actor, at: Date, tries = 10): Happening =>
  step(at, caller, async ctx => {
    const open = await ctx.db
      .selectFrom('callback')
      .select('id')
      .where('record_id', '=', caseId)
      .where('state', '=', 'open')
      .executeTakeFirst()
    // It is opened by a job: some days later it is there.
    if (!open) {
      const next = new Date(at.getTime() + 8 * day)
      return tries > 0 ? [callBack(caseId, caller, next, tries - 1)] : []
    }
    await perform(ctx, callbackFlow, 'resolve', open.id, {
      result: '电话回访本人，就等待时间过长致歉；已请承办人当天补充答复，对方表示认可。',
    })
    return []
  })
