import { activityFlow } from '#modules/activities'
import {
  applicationFlow,
  checkFlow,
  internshipFlow,
  jobPostFlow,
  resumeFlow,
  talentFlow,
  talentIntroductionFlow,
} from '#modules/employment'
import { mandateFlow } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { identify } from './identify.ts'
import { type JobCast, posts, type SeekerCast, seekers } from './jobs.ts'
import { providers, recipients } from './people.ts'
import { drawn } from './pictures.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Person {
  actor: Actor
  party: string
  resume: string
  cast: SeekerCast
}
interface Scene {
  settled: Settled
  now: Date
  people: Person[]
  /** Posts by title. */
  ids: Map<string, string>
}

/** Posts in every state, applications from the first look to the ninetieth day, two internships, and the pool of talents. */
export async function liveEmployment(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const scene: Scene = { settled, now, people: [], ids: new Map() }
  for (const cast of seekers) scene.people.push(await seekerOf(kernel, scene, cast))
  for (const cast of posts) await recruit(scene, cast)
  await applications(scene)
  await atCounter(kernel, scene)
  await runningInternship(scene)
  await finishedInternship(scene)
  for (const cast of posts) await endOf(scene, cast)
  await pool(scene)
  await fair(scene)
}

const ago = ({ now }: Scene, days: number): Date => new Date(now.getTime() - days * day)
const staff = ({ settled }: Scene, name: string): Actor => settled.staff.get(name) as Actor

/** Whoever acts for a firm of the cast. */
function firmOf({ settled }: Scene, name: string): { actor: Actor; contact: string; phone: string } {
  const cast = [...recipients, ...providers].find(one => one.name === name)
  const party = settled.parties.get(name) as string
  const contact = cast?.contact ?? ''
  return {
    actor: { ...stranger, kind: 'person', name: contact, parties: [party] },
    ...{ contact, phone: cast?.phone ?? '' },
  }
}

/** Somebody who signs in for the first time, says who they are and writes a résumé. */
async function seekerOf(kernel: Kernel, scene: Scene, cast: SeekerCast): Promise<Person> {
  const { at } = scene.settled
  const person = await identify(kernel, cast.name, cast.phone)
  const known = scene.settled.parties.get(cast.name)
  if (!known)
    await at(person, ago(scene, 160), ctx =>
      perform(ctx, mandateFlow, 'registerSelf', null, { person_name: cast.name, consent: true }),
    )
  const party =
    known ??
    (await at(system, scene.now, async ctx => {
      const row = await ctx.db
        .selectFrom('mandate')
        .select('party_id')
        .where('identity_id', '=', person.identityId)
        .executeTakeFirstOrThrow()
      return row.party_id as string
    }))
  const actor = { ...person, parties: [party] }
  const { id } = await at(actor, ago(scene, 155), ctx =>
    perform(ctx, resumeFlow, 'write', null, {
      ...{ party_id: party, title: `找${cast.wants}`, person_name: cast.name, phone: cast.phone },
      ...{ town: townOf(ctx, cast.town), education: cast.education, skills: cast.skills.join('、') },
      ...{ experience: cast.experience, wish: cast.wish },
    }),
  )
  return { actor, party, resume: id, cast }
}
const townOf = (ctx: Ctx, name: string) => townsOf(ctx.centre.division).find(one => one.name === name)?.code

/** Written on the phone, or at the counter; reviewed the day after, unless it waits or was sent back. */
async function recruit(scene: Scene, cast: JobCast): Promise<void> {
  const { at } = scene.settled
  const { actor, contact, phone } = firmOf(scene, cast.firm)
  const writer = cast.atCounter ? staff(scene, '陈静') : actor
  const { id } = await at(writer, ago(scene, cast.ago), async ctx => {
    const { title, trade, places, pay_per, tasks, wants, benefits, kind, employment } = cast
    const about = {
      ...{ title, trade, places, pay_per, tasks, wants, benefits, kind, employment },
      low_fen: cast.low === undefined ? undefined : cast.low * 100,
      high_fen: cast.high === undefined ? undefined : cast.high * 100,
      ...{ town: townOf(ctx, cast.town), place_note: cast.place, hazards: '', night_shifts: false },
      valid_until: addDays(dayOf(ctx.now), 60),
    }
    return cast.atCounter
      ? perform(ctx, jobPostFlow, 'register', null, {
          ...about,
          phone,
          party_name: cast.firm,
          channel: 'phone',
        })
      : perform(ctx, jobPostFlow, 'submit', null, {
          ...{ ...about, party_id: actor.parties[0], contact_name: contact, contact_phone: phone },
          true_words: true,
        })
  })
  scene.ids.set(cast.title, id)
  if (cast.fate === 'submitted') return
  const reviewer = staff(scene, '王敏')
  if (cast.fate === 'returned') {
    await at(reviewer, ago(scene, cast.ago - 1), ctx =>
      perform(ctx, jobPostFlow, 'return', id, { reason: '“女士优先”请删去，写明会什么本领就行。' }),
    )
    return
  }
  await at(reviewer, ago(scene, cast.ago - 1), ctx =>
    perform(ctx, jobPostFlow, 'publish', id, {
      ...{
        no_fee: true,
        lawful: true,
        wage: true,
        employer: true,
        review_words: '电话核实过单位，岗位属实。',
      },
    }),
  )
  // Confirmed by one tap since, so that it is still open today.
  for (let confirmed = cast.ago - 50; confirmed > 3; confirmed -= 40)
    await at(actor, ago(scene, confirmed), ctx => perform(ctx, jobPostFlow, 'confirmOpen', id))
}

async function endOf(scene: Scene, cast: JobCast): Promise<void> {
  const { at } = scene.settled
  const id = scene.ids.get(cast.title) as string
  const { actor } = firmOf(scene, cast.firm)
  if (cast.fate === 'expired') await at(system, ago(scene, 2), ctx => perform(ctx, jobPostFlow, 'expire', id))
  if (cast.fate === 'closed')
    await at(actor, ago(scene, 1), ctx => perform(ctx, jobPostFlow, 'close', id, { end_reason: cast.end }))
}

/** Applies so many days ago; returns who acts on either side, and the application. */
async function apply(scene: Scene, title: string, who: number, days: number) {
  const { actor, party, resume, cast } = scene.people[who] as Person
  const firm = firmOf(scene, posts.find(one => one.title === title)?.firm ?? '').actor
  const { id } = await scene.settled.at(actor, ago(scene, days), ctx =>
    perform(ctx, applicationFlow, 'apply', null, {
      ...{ post_id: scene.ids.get(title), party_id: party, resume_id: resume, consent: true },
      words: `${cast.wish}，盼回复。`,
    }),
  )
  const does = (by: Actor, when: number, action: string, input: Record<string, unknown> = {}) =>
    scene.settled.at(by, ago(scene, when), ctx => perform(ctx, applicationFlow, action, id, input))
  return { id, seeker: actor, firm, does, on: (when: number) => dayOf(ago(scene, when)) }
}
type Applied = Awaited<ReturnType<typeof apply>>

const meet = ({ firm, does, on }: Applied, when: number, day: number) =>
  does(firm, when, 'invite', {
    interview_at: `${on(day)}T09:30`,
    interview_place: '高河镇独秀大道 8 号二楼会议室',
  })

async function taken(scene: Scene, title: string, who: number, days: number, fen: number): Promise<Applied> {
  const one = await apply(scene, title, who, days)
  await one.does(one.firm, days - 1, 'view')
  await meet(one, days - 2, days - 4)
  await one.does(one.seeker, days - 3, 'confirmInterview')
  await one.does(one.firm, days - 4, 'offer', {
    ...{
      offer_fen: fen,
      offer_per: 'month',
      start_on: one.on(days - 7),
      offer_words: '带身份证，到二楼找人事。',
    },
  })
  await one.does(one.seeker, days - 5, 'accept')
  return one
}

async function started(scene: Scene, title: string, who: number, days: number): Promise<Applied> {
  const one = await taken(scene, title, who, days, 460_000)
  await one.does(one.firm, days - 7, 'startedAsEmployer', { on_day: one.on(days - 7) })
  await one.does(one.seeker, days - 7, 'startedAsApplicant', { on_day: one.on(days - 7), fee: 'no' })
  return one
}

async function applications(scene: Scene): Promise<void> {
  const viewed = await apply(scene, '网店客服', 0, 6)
  await viewed.does(viewed.firm, 5, 'view')
  await apply(scene, '网店客服', 1, 2)
  const invited = await apply(scene, '直播运营', 2, 7)
  await invited.does(invited.firm, 6, 'view')
  await meet(invited, 1, -2)
  const agreed = await apply(scene, '直播运营', 10, 9)
  await agreed.does(agreed.firm, 8, 'view')
  await meet(agreed, 2, -1)
  await agreed.does(agreed.seeker, 1, 'confirmInterview')
  const offered = await apply(scene, '短视频剪辑师', 4, 10)
  await offered.does(offered.firm, 9, 'view')
  await offered.does(offered.firm, 1, 'offer', {
    offer_fen: 550_000,
    offer_per: 'month',
    start_on: offered.on(-7),
  })
  const rejected = await apply(scene, '会计助理', 1, 20)
  await rejected.does(rejected.firm, 19, 'view')
  await rejected.does(rejected.firm, 18, 'reject', { reason: '需要初级会计证，谢谢您来应聘。' })
  await apply(scene, '网店客服', 3, 3)
  const withdrawn = await apply(scene, '冷链配送司机', 5, 12)
  await withdrawn.does(withdrawn.seeker, 8, 'withdraw')
  await taken(scene, '冷链配送司机', 6, 9, 620_000)
  await checked(scene, await started(scene, '仓储打包工', 5, 100), ['yes', 'due'])
  await checked(scene, await started(scene, '仓储打包工', 7, 106), ['yes', 'yes'])
  await checked(scene, await started(scene, '仓储打包工', 1, 60), ['left'])
  const called = await taken(scene, '糕点包装工', 8, 16, 360_000)
  await called.does(staff(scene, '王敏'), 6, 'verifyStart', {
    ...{ there: 'yes', on_day: called.on(9), words: '电话问了本人，已上班，中午有饭。', fee: 'no' },
  })
}

/** Two people without a phone of their own: one was invited and answered at the counter, one waits to be seen. */
async function atCounter(kernel: Kernel, scene: Scene): Promise<void> {
  const paper = await drawn(kernel, '签字的同意书.png', '#f7f4ec', '#8f8a7a')
  const clerk = staff(scene, '陈静')
  const enter = (title: string, days: number, person: Record<string, string>) =>
    scene.settled.at(clerk, ago(scene, days), async ctx => {
      const { id } = await perform(ctx, applicationFlow, 'enter', null, {
        ...{ post_id: scene.ids.get(title), education: 'middle', consent: true, ...person },
        consent_papers: [await stage(ctx, paper, 'consent_papers')],
      })
      return id
    })
  const baker = await enter('糕点包装工', 8, {
    ...{ person_name: '吴桂花', phone: '13800000731', skills: '手快，做事干净' },
    ...{ experience: '在镇上包过十年粽子、贡糕。', wish: '白班，离家近', words: '走路十分钟就到。' },
  })
  const employer = firmOf(scene, posts.find(one => one.title === '糕点包装工')?.firm ?? '').actor
  const does = (by: Actor, when: number, action: string, input: Record<string, unknown> = {}) =>
    scene.settled.at(by, ago(scene, when), ctx => perform(ctx, applicationFlow, action, baker, input))
  await does(employer, 7, 'view')
  await does(employer, 3, 'invite', {
    interview_at: `${dayOf(ago(scene, -2))}T09:00`,
    interview_place: '糕坊后院',
  })
  await does(clerk, 2, 'confirmInterview')
  await enter('网店客服', 2, {
    ...{ person_name: '程有根', phone: '13800000732', skills: '会说普通话和本地话，打字慢一点' },
    ...{ experience: '在供销社站过八年柜台。', wish: '管一顿中饭', words: '随时可以来上班。' },
  })
}

/** What was answered after 30 and 90 days: by one tap, by phone, or not yet. */
async function checked(
  scene: Scene,
  { id, seeker }: Applied,
  answers: ReadonlyArray<'yes' | 'left' | 'due'>,
) {
  const { at } = scene.settled
  const checks = await at(system, scene.now, ctx =>
    ctx.db
      .selectFrom('job_check')
      .select(['id', 'due_on'])
      .where('application_id', '=', id)
      .orderBy('after_days')
      .execute(),
  )
  for (const [n, answer] of answers.entries()) {
    const check = checks[n]
    if (!check) continue
    const when = new Date(`${check.due_on}T10:00:00+08:00`)
    await at(system, when, ctx => perform(ctx, checkFlow, 'fallDue', check.id))
    const next = new Date(when.getTime() + day)
    if (answer === 'yes') await at(seeker, next, ctx => perform(ctx, checkFlow, 'allWell', check.id))
    if (answer === 'left')
      await at(staff(scene, '王敏'), next, ctx =>
        perform(ctx, checkFlow, 'record', check.id, {
          ...{ how: 'phone', still: 'no', fee: 'no', body: '家里老人住院，上月底辞了工，以后想找半天班。' },
        }),
      )
  }
}

/** Taken as an intern, with an agreement that all confirmed; returns the internship. */
async function agreed(scene: Scene, title: string, who: number, days: number, length: number) {
  const { at } = scene.settled
  const one = await taken(scene, title, who, days, 150_000)
  const { id } = await at(one.firm, ago(scene, days - 6), ctx =>
    perform(ctx, internshipFlow, 'plan', null, {
      ...{ application_id: one.id, school_name: '', school_contact: '' },
      ...{ from_on: one.on(days - 7), until_on: one.on(days - 7 - length), hours_day: 7, days_week: 5 },
      ...{ place: '高河镇独秀大道 8 号', mentor: '朱晓梅', allowance_fen: 150_000, night_shifts: false },
      ...{ insurance: 'employer', insurance_number: '演示保单 2026-0317', hazards: '' },
      tasks: '跟着带教学拍摄准备、直播场控、订单处理和售后，每周一次复盘。',
    }),
  )
  const does = (by: Actor, when: number, action: string, input: Record<string, unknown>) =>
    at(by, ago(scene, when), ctx => perform(ctx, internshipFlow, action, id, input))
  await does(one.firm, days - 6, 'agreeAsEmployer', { consent: true })
  await does(one.seeker, days - 7, 'agreeAsIntern', { birth_on: '2005-06-12', consent: true, guardian: '' })
  await one.does(one.firm, days - 7, 'startedAsEmployer', { on_day: one.on(days - 7) })
  await one.does(one.seeker, days - 7, 'startedAsApplicant', { on_day: one.on(days - 7), fee: 'no' })
  for (const [n, body] of diary.entries()) {
    const when = days - 8 - n * 3
    if (when > 0) await does(one.seeker, when, 'diary', { on_day: dayOf(ago(scene, when)), hours: 7, body })
  }
  return { ...one, does }
}

const diary = [
  '第一天，熟悉仓库和直播间，学会了样品登记和摆台。',
  '跟着拍了两条蓝莓短视频，我负责打光和收音，剪了初稿。',
  '第一次做场控，上链接慢了两次，带教教我提前排好顺序。',
  '处理售后十二单，学会了破损怎么核对照片、怎么赔。',
  '自己写了一场直播的脚本，改了三遍，用上了其中一半。',
  '复盘一周数据，发现晚上八点到九点下单最多，建议调整开播时间。',
] as const

const runningInternship = (scene: Scene) => agreed(scene, '摄影助理实习生', 9, 30, 60)

async function finishedInternship(scene: Scene): Promise<void> {
  const one = await agreed(scene, '电商运营实习生', 10, 95, 62)
  await one.does(one.seeker, 26, 'report', {
    report:
      '两个月里，我从样品登记做起，学会了拍摄准备、直播场控、订单处理和售后。最大的收获是知道了一件农产品从地里到买家手里要过多少道手。建议旺季前把破损赔付的话术提前教给新人。',
  })
  await one.does(one.firm, 24, 'rate', {
    mark: 'excellent',
    words: '做事踏实，售后写得清楚，欢迎毕业后来上班。',
  })
  await one.does(staff(scene, '张涛'), 22, 'certify', { mark: 'good', words: '日记和报告属实，单位评价好。' })
}

/** People who agreed to be found, and whom they were introduced to. */
async function pool(scene: Scene): Promise<void> {
  const fates = ['asked', 'agreed', 'concluded', 'declined', null] as const
  for (const [n, fate] of fates.entries()) {
    const { actor, party, cast } = scene.people[n] as Person
    const { id } = await scene.settled.at(actor, ago(scene, 40 - n), ctx =>
      perform(ctx, talentFlow, 'join', null, {
        ...{ party_id: party, headline: cast.headline, skills: cast.skills, trade: cast.trade },
        ...{ town: townOf(ctx, cast.town), education: cast.education, years: cast.years, wish: cast.wish },
        ...{ contact_name: cast.name, contact_phone: cast.phone, consent: true },
      }),
    )
    if (fate) await introduce(scene, id, actor, fate, n)
  }
}

async function introduce(
  scene: Scene,
  talent: string,
  person: Actor,
  fate: 'asked' | 'agreed' | 'concluded' | 'declined',
  n: number,
): Promise<void> {
  const { at } = scene.settled
  const officer = staff(scene, '张涛')
  const days = fate === 'asked' ? 1 : 20 - n
  const { id } = await at(officer, ago(scene, days), ctx =>
    perform(ctx, talentIntroductionFlow, 'ask', null, {
      ...{ talent_id: talent, post_id: scene.ids.get(n % 2 === 0 ? '短视频编导' : '农旅产品经理') },
      words: '做过同样的事，离得也近，可以先聊聊。',
    }),
  )
  const does = (by: Actor, action: string, input: Record<string, unknown> = {}) =>
    at(by, ago(scene, days - 2), ctx => perform(ctx, talentIntroductionFlow, action, id, input))
  if (fate === 'declined') await does(person, 'decline', { reason: '最近家里忙，年后再说。' })
  if (fate === 'agreed' || fate === 'concluded') await does(person, 'agree')
  if (fate === 'concluded')
    await does(officer, 'conclude', { outcome: 'cooperating', words: '先按项目合作，拍完一季再谈全职。' })
}

/** A fair that is announced, with posts that firms bring. */
async function fair(scene: Scene): Promise<void> {
  const { at } = scene.settled
  const owner = staff(scene, '张涛')
  const on = dayOf(ago(scene, -18))
  const activity = await at(owner, ago(scene, 6), async ctx => {
    const { id } = await perform(ctx, activityFlow, 'plan', null, {
      ...{ organiser: ctx.centre.name, owner_id: owner.staffId, groups: [], questions: [], budget: [] },
      ...{
        kind: '招聘会',
        title: '返乡就业招聘会',
        audience: '找工作的乡亲、在校生和返乡青年',
        capacity: 200,
      },
      ...{ place: '高河镇文化广场', starts_at: `${on}T09:00`, ends_at: `${on}T12:00` },
      ...{ opens_at: `${dayOf(ago(scene, 4))}T08:00`, closes_at: `${on}T08:00` },
      about: '十来家电商单位现场招人，岗位先在网上看，当天面谈。进场不收费，任何单位不得向求职者收钱。',
      plan: '提前一天布置展位；入口设登记台和反映收费问题的桌子，由回访专员值守。',
    })
    await perform(ctx, activityFlow, 'submit', id)
    return id
  })
  await at(staff(scene, '李卫东'), ago(scene, 5), ctx => perform(ctx, activityFlow, 'approve', activity))
  await at(owner, ago(scene, 5), ctx => perform(ctx, activityFlow, 'publish', activity))
  for (const [n, title] of ['网店客服', '直播运营', '糕点包装工', '冷链配送司机'].entries()) {
    const { actor } = firmOf(scene, posts.find(one => one.title === title)?.firm ?? '')
    await at(actor, ago(scene, 3), ctx =>
      perform(ctx, jobPostFlow, 'joinFair', scene.ids.get(title) as string, {
        ...{ activity_id: activity, booth: String(n + 1).padStart(2, '0') },
      }),
    )
  }
}
