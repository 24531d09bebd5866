import { resourceFlow } from '#modules/bookings'
import {
  incubationAssessmentFlow,
  incubationFlow,
  incubationMonthFlow,
  incubationReviewFlow,
  incubationTrackingFlow,
  mentorFlow,
  mentoringFlow,
  mentoringTaskFlow,
} from '#modules/incubation'
import { addDays, dayOf, startOfDay } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import type { AnyWorkflow } from '#platform/workflow'
import { identify } from './identify.ts'
import { inOrder } from './in-order.ts'
import { recipients } from './people.ts'
import { drawn, type Picture } from './pictures.ts'
import type { At, Settled } from './settle.ts'

const day = 86_400_000

interface Plan {
  party: string
  name: string
  field: string
  introduction: string
  product: string
  market: string
  money: string
  team: ReadonlyArray<readonly [name: string, role: string]>
  jobs: number
  desks: number
}

/** Who brings what; in the order of the lives below. */
const plans = {
  cake: {
    party: '高河镇老汪贡糕坊',
    name: '老汪贡糕上网',
    field: 'food',
    introduction: '把三代人做的顶雪贡糕卖到长三角，礼盒、散装、定制都做。',
    product: '按老方子手工做，低糖、短保，新设计的六角礼盒，当天做当天发。',
    market: '本地婚宴老客之外，做企业团购和节令礼盒，直播间试吃带单。',
    money: '一盒成本二十六元，卖四十八元，每月卖八百盒就能养活五个人。',
    team: [
      ['汪德顺', '师傅'],
      ['汪小军', '网店'],
    ],
    jobs: 6,
    desks: 2,
  },
  produce: {
    party: '马庙镇小产山货铺',
    name: '小产山货直播间',
    field: 'live',
    introduction: '马庙山里的笋干、葛粉、野茶，自己收、自己播、自己发。',
    product: '与三十户农家签了收购单，分级、复晒、小包装，坏了包赔。',
    market: '以长三角的家庭为主，老客复购过半，每周播四场。',
    money: '每单毛利十八元，每月六百单可付房租和四个人的工钱。',
    team: [
      ['操小平', '主播'],
      ['操小燕', '客服'],
      ['余成', '发货'],
    ],
    jobs: 5,
    desks: 2,
  },
  tofu: {
    party: '平山镇姐妹手工豆腐店',
    name: '姐妹豆腐乳',
    field: 'food',
    introduction: '手工豆腐和豆腐乳，做社区团购和县城同城配送。',
    product: '石磨豆浆、柴火点卤，豆腐乳腌足六十天，玻璃瓶装。',
    market: '先做县城二十个小区的团长，再上平台卖豆腐乳。',
    money: '豆腐走量，豆腐乳一瓶毛利七元，半年可以回本。',
    team: [
      ['何桂兰', '制作'],
      ['何桂芳', '销售'],
    ],
    jobs: 4,
    desks: 1,
  },
  herb: {
    party: '怀宁县雷埠乡向阳家庭农场',
    name: '向阳菊花茶',
    field: 'produce',
    introduction: '自种的食用菊花，做成小袋茶在网上卖。',
    product: '一百二十亩菊花，低温烘干，独立小袋，有检测报告。',
    market: '办公室下午茶和中老年养生，主要靠短视频。',
    money: '一罐毛利二十元，旺季两个月要备货十万元。',
    team: [['查向阳', '种植和运营']],
    jobs: 3,
    desks: 1,
  },
  craft: {
    party: '陈秀英',
    name: '秀英虎头鞋',
    field: 'craft',
    introduction: '老手艺虎头鞋、虎头帽，做满月礼。',
    product: '纯手工缝制，十五位姐妹在家做，可以绣名字和生肖。',
    market: '满月礼定制，靠朋友圈和手工集市，老客介绍新客的占一半。',
    money: '一双工钱六十元，卖一百二十八元，接单再做，不压货。',
    team: [
      ['陈秀英', '带队'],
      ['陈玲', '拍摄'],
    ],
    jobs: 8,
    desks: 1,
  },
  travel: {
    party: '怀宁县小市镇孔雀东南飞文化旅游与特色农产品产销农民专业合作社联合社',
    name: '孔雀东南飞研学',
    field: 'travel',
    introduction: '带孩子走诗里的地方，做亲子研学和伴手礼。',
    product: '一日两条线路，诗词课、手工课、农家饭，伴手礼二十款。',
    market: '安庆、合肥的学校和亲子机构，线上报名，周末成团。',
    money: '一人收一百六十八元，三十人成团，一团毛利两千元。',
    team: [
      ['焦明', '统筹'],
      ['刘兰', '讲解'],
    ],
    jobs: 10,
    desks: 2,
  },
  service: {
    party: '郝建国',
    name: '建国包装打样',
    field: 'service',
    introduction: '给本地小商家做小批量包装打样，三天出样。',
    product: '数码打样和小批量彩盒，五十个起做，三天出样，可以上门量尺寸。',
    market: '县里一百多家小作坊，到外地打样又贵又慢，一等半个月。',
    money: '一单毛利三百元，每月二十单可以持平。',
    team: [['郝建国', '设计和制作']],
    jobs: 2,
    desks: 1,
  },
  food: {
    party: '安庆怀味食品有限公司',
    name: '怀味速食粉蒸肉',
    field: 'food',
    introduction: '开袋蒸十分钟的粉蒸肉，给想家的人。',
    product: '本地黑猪肉和手工米粉，冷冻锁鲜，有生产许可。',
    market: '在外的怀宁人，先从同乡群和商会做起，逢年过节送礼。',
    money: '一份成本十九元，卖三十六元，冷链费占一成半。',
    team: [
      ['丁小军', '负责人'],
      ['汪丽', '运营'],
    ],
    jobs: 6,
    desks: 2,
  },
  game: {
    party: '怀宁县茶岭镇青云家庭农场',
    name: '青云认养果园',
    field: 'produce',
    introduction: '一棵树一年二百九十九元，城里人认养，果子寄到家。',
    product: '三百棵李子、桃子，装了摄像头，随时能看。',
    market: '合肥、安庆的年轻父母，靠亲子社群和老客介绍，先做一百棵。',
    money: '认养费先收，一年两次结算。',
    team: [['汪青云', '种植']],
    jobs: 3,
    desks: 0,
  },
} satisfies Record<string, Plan>

const mentorCast = [
  {
    name: '方远山',
    phone: '13800004711',
    work: '安庆某电商公司运营总监',
    introduction: '做了十年直播和店铺运营，带出过六个本地账号，愿意从头教。',
    topics: ['直播运营', '选品定价', '开店'],
    hours: [2, 4],
  },
  {
    name: '程静怡',
    phone: '13800004712',
    work: '注册会计师，某财税事务所合伙人',
    introduction: '专做小微企业财税，讲得明白，先算账再花钱。',
    topics: ['成本核算', '税务', '股权'],
    hours: [3],
  },
  {
    name: '吴立新',
    phone: '13800004713',
    work: '农产品加工企业创办人',
    introduction: '自己从作坊做到年销三千万元，踩过的坑都愿意说。',
    topics: ['食品生产许可', '供应链', '品牌'],
    hours: [1, 5],
  },
] as const

interface Scene {
  kernel: Kernel
  settled: Settled
  now: Date
  at: At
  people: ReadonlyMap<string, Actor>
  mentors: ReadonlyArray<{ id: string; actor: Actor }>
  desks: readonly string[]
  proof: Picture
}
const staffOf = ({ settled }: Pick<Scene, 'settled'>, name: string): Actor => settled.staff.get(name) as Actor

/** Start-ups at every point of the way, with their months, mentors and ends. */
export async function liveIncubation(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const people = new Map<string, Actor>()
  for (const { party } of Object.values(plans)) {
    const cast = recipients.find(one => one.name === party)
    if (!cast) throw new Error(`nobody is called ${party}`)
    const actor = await identify(kernel, cast.contact, cast.phone)
    people.set(party, { ...actor, parties: [settled.parties.get(party) as string] })
  }
  const began = new Date(now.getTime() - 365 * day)
  const scene: Scene = {
    ...{ kernel, settled, now, people, at: settled.at },
    mentors: await mentors(kernel, settled, began),
    desks: await workplaces(settled, began),
    proof: await drawn(kernel, '后台截图.png', '#eef2f7', '#7d93b5'),
  }
  const lives = [graduate, goingWell, newcomer, warned, gone, inPublic, agreeing, underReview, checking]
  await inOrder(
    settled.at,
    lives.map(life => at => life({ ...scene, at })),
  )
}

async function mentors(kernel: Kernel, settled: Settled, began: Date) {
  const made: Array<{ id: string; actor: Actor }> = []
  for (const { hours, ...one } of mentorCast) {
    const actor = await identify(kernel, one.name, one.phone)
    const id = await settled.at(staffOf({ settled }, '张涛'), began, async ctx => {
      const mentor = { ...one, place: '中心二楼洽谈室', most_month: 8 }
      const { id } = await perform(ctx, mentorFlow, 'add', null, mentor)
      const self = { ...ctx, actor }
      await perform(self, mentorFlow, 'claim', id)
      await perform(self, mentorFlow, 'setTimes', id, {
        slot_minutes: '60',
        hours: hours.flatMap(weekday => [
          { weekday: String(weekday), from: '09:00', to: '12:00' },
          { weekday: String(weekday), from: '14:00', to: '17:00' },
        ]),
      })
      await perform(self, mentorFlow, 'show', id, { consent: true })
      if (made.length === 0) await perform(self, mentorFlow, 'takeReviews', id, { consent: true })
      return id
    })
    made.push({ id, actor })
  }
  return made
}

/** Workplaces that are kept for start-ups. */
const workplaces = (settled: Settled, began: Date): Promise<string[]> =>
  settled.at(staffOf({ settled }, '李卫东'), began, async ctx => {
    const ids: string[] = []
    for (const name of ['孵化工位一', '孵化工位二', '孵化工位三', '孵化工位四', '孵化工位五'])
      ids.push(
        (
          await perform(ctx, resourceFlow, 'register', null, {
            ...{ kind: 'workplace', name, place: '二楼孵化区', capacity: 2, for_public: false },
            ...{ introduction: '桌椅、网络、打印，随时可用。', terms: '', needs_approval: false },
            ...{ opens: '08:30', closes: '17:30', longest_hours: 4 },
          })
        ).id,
      )
    return ids
  })

/** One project, with what is done to it by whom and when. */
interface Life extends Scene {
  id: string
  plan: Plan
  person: Actor
  /** Several people of a day, in one transaction. */
  on(ago: number, work: (ctx: Ctx, as: (actor: Actor) => Ctx) => Promise<unknown>): Promise<void>
  act(
    ago: number,
    actor: Actor,
    flow: AnyWorkflow,
    name: string,
    id: string,
    input?: Record<string, unknown>,
  ): Promise<void>
}

async function applied(scene: Scene, plan: Plan, ago: number): Promise<Life> {
  const person = scene.people.get(plan.party) as Actor
  const cast = recipients.find(one => one.name === plan.party)
  const when = (days: number) => new Date(scene.now.getTime() - days * day)
  const { id } = await scene.at(person, when(ago), ctx => {
    const { party: _, team, jobs, ...words } = plan
    return perform(ctx, incubationFlow, 'apply', null, {
      ...words,
      ...{ party_id: person.parties[0], origin: '', team_size: team.length + 1, jobs_planned: jobs },
      team: team.map(([name, role]) => ({ name, role, about: '' })),
      ...{ invest_fen: 120_000_00, own_fen: 80_000_00, revenue_fen: 480_000_00, months: 12 },
      ...{ contact_name: cast?.contact, contact_phone: cast?.phone, declared: true },
    })
  })
  const on: Life['on'] = async (days, work) => {
    await scene.at(system, when(days), ctx => work(ctx, actor => ({ ...ctx, actor })))
  }
  const act: Life['act'] = (days, actor, flow, name, record, input = {}) =>
    on(days, (_ctx, as) => perform(as(actor), flow, name, record, input))
  return { ...scene, id, plan, person, on, act }
}

const panel = ['王敏', '陈静', '刘芳', '孙丽', '周健'] as const
const seats = ['technology', 'economy', 'market', 'law', 'bureau'] as const

/** The seat of law goes to an expert from outside, where one is named. */
async function seated(life: Life, ago: number, expert?: { id: string }): Promise<void> {
  await life.act(
    ago,
    staffOf(life, '张涛'),
    incubationFlow,
    'appoint',
    life.id,
    Object.fromEntries(
      seats.map((seat, n) => [
        seat,
        (seat === 'law' && expert?.id) || staffOf(life, panel[n] as string).staffId,
      ]),
    ),
  )
}

const opinions = [
  '产品做得出来，工艺清楚，建议支持。',
  '账算得明白，注意旺季的备货资金。',
  '买家是真实的，复购靠得住。',
  '主体和许可齐全，合同要写清收购价。',
  '符合本县产业方向，带动看得见。',
]

/** So many of the panel give their sheets. */
const given = (life: Life, ago: number, marks: readonly number[]): Promise<void> =>
  life.on(ago, async (ctx, as) => {
    const rows = await ctx.db
      .selectFrom('incubation_review')
      .select(['id', 'reviewer_id'])
      .where('incubation_id', '=', life.id)
      .execute()
    for (const [n, mark] of marks.entries()) {
      const reviewer = staffOf(life, panel[n] as string)
      const review = rows.find(row => row.reviewer_id === reviewer.staffId)?.id as string
      await perform(as(reviewer), incubationReviewFlow, 'give', review, {
        scores: { team: mark, product: mark + 4, market: mark - 3, money: mark - 5, local: mark + 6 },
        ...{ veto: '', opinion: opinions[n], unbiased: true },
      })
    }
  })

/** Application, review, 公示: until the agreement can be drafted, some 20 days later. */
async function accepted(scene: Scene, plan: Plan, ago: number): Promise<Life> {
  const life = await applied(scene, plan, ago)
  await seated(life, ago - 3)
  await given(life, ago - 6, [82, 78, 85, 76, 80])
  await life.act(ago - 8, staffOf(life, '李卫东'), incubationFlow, 'pass', life.id, {
    ...{ opinion: '评审达标，同意公示。', days: 5 },
  })
  await life.act(ago - 17, system, incubationFlow, 'endPublicity', life.id)
  return life
}

let number = 0
const drafted = (life: Life, ago: number): Promise<void> => {
  const first_day = dayOf(new Date(life.now.getTime() - (ago - 1) * day))
  number++
  return life.act(ago, staffOf(life, '张涛'), incubationFlow, 'draftAgreement', life.id, {
    ...{ agreement_number: `怀电孵〔${first_day.slice(0, 4)}〕${number} 号`, first_day },
    ...{ last_day: addDays(first_day, 364), rent_free: 100, deposit_fen: 2_000_00, more: '' },
    utilities: '电费按表计，水费和网络免费。',
  })
}

/** Agreed by both, with a workplace where one is wanted. */
async function admitted(scene: Scene, plan: Plan, ago: number, desk: number | null): Promise<Life> {
  const life = await accepted(scene, plan, ago + 20)
  await drafted(life, ago + 1)
  await life.on(ago, async (ctx, as) => {
    const { digest } = await ctx.db
      .selectFrom('incubation')
      .select('digest')
      .where('id', '=', life.id)
      .executeTakeFirstOrThrow()
    const input = { digest, consent: true }
    await perform(as(staffOf(life, '李卫东')), incubationFlow, 'confirmAsCentre', life.id, input)
    await perform(as(life.person), incubationFlow, 'confirmAsStartup', life.id, input)
    if (desk !== null)
      await perform(as(staffOf(life, '张涛')), incubationFlow, 'allotPlace', life.id, {
        resource_id: life.desks[desk],
      })
  })
  return life
}

/** Months since the agreement until so many days ago, reported on the fifth of the next and verified. */
async function months(life: Life, from: number, until: number, start: number): Promise<void> {
  const began = dayOf(new Date(life.now.getTime() - from * day))
  const end = new Date(life.now.getTime() - until * day)
  let [year, month] = [Number(began.slice(0, 4)), Number(began.slice(5, 7)) + (began.slice(8) > '15' ? 1 : 0)]
  for (let n = 0; ; n++, month++) {
    if (month > 12) [year, month] = [year + 1, month - 12]
    const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
    const when = new Date(startOfDay(`${next}-05`).getTime() + 10 * 3_600_000)
    if (when > end) return
    const ago = (life.now.getTime() - when.getTime()) / day
    const sales = Math.round(start * (1 + n * 0.22))
    await life.on(ago, async (ctx, as) => {
      const { id } = await perform(ctx, incubationMonthFlow, 'open', null, {
        ...{ incubation_id: life.id, party_id: life.person.parties[0] },
        month: `${year}-${String(month).padStart(2, '0')}`,
      })
      const proof = await stage(as(life.person), life.proof, 'proofs')
      await perform(as(life.person), incubationMonthFlow, 'report', id, {
        ...{
          sales_fen: sales * 100,
          orders: Math.round(sales / 58),
          live: 6 + n * 2,
          jobs: 3 + Math.floor(n / 2),
        },
        ...{
          insured: 1 + Math.floor(n / 3),
          tax_fen: Math.round(sales / 100) * 100,
          remark: '',
          proofs: [proof],
        },
      })
      await perform(as(staffOf(life, '张涛')), incubationMonthFlow, 'verify', id)
    })
  }
}

/** The next such weekday on or after so many days ago, at that hour. */
function slot({ now }: Scene, ago: number, weekday: number, hour: number): Date {
  let on = dayOf(new Date(now.getTime() - ago * day))
  while (((new Date(on).getUTCDay() + 6) % 7) + 1 !== weekday) on = addDays(on, 1)
  return new Date(startOfDay(on).getTime() + hour * 3_600_000)
}

interface Talk {
  mentor: 0 | 1 | 2
  weekday: number
  hour: number
  topic: string
}
const book = (life: Life, ago: number, talk: Talk, by?: Actor): Promise<{ id: string; at: Date }> => {
  const at = slot(life, ago, talk.weekday, talk.hour)
  const when = new Date(Math.min(at.getTime() - 5 * day, life.now.getTime() - day))
  return life.at(by ?? life.person, when, async ctx => {
    const { id } = await perform(ctx, mentoringFlow, by ? 'bookFor' : 'book', null, {
      ...{ mentor_id: life.mentors[talk.mentor]?.id, incubation_id: life.id, topic: talk.topic },
      slot: at.toISOString(),
    })
    return { id, at }
  })
}

/** Held, written down by the mentor and confirmed; its task is done where `done` says how. */
async function talked(
  life: Life,
  ago: number,
  talk: Talk & { notes: string; goals: string; task: string; done?: string },
): Promise<void> {
  const { id, at } = await book(life, ago, talk)
  const mentor = life.mentors[talk.mentor]?.actor as Actor
  const since = (life.now.getTime() - at.getTime()) / day
  await life.act(since - 0.1, mentor, mentoringFlow, 'record', id, {
    ...{ minutes: 60, notes: talk.notes, goals: talk.goals },
    tasks: [{ title: talk.task, due_on: addDays(dayOf(at), 14) }],
  })
  await life.act(since - 1, life.person, mentoringFlow, 'confirm', id)
  if (!talk.done) return
  await life.on(since - 5, async (ctx, as) => {
    const task = await ctx.db
      .selectFrom('mentoring_task')
      .select('id')
      .where('session_id', '=', id)
      .executeTakeFirstOrThrow()
    await perform(as(life.person), mentoringTaskFlow, 'report', task.id, { report: talk.done })
    await perform(as(mentor), mentoringTaskFlow, 'confirm', task.id)
  })
}

/** The quarter is assessed, so many days ago. */
const assessed = (life: Life, ago: number, quarter: string, input: Record<string, unknown>): Promise<void> =>
  life.on(ago, async (ctx, as) => {
    const { id } = await perform(ctx, incubationAssessmentFlow, 'open', null, {
      ...{ incubation_id: life.id, party_id: life.person.parties[0], quarter },
      owner_id: staffOf(life, '张涛').staffId,
    })
    await perform(as(staffOf(life, '张涛')), incubationAssessmentFlow, 'propose', id, input)
    await perform(as(staffOf(life, '李卫东')), incubationAssessmentFlow, 'decide', id, {
      decision: '情况属实，同意。',
    })
  })

/** The quarter before the one that lay so many days ago. */
function quarterBefore({ now }: Scene, ago: number): string {
  const on = dayOf(new Date(now.getTime() - ago * day))
  const [year, quarter] = [Number(on.slice(0, 4)), Math.ceil(Number(on.slice(5, 7)) / 3)]
  return quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`
}

async function graduate(scene: Scene): Promise<void> {
  const life = await admitted(scene, plans.cake, 330, 0)
  await talked(life, 300, {
    ...{ mentor: 2, weekday: 1, hour: 9, topic: '想做短保礼盒，许可和保质期怎么定？' },
    notes: '短保走食品小作坊登记即可，先做七天、十五天两档的留样；礼盒上写清贮存条件。',
    ...{ goals: '礼盒上线', task: '送检两批，拿到保质期报告', done: '两批都合格，报告已归档。' },
  })
  await months(life, 330, 205, 21_000)
  await assessed(life, 200, quarterBefore(scene, 200), {
    ...{ outcome: 'graduate', reason: '月销售稳定在四万元以上，自有厂房投产，能独立经营。' },
  })
  await life.act(198, staffOf(life, '张涛'), incubationFlow, 'settleDeposit', life.id, {
    ...{
      refunded_fen: 2_000_00,
      withheld_fen: 0,
      deposit_reason: '',
      on_day: dayOf(new Date(scene.now.getTime() - 198 * day)),
    },
  })
  await life.act(196, life.person, incubationFlow, 'show', life.id, {
    ...{
      shown_about: '三代人做的顶雪贡糕，低糖短保，当天做当天发，接受企业定制。',
      shown_link: '',
      consent: true,
    },
  })
  await life.on(14, async (ctx, as) => {
    const { id } = await perform(ctx, incubationTrackingFlow, 'open', null, {
      ...{ incubation_id: life.id, party_id: life.person.parties[0] },
      due_on: halfYearAfter(dayOf(new Date(scene.now.getTime() - 200 * day))),
    })
    await perform(as(life.person), incubationTrackingFlow, 'record', id, {
      ...{ operating: true, in_county: true, sales_fen: 286_000_00, jobs: 7 },
      note: '中秋礼盒卖了两千多盒，想再找一条冷链。',
    })
  })
}
/** The same day six months later, as the clock counts. */
function halfYearAfter(from: string): string {
  const [year, month, date] = from.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + 6, 0)).getUTCDate()
  return new Date(Date.UTC(year, month + 5, Math.min(date, last))).toISOString().slice(0, 10)
}

async function goingWell(scene: Scene): Promise<void> {
  const life = await admitted(scene, plans.produce, 190, 1)
  await talked(life, 160, {
    ...{ mentor: 0, weekday: 2, hour: 9, topic: '直播间进来的人留不住。' },
    notes: '开场三十秒先说福利再说产品；货架按价格分三档；固定在晚上七点半播。',
    ...{
      goals: '平均停留到四十秒',
      task: '改三条开场话术并录屏',
      done: '三条都录了，停留从二十二秒到三十八秒。',
    },
  })
  await talked(life, 70, {
    ...{ mentor: 1, weekday: 3, hour: 14, topic: '收农户的货，票怎么开？' },
    notes: '农户自产自销可以开收购发票，留好身份证复印件和收购单；每月对一次账。',
    ...{ goals: '账票相符', task: '补齐八月以来的收购单' },
  })
  const coming = await book(life, -4, { mentor: 0, weekday: 4, hour: 10, topic: '年货节的选品和备货。' })
  await months(life, 190, 35, 16_000)
  await assessed(life, 50, quarterBefore(scene, 50), {
    ...{ outcome: 'continue', reason: '月报按时，销售逐月上升，任务完成得好。' },
  })
  await life.act(45, life.person, incubationFlow, 'show', life.id, {
    ...{ shown_about: '马庙山里的笋干、葛粉、野茶，每周播四场，坏了包赔。', shown_link: '', consent: true },
  })
  if (!coming.id) throw new Error('the coming session is booked')
}

async function newcomer(scene: Scene): Promise<void> {
  const life = await admitted(scene, plans.tofu, 75, 2)
  await months(life, 75, 20, 8_200)
  const missed = await book(life, 30, { mentor: 2, weekday: 5, hour: 9, topic: '玻璃瓶和标签怎么选？' })
  const since = (scene.now.getTime() - missed.at.getTime()) / day
  await life.act(since - 0.1, life.mentors[2]?.actor as Actor, mentoringFlow, 'miss', missed.id, {
    missed_by: 'startup',
  })
  const again = { mentor: 2, weekday: 1, hour: 14, topic: '玻璃瓶和标签怎么选？上次没来，抱歉。' } as const
  await book(life, -6, again, staffOf(life, '张涛'))
}

async function warned(scene: Scene): Promise<void> {
  const life = await admitted(scene, plans.herb, 215, 3)
  await months(life, 215, 120, 5_200)
  await assessed(life, 48, quarterBefore(scene, 48), {
    ...{ outcome: 'warn', reason: '连续两个月没有填报，直播停了，工位长期空着。', mend_days: 60 },
  })
  await life.act(20, life.person, incubationFlow, 'reportMending', life.id, {
    mending: '采收季忙过了，已恢复每周两场直播，月报本周补齐。',
  })
}

async function gone(scene: Scene): Promise<void> {
  const life = await admitted(scene, plans.game, 300, null)
  await months(life, 300, 190, 3_600)
  await life.act(150, life.person, incubationFlow, 'askLeave', life.id, {
    ...{ leave_kind: 'voluntary', reason: '家里人手不够，认养先停一年。' },
  })
  await life.act(147, staffOf(life, '李卫东'), incubationFlow, 'agreeLeave', life.id, {
    decision: '同意退出，账目已结清。',
    on_day: dayOf(new Date(scene.now.getTime() - 147 * day)),
  })
  await life.act(145, staffOf(life, '张涛'), incubationFlow, 'settleDeposit', life.id, {
    ...{ refunded_fen: 1_860_00, withheld_fen: 140_00, deposit_reason: '未结清的六月电费。' },
    on_day: dayOf(new Date(scene.now.getTime() - 145 * day)),
  })
}

async function inPublic(scene: Scene): Promise<void> {
  const life = await applied(scene, plans.craft, 12)
  await seated(life, 9)
  await given(life, 6, [84, 79, 81, 77, 86])
  await life.act(2, staffOf(life, '李卫东'), incubationFlow, 'pass', life.id, {
    ...{ opinion: '评审达标，带动妇女居家就业，同意公示。', days: 5 },
  })
}

async function agreeing(scene: Scene): Promise<void> {
  const life = await accepted(scene, plans.food, 24)
  await drafted(life, 3)
}

async function underReview(scene: Scene): Promise<void> {
  const life = await applied(scene, plans.travel, 7)
  await seated(life, 4, life.mentors[0])
  await given(life, 2, [80, 74, 83])
}

async function checking(scene: Scene): Promise<void> {
  await applied(scene, plans.service, 1)
}
