import {
  contestFlow,
  contestObjectionFlow,
  entryFlow,
  judgeFlow,
  prizeFlow,
  roundFlow,
  sheetFlow,
} from '#modules/contests'
import { dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { identify } from './identify.ts'
import { recipients } from './people.ts'
import { drawn, type Picture } from './pictures.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Judge {
  name: string
  phone: string
  about: string
  actor: Actor
}
interface Scene {
  settled: Settled
  now: Date
  chance: Random
  people: readonly Actor[]
  judges: readonly Judge[]
  paper: Picture
}

/** A contest that is over, with its replay; one in the judging of its final; one open for entries; one in approval. */
export async function liveContests(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const people: Actor[] = []
  for (const cast of recipients)
    people.push({
      ...(await identify(kernel, cast.contact, cast.phone)),
      parties: [settled.parties.get(cast.name) as string],
    })
  const judges: Judge[] = []
  for (const [name, phone, about] of outsiders)
    judges.push({ name, phone, about, actor: await identify(kernel, name, phone) })
  const paper = await drawn(kernel, '项目照片.png', '#eef3dc', '#8fae3c')
  const scene: Scene = { settled, now, chance: random(54_202), people, judges, paper }
  await finished(scene)
  await inFinal(scene)
  await taking(scene)
  await planned(scene)
}

const outsiders = [
  ['韩志文', '13800004701', '市电子商务协会，直播电商'],
  ['陶敏', '13800004702', '安庆师范学院，农产品营销'],
  ['鲁安国', '13800004703', '县农商行，小微信贷'],
  ['查慧', '13800004704', '包装设计公司，品牌设计'],
  ['金大勇', '13800004705', '平台区域运营，店铺运营'],
] as const

const staffOf = ({ settled }: Scene, name: string): Actor => settled.staff.get(name) as Actor
const daysAgo = ({ now }: Scene, days: number): Date => new Date(now.getTime() - days * day)
const acts = <T>(scene: Scene, who: Actor, ago: number, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  scene.settled.at(who, daysAgo(scene, ago), work)

type Plan = Record<string, unknown>

const rubric = {
  startup: [
    { label: '产品与市场', weight: 40, anchors: '90 分以上：已有稳定客户和复购；60 分以下：只有设想。' },
    { label: '模式与成长', weight: 35, anchors: '90 分以上：算得清账、能复制；60 分以下：说不清怎么赚钱。' },
    { label: '带动农户', weight: 25, anchors: '90 分以上：稳定带动十户以上；60 分以下：只为自己。' },
  ],
  skills: [
    { label: '选品与讲解', weight: 50, anchors: '90 分以上：讲得清产地、做法、吃法；60 分以下：照稿念。' },
    { label: '成交与互动', weight: 30, anchors: '90 分以上：有问必答、下单顺畅；60 分以下：冷场。' },
    { label: '合规', weight: 20, anchors: '90 分以上：用语规范、标识齐全；60 分以下：有夸大宣传。' },
  ],
} as const

/** Drafted with a preliminary and a final round, a hundred days and more before anything is due. */
async function drafted(
  scene: Scene,
  ago: number,
  plan: Plan & { kind: 'startup' | 'skills' },
  times: { opens: number; closes: number; first: number; final: number },
) {
  const matcher = staffOf(scene, '张涛')
  const on = (days: number) => dayOf(daysAgo(scene, days))
  const { id } = await acts(scene, matcher, ago, ctx =>
    perform(ctx, contestFlow, 'plan', null, {
      ...{ organiser: '怀宁县商务局', owner_id: matcher.staffId, entrants: 'both', team_most: 5 },
      ...{ opens_at: `${on(times.opens)}T08:00`, closes_at: `${on(times.closes)}T18:00` },
      ...{ place: '中心一楼路演厅', budget: [{ item: '场地布置和评委费', amount_fen: 8_000_00 }] },
      ...plan,
    }),
  )
  const rounds = [
    {
      name: '预赛',
      weight: 40,
      advance_by: 'count',
      advance: 4,
      blind: true,
      starts_on: on(times.first),
      place: '线上',
    },
    {
      name: '决赛',
      weight: 60,
      advance_by: 'all',
      advance: 1,
      blind: false,
      starts_on: on(times.final),
      place: '路演厅',
    },
  ]
  const ids: string[] = []
  for (const round of rounds) {
    const added = await acts(scene, matcher, ago, ctx =>
      perform(ctx, roundFlow, 'add', null, {
        ...{ contest_id: id, judges_each: plan.rule === 'trimmed' ? 5 : 3, criteria: rubric[plan.kind] },
        ...round,
      }),
    )
    ids.push(added.id)
  }
  await acts(scene, matcher, ago - 1, ctx => perform(ctx, contestFlow, 'submit', id))
  return { id, rounds: ids as [string, string] }
}

async function published(
  scene: Scene,
  ago: number,
  plan: Parameters<typeof drafted>[2],
  times: Parameters<typeof drafted>[3],
) {
  const made = await drafted(scene, ago, plan, times)
  await acts(scene, staffOf(scene, '李卫东'), ago - 2, ctx => perform(ctx, contestFlow, 'approve', made.id))
  await acts(scene, staffOf(scene, '张涛'), ago - 3, ctx => perform(ctx, contestFlow, 'publish', made.id))
  return made
}

interface Work {
  /** Which recipient. */
  by: number
  title: string
  about: string
  works: string
  team?: Array<{ name: string; phone: string }>
  hidden?: true
}

async function enter(scene: Scene, contest_id: string, ago: number, work: Work): Promise<string> {
  const cast = recipients[work.by] as (typeof recipients)[number]
  const actor = scene.people[work.by] as Actor
  const { id } = await acts(scene, actor, ago, async ctx =>
    perform(ctx, entryFlow, 'enter', null, {
      ...{ contest_id, party_id: actor.parties[0], as_team: work.team ? 'team' : 'person' },
      ...{ title: work.title, about: work.about, works: work.works, links: [] },
      attachments: [await stage(ctx, scene.paper, 'attachments')],
      ...{ contact_name: cast.contact, contact_phone: cast.phone, members: work.team ?? [] },
      ...{ shown: !work.hidden, promised: true },
    }),
  )
  return id
}

const pass = (scene: Scene, ago: number, id: string) =>
  acts(scene, staffOf(scene, '王敏'), ago, ctx => perform(ctx, entryFlow, 'pass', id))

/** Invites so many of the judges, who accept; returns their seats. */
async function seated(scene: Scene, contest_id: string, ago: number, judges: readonly Judge[]) {
  const seats: Array<{ judge: Judge; id: string }> = []
  for (const judge of judges) {
    const { id } = await acts(scene, staffOf(scene, '张涛'), ago, ctx =>
      perform(ctx, judgeFlow, 'inviteOutsider', null, {
        ...{ contest_id, name: judge.name, phone: judge.phone, about: judge.about },
      }),
    )
    await acts(scene, judge.actor, ago - 1, ctx => perform(ctx, judgeFlow, 'accept', id))
    seats.push({ judge, id })
  }
  return seats
}
type Seats = Awaited<ReturnType<typeof seated>>

/** Drawn, declared, assigned. */
async function started(
  scene: Scene,
  round: string,
  ago: number,
  number: string,
  seats: Seats,
): Promise<void> {
  const matcher = staffOf(scene, '张涛')
  await acts(scene, matcher, ago, ctx => perform(ctx, roundFlow, 'draw', round, { number }))
  for (const { judge, id } of seats)
    await acts(scene, judge.actor, ago, ctx =>
      perform(ctx, judgeFlow, 'declare', id, { round_id: round, entries: [], declared: true }),
    )
  await acts(scene, matcher, ago, ctx => perform(ctx, roundFlow, 'start', round))
}

const comments = [
  '数据扎实，讲得清楚。',
  '有特色，规模还小。',
  '成本还要再算细。',
  '现场答得稳。',
  '带动面可以再宽些。',
]

/** Every judge marks and signs what is theirs; `leave` sheets of each stay open, one of them marked already. */
async function judged(scene: Scene, round: string, ago: number, seats: Seats, leave = 0): Promise<void> {
  const { chance } = scene
  for (const [at, { judge, id }] of seats.entries()) {
    const sheets = await acts(scene, system, ago, ctx =>
      ctx.db
        .selectFrom('contest_sheet')
        .select(['id', 'number'])
        .where('round_id', '=', round)
        .where('judge_id', '=', id)
        .where('state', '=', 'open')
        .orderBy('turn')
        .execute(),
    )
    for (const [turn, sheet] of sheets.entries()) {
      const open = turn >= sheets.length - leave
      if (open && turn > sheets.length - leave) continue
      // Some judge sternly, some mildly; the works differ more than the judges do.
      const base = 58 + ((sheet.number * 7) % 30) + (at - 2) * 3
      const mark = () => Math.max(0, Math.min(100, base + chance.below(9)))
      const marks = Object.fromEntries(
        [0, 1, 2].flatMap(n => [
          [`m${n}`, mark()],
          [`c${n}`, chance.below(2) === 0 ? (comments[(sheet.number + n) % comments.length] ?? '') : ''],
        ]),
      )
      const opinion = comments[(sheet.number + at) % comments.length]
      await acts(scene, judge.actor, ago, ctx =>
        perform(ctx, sheetFlow, 'mark', sheet.id, { ...marks, opinion }),
      )
      if (!open)
        await acts(scene, judge.actor, ago, ctx =>
          perform(ctx, sheetFlow, 'lock', sheet.id, { signed_name: judge.name, sure: true }),
        )
    }
  }
}

const settledRound = (scene: Scene, round: string, ago: number) =>
  acts(scene, staffOf(scene, '张涛'), ago, ctx => perform(ctx, roundFlow, 'settle', round))

const finishedWorks: readonly Work[] = [
  {
    by: 0,
    title: '金橘冷链小包装',
    about: '把金橘做成一周一盒的小包装，发往合肥和南京。',
    works: '与两家社区团购签了供货，自建十平方米预冷间，损耗从一成半降到百分之四，带动社员十九户。',
  },
  {
    by: 1,
    title: '茶山认养',
    about: '一亩茶山十户认养，春天采茶、年底分茶。',
    works: '已有四十二户认养，预收款抵了肥料和人工；每月直播一次茶山，认养户续约过半。',
    team: [{ name: '汪小满', phone: '13800000731' }],
  },
  {
    by: 3,
    title: '贡糕新吃法',
    about: '老贡糕切成茶点规格，配茶卖给年轻人。',
    works: '改了模具和包装，单价从十二元提到二十六元；网店月销一千二百盒，复购三成。',
  },
  {
    by: 5,
    title: '蓝莓果干工坊',
    about: '把次果做成果干和果酱，不再倒掉。',
    works: '去年处理次果十一吨，给种植户每斤多结六毛钱；果干通过检测，正在办食品小作坊登记。',
    team: [
      { name: '朱小兵', phone: '13800000732' },
      { name: '刘巧云', phone: '13800000733' },
    ],
  },
  {
    by: 7,
    title: '豆腐乳礼盒',
    about: '村里老师傅的手工豆腐乳，做成可以送人的礼盒。',
    works: '统一坛子和封口，保质期从二十天延到九十天；中秋卖出三百二十份，退货两份。',
  },
  {
    by: 14,
    title: '山货盲盒',
    about: '每月一盒应季山货，吃什么看山里长什么。',
    works: '订户一百六十个，按季付款；和九户人家约定品类和斤两，次月调整。',
    hidden: true,
  },
]

/** Half a year ago: two rounds, an objection that did not hold, announced, paid, filed. */
async function finished(scene: Scene): Promise<void> {
  const { id, rounds } = await published(
    scene,
    190,
    {
      ...{ kind: 'startup', title: '第三届怀宁县电商创业大赛', rule: 'trimmed', ties: 'shared' },
      about:
        '面向在本县创业的个人和团队，比产品、比模式、比带动。预赛盲评，决赛路演，前三名可以申请入驻孵化。',
      eligibility: '项目在本县实施，成立不满五年；往届一等奖项目不再参加。',
      plan: '报名一个月，预赛线上盲评，决赛在路演厅举行，全程录像。评委五人，由协会、高校、银行、设计和平台推荐。',
      prizes: [
        { name: '一等奖', places: 1, amount_fen: 8_000_00 },
        { name: '二等奖', places: 1, amount_fen: 5_000_00 },
        { name: '三等奖', places: 2, amount_fen: 2_000_00 },
      ],
    },
    { opens: 185, closes: 156, first: 150, final: 138 },
  )
  const entries: string[] = []
  for (const [at, work] of finishedWorks.entries()) entries.push(await enter(scene, id, 180 - at * 3, work))
  for (const [at, entry] of entries.entries()) await pass(scene, 178 - at * 3, entry)
  const matcher = staffOf(scene, '张涛')
  await acts(scene, matcher, 155, ctx => perform(ctx, contestFlow, 'closeEntries', id))
  const seats = await seated(scene, id, 154, scene.judges)
  await started(scene, rounds[0], 150, '2026061', seats)
  await judged(scene, rounds[0], 148, seats)
  await settledRound(scene, rounds[0], 147)
  await started(scene, rounds[1], 138, '5038117', seats)
  await judged(scene, rounds[1], 138, seats)
  await settledRound(scene, rounds[1], 137)
  await acts(scene, staffOf(scene, '李卫东'), 136, ctx =>
    perform(ctx, contestFlow, 'publicise', id, { days: 5 }),
  )
  const { id: objection } = await acts(scene, scene.people[8] as Actor, 135, ctx =>
    perform(ctx, contestObjectionFlow, 'raise', null, {
      ...{ contest_id: id, raised_by: '丁小军', phone: '13800000020' },
      body: '想请核对一下，预赛时每件作品是不是都由五位评委打的分？',
    }),
  )
  await acts(scene, staffOf(scene, '周健'), 134, ctx =>
    perform(ctx, contestObjectionFlow, 'dismiss', objection, {
      answer: '经核对，两轮每件作品都由五位评委评分，公开的重算文件里逐一列明，名次重算无误。',
    }),
  )
  await acts(scene, system, 127, ctx => perform(ctx, contestFlow, 'endPublicity', id))
  await acts(scene, matcher, 126, ctx => perform(ctx, contestFlow, 'announce', id))
  await paid(scene, id, 120)
  await acts(scene, matcher, 110, ctx => perform(ctx, contestFlow, 'close', id))
}

async function paid(scene: Scene, contest: string, ago: number): Promise<void> {
  const prizes = await acts(scene, system, ago, ctx =>
    ctx.db
      .selectFrom('contest_prize')
      .select(['id', 'entry_id', 'amount_fen'])
      .where('contest_id', '=', contest)
      .orderBy('turn')
      .execute(),
  )
  for (const [at, prize] of prizes.entries())
    await acts(scene, staffOf(scene, '陈静'), ago, ctx =>
      perform(ctx, prizeFlow, 'pay', prize.id, {
        ...{ tax_fen: Math.floor(prize.amount_fen / 5), paid_on: dayOf(ctx.now), voucher: `记-0${31 + at}` },
      }),
    )
  const [best] = prizes
  if (best)
    await acts(scene, staffOf(scene, '张涛'), ago - 60, ctx =>
      perform(ctx, entryFlow, 'followUp', best.entry_id, {
        note: '已登记公司，在中心工位办公，上月销售额四万一千元，雇用本村两人。',
      }),
    )
}

const liveWorks: readonly Work[] = [
  {
    by: 2,
    title: '稻虾直播',
    about: '田头直播起虾，当场称重当场发。',
    works: '每周两场，讲清规格和死亡赔付；最多一场卖出二百六十斤，售后率百分之二。',
  },
  {
    by: 6,
    title: '新米开磨',
    about: '现碾现发的新米，七天内到家。',
    works: '直播碾米过程，教人看碾磨日期；三个月回头客四成，给社员每斤多结两毛。',
  },
  {
    by: 9,
    title: '土鸡蛋讲解',
    about: '把散养讲明白，不夸大。',
    works: '镜头跟着放养走一圈，标签照实写；互动问题整理成二十条答案，客服照着答。',
  },
  {
    by: 10,
    title: '手工挂面',
    about: '从和面到晾晒，讲一根面的来历。',
    works: '一场讲一道工序，下单送晾晒时间卡；投诉最多的是碎面，换了纸筒包装后降了八成。',
  },
  {
    by: 12,
    title: '腊味小课',
    about: '边卖边教怎么蒸、怎么存。',
    works: '十二节三分钟的小课，挂在链接里；看过课的顾客退货率只有没看过的三分之一。',
  },
]

/** The final is being judged: some sheets are signed, some are not. */
async function inFinal(scene: Scene): Promise<void> {
  const { id, rounds } = await published(
    scene,
    52,
    {
      ...{
        kind: 'skills',
        title: '怀宁县农产品直播技能大赛',
        rule: 'zscore',
        ties: 'vote',
        entrants: 'person',
        team_most: 1,
      },
      about: '比选品、比讲解、比合规。预赛评委看录像盲评，决赛现场直播四十分钟。',
      eligibility: '在本县从事直播销售满三个月，账号无违规记录。',
      plan: '预赛收录像和文字，决赛在直播间连播，网信部门到场提示合规要点。',
      prizes: [
        { name: '金话筒', places: 1, amount_fen: 3_000_00 },
        { name: '银话筒', places: 2, amount_fen: 1_500_00 },
      ],
    },
    { opens: 48, closes: 25, first: 20, final: 2 },
  )
  const entries: string[] = []
  for (const [at, work] of liveWorks.entries()) entries.push(await enter(scene, id, 45 - at * 3, work))
  for (const [at, entry] of entries.entries()) await pass(scene, 44 - at * 3, entry)
  await acts(scene, staffOf(scene, '张涛'), 24, ctx => perform(ctx, contestFlow, 'closeEntries', id))
  const seats = await seated(scene, id, 23, scene.judges.slice(0, 3))
  const colleague = staffOf(scene, '孙丽')
  const { id: seat } = await acts(scene, staffOf(scene, '张涛'), 23, ctx =>
    perform(ctx, judgeFlow, 'inviteColleague', null, {
      contest_id: id,
      staff_id: colleague.staffId,
      about: '回访中听顾客反映',
    }),
  )
  await acts(scene, colleague, 22, ctx => perform(ctx, judgeFlow, 'accept', seat))
  const all: Seats = [...seats, { judge: { name: '孙丽', phone: '', about: '', actor: colleague }, id: seat }]
  await started(scene, rounds[0], 20, '2026118', all)
  await judged(scene, rounds[0], 18, all)
  await settledRound(scene, rounds[0], 17)
  await started(scene, rounds[1], 2, '714402', all)
  await judged(scene, rounds[1], 1, all.slice(0, 3), 1)
}

/** Open for entries: checked, to be checked, sent back. */
async function taking(scene: Scene): Promise<void> {
  const { id } = await published(
    scene,
    16,
    {
      ...{ kind: 'startup', title: '返乡青年电商创意赛', rule: 'mean', ties: 'shared' },
      about: '有想法就能来：一个创意、一张图、一段话都可以报。入围的由导师辅导两周，再上台路演。',
      eligibility: '年满十八周岁、返乡或留乡的青年，项目还没有登记注册也可以。',
      plan: '报名三周，预赛盲评取前四名；导师辅导后路演。奖金由县级电商专项资金列支。',
      prizes: [
        { name: '创意一等奖', places: 1, amount_fen: 3_000_00 },
        { name: '创意二等奖', places: 2, amount_fen: 1_000_00 },
        { name: '入围奖', places: 3, amount_fen: 0 },
      ],
    },
    { opens: 12, closes: -9, first: -14, final: -30 },
  )
  const works: readonly Work[] = [
    {
      by: 11,
      title: '村口代收柜',
      about: '把快递代收和农产品寄件合在一个柜子里。',
      works: '一台旧冰柜改的寄件柜，早上收、晚上发；已在村口试了一个月，寄出九十件。',
    },
    {
      by: 4,
      title: '竹编灯罩',
      about: '老篾匠的手艺，装上灯就能卖。',
      works: '画了六个样子，请老师傅打样；成本四十，问过三家民宿愿意要。',
      team: [{ name: '潘晓彤', phone: '13800000734' }],
    },
    {
      by: 13,
      title: '孔雀东南飞糕点',
      about: '用故事里的情节做一套伴手礼。',
      works: '六块糕点六段故事，扫一扫听一段黄梅戏；包装打样已出，等试吃。',
    },
  ]
  const [first, second] = [
    await enter(scene, id, 9, works[0] as Work),
    await enter(scene, id, 6, works[1] as Work),
    await enter(scene, id, 1, works[2] as Work),
  ]
  await pass(scene, 8, first as string)
  await acts(scene, staffOf(scene, '陈静'), 2, ctx =>
    perform(ctx, entryFlow, 'return', second as string, { reason: '请补一张打样的照片，并写明队员分工。' }),
  )
  await acts(scene, staffOf(scene, '张涛'), 3, ctx =>
    perform(ctx, judgeFlow, 'inviteOutsider', null, {
      ...{ contest_id: id, name: '查慧', phone: '13800004704', about: '包装设计公司，品牌设计' },
    }),
  )
}

/** Waits for somebody else's approval. */
async function planned(scene: Scene): Promise<void> {
  await drafted(
    scene,
    2,
    {
      ...{
        kind: 'skills',
        title: '村级站长业务技能赛',
        rule: 'mean',
        ties: 'vote',
        entrants: 'person',
        team_most: 1,
      },
      about: '各村服务站站长比代买代卖、寄件打包、直播助农三项。',
      eligibility: '在岗的乡镇、村级服务站站长。',
      plan: '以乡镇为单位推荐，预赛看台账和视频，决赛现场操作。',
      prizes: [
        { name: '业务能手', places: 3, amount_fen: 800_00 },
        { name: '业务标兵', places: 6, amount_fen: 300_00 },
      ],
    },
    { opens: -7, closes: -28, first: -33, final: -40 },
  )
}
