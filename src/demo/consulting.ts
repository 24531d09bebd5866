import { consultationFlow, expertFlow, officeFlow, sheetFlow, transferFlow } from '#modules/consulting'
import { mandateFlow } from '#modules/parties'
import { callbackFlow, rate } from '#modules/ratings'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { identify } from './identify.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000
const hour = 3_600_000

interface Scene {
  settled: Settled
  now: Date
  chance: Random
  ago(days: number): Date
  staff(name: string): Actor
  act(who: Actor, at: Date, name: string, id: string, input?: Record<string, unknown>): Promise<void>
}

/** A year of consultations by every channel; on the day on which the demonstration begins, one in each state. */
export async function liveConsulting(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const scene: Scene = {
    ...{ settled, now, chance: random(51_026) },
    ago: days => new Date(now.getTime() - days * day),
    staff: name => settled.staff.get(name) as Actor,
    async act(who, at, name, id, input = {}) {
      await settled.at(who, at, ctx => perform(ctx, consultationFlow, name, id, input))
    },
  }
  const outside = await pool(kernel, scene)
  await offices(scene)
  for (const [index, one] of asked.entries()) await past(scene, index, one)
  await calledBack(scene)
  const lihua = await identify(kernel, '李华', '13800000012')
  await underWay(scene, lihua, outside)
}

/** Whoever was not content was called within two days. */
async function calledBack({ settled, now, ago, staff }: Scene): Promise<void> {
  const open = await settled.at(system, now, ctx =>
    ctx.db
      .selectFrom('callback')
      .select(['id', 'opened_at'])
      .where('subject', '=', 'consultation')
      .where('state', '=', 'open')
      .where('opened_at', '<', ago(5))
      .orderBy('opened_at')
      .limit(50)
      .execute(),
  )
  for (const { id, opened_at } of open)
    await settled.at(staff('孙丽'), new Date(opened_at.getTime() + 2 * day), ctx =>
      perform(ctx, callbackFlow, 'resolve', id, {
        result: '电话回访本人，补充说明了办理的部门和所需时间，本人表示清楚了。',
      }),
    )
}

/** The policy in force of this title. */
const titled = async (ctx: Ctx, title: string): Promise<string> =>
  (
    await ctx.db
      .selectFrom('policy')
      .select('id')
      .where('title', '=', title)
      .where('in_force', '=', true)
      .executeTakeFirstOrThrow()
  ).id

type Question = readonly [
  kind: 'policy' | 'technology' | 'business',
  question: string,
  answer: string,
  basis?: string,
]

const asked: readonly Question[] = [
  ['policy', '卖自家鸡蛋要不要办执照？', '自产自销的不用办；收别人的再卖要办。', '电子商务法第十条'],
  ['technology', '店铺被平台扣了保证金，怎么申诉？', '在后台“违规记录”里点申诉，附发货凭证，三天内有结果。'],
  ['business', '蓝莓发杭州用什么箱子？', '小盒带透气孔，外套泡沫箱加冰袋，箱子装满不晃。'],
  [
    'policy',
    '合作社卖社员的橘子要交增值税吗？',
    '销售社员自产的免征，外收的不免，账要分开。',
    '财税〔2008〕81 号',
  ],
  [
    'policy',
    '贡糕上的标签要写哪些？',
    '名称、配料、净含量、日期、厂名厂址、许可证号、贮存条件等都要有。',
    '食品安全法第六十七条',
  ],
  ['technology', '手机拍出来的照片发黄，怎么办？', '关掉室内灯，到窗边拍，白平衡选“阴天”。'],
  [
    'business',
    '快递把六箱蜂蜜摔破了，网点不赔。',
    '先书面投诉，七天没有结果打 12305 申诉；以后请保价。',
    '快递暂行条例第二十七条',
  ],
  ['business', '注册商标要多少钱？', '自己网上申请一类 270 元，前后约一年。', '商标法第二十八条'],
  [
    'policy',
    '直播卖酱菜要什么手续？',
    '酱菜是加工食品，要有生产许可或小作坊登记，先问食品科。',
    '食品安全法第三十五条',
  ],
  ['technology', '短视频没有人看，怎么改？', '前三秒放采摘画面，标题写产地和吃法，固定晚上七点发。'],
  [
    'policy',
    '顾客要发票，我是个人怎么开？',
    '到办税服务厅或电子税务局代开，自产农产品开免税发票。',
    '电子商务法第十四条',
  ],
  ['business', '想贷款买冷库，找谁？', '中心每月十五号有银行到场，先填一张意向表。'],
  ['technology', '抖音小店一直审核不过。', '类目选错了，改成“食用农产品”，补产地证明。'],
  [
    'policy',
    '农产品追溯码是不是一定要贴？',
    '没有强制要求；承诺达标合格证要开，网店最好放照片。',
    '农产品质量安全法第三十九条',
  ],
  [
    'business',
    '村里想几家合用一个牌子，行不行？',
    '可以由合作社申请集体商标，也可以申请使用地理标志。',
    '商标法第三条',
  ],
  ['technology', '电脑上怎么打快递单？', '装平台的打单工具，热敏打印机可以到中心试。'],
  ['business', '差评说少了两个梨，怎么回？', '先道歉补发，请对方收到后再看要不要改，不要给钱改评价。'],
  [
    'policy',
    '收到短信说给电商补贴，要先交手续费。',
    '是骗人的，申报补贴不收费，请不要转账。',
    '反电信网络诈骗法',
  ],
]
const givers = ['王敏', '陈静', '张涛', '王敏'] as const
const callers = ['程冬梅', '汪小兵', '何桂英', '查月红', '潘国庆', '江顺安', '余长根'] as const
const desks = ['counter', 'phone', 'wechat'] as const

/** Mostly answered on the spot; some on the web, some later; most say that it helped. */
async function past(scene: Scene, index: number, [kind, question, answer, basis]: Question): Promise<void> {
  const { chance, staff, act } = scene
  for (const round of [0, 1]) {
    const at = new Date(scene.ago(350 - index * 18 - round * 9).getTime() + chance.below(6) * hour)
    const giver = staff(givers[(index + round) % givers.length] ?? '王敏')
    const phone = `1380000${5000 + index * 2 + round}`
    if (index % 3 === round) {
      const id = await ask(scene, { ...stranger, name: '访客' }, at, {
        ...{ kind, question, contact_name: chance.pick(callers), contact_phone: phone },
      })
      await act(giver, new Date(at.getTime() + hour), 'take', id)
      await act(giver, new Date(at.getTime() + 5 * hour), 'reply', id, { answer, ...(basis && { basis }) })
      const later = new Date(at.getTime() + 9 * day)
      if (chance.chance(0.6)) await act(holder(id), later, 'tellSolved', id)
      else await act(system, later, 'closeUntold', id)
      await judge(scene, id, new Date(later.getTime() + hour))
      await act(system, new Date(at.getTime() + 25 * day), 'archive', id)
      continue
    }
    const unnamed = chance.chance(0.25)
    const id = await enter(scene, giver, at, {
      ...{ kind, question, channel: desks[(index + round) % desks.length], answer, ...(basis && { basis }) },
      ...(unnamed ? { unnamed } : { contact_name: chance.pick(callers), contact_phone: phone }),
    })
    if (!unnamed) await judge(scene, id, new Date(at.getTime() + 6 * hour))
    if (at < scene.ago(20)) await act(system, new Date(at.getTime() + 15 * day), 'archive', id)
  }
}

/** Half of those who can be asked say how it was. */
async function judge({ settled, chance }: Scene, id: string, at: Date): Promise<void> {
  const mark = chance.chance(0.6) ? 5 : chance.chance(0.7) ? 4 : chance.chance(0.6) ? 3 : 2
  const by = chance.chance(0.7) ? 'anonymous' : 'name'
  const comment = mark === 2 ? '说得太快，没听明白。' : undefined
  if (chance.chance(0.5)) return
  await settled.at(system, at, async ctx => {
    const right = await ctx.db
      .selectFrom('rating_right')
      .selectAll()
      .where('record_id', '=', id)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (right) await rate(ctx, right, { mark, facets: [], by, comment })
  })
}

const holder = (id: string): Actor => ({ ...stranger, name: '咨询人', holdsCodeOf: id })

const ask = ({ settled }: Scene, who: Actor, at: Date, input: Record<string, unknown>): Promise<string> =>
  settled.at(who, at, async ctx => (await perform(ctx, consultationFlow, 'ask', null, input)).id)
const enter = ({ settled }: Scene, who: Actor, at: Date, input: Record<string, unknown>): Promise<string> =>
  settled.at(who, at, async ctx => (await perform(ctx, consultationFlow, 'enter', null, input)).id)

/** Five experts: two of the centre, three from outside, of whom one is away and one has not confirmed yet. */
async function pool(kernel: Kernel, { settled, now, ago, staff }: Scene): Promise<Actor> {
  const director = staff('李卫东')
  const topics = await settled.at(system, now, async ctx => {
    const rows = await ctx.db.selectFrom('knowledge_topic').select(['id', 'name']).execute()
    return new Map(rows.map(row => [row.name, row.id]))
  })
  const ids = (...names: string[]) => names.flatMap(name => topics.get(name) ?? [])
  const add = (name: string, input: Record<string, unknown>) =>
    settled.at(director, ago(300), async ctx => (await perform(ctx, expertFlow, name, null, input)).id)
  await add('addColleague', {
    ...{ staff_id: staff('张涛').staffId, kinds: ['business'], topic_ids: ids('包装物流', '资金保险') },
    ...{ introduction: '联系快递、冷链和银行，包装试过三十多种。', most_open: 6 },
  })
  await add('addColleague', {
    ...{ staff_id: staff('刘芳').staffId, kinds: ['technology'], topic_ids: ids('直播短视频', '拍摄美工') },
    ...{ introduction: '拍过本县两百多条农产品短视频。', most_open: 4 },
  })
  const outsiders = [
    [
      '何律师',
      '13800004401',
      ['policy'],
      ids('食品安全', '登记注册'),
      '县法律援助中心律师，熟悉食品和广告法规。',
    ],
    [
      '程老师',
      '13800004402',
      ['business', 'policy'],
      ids('品牌商标', '税费发票'),
      '商标代理人，办过二十多件农产品商标。',
    ],
    ['方工', '13800004403', ['technology'], ids('开店装修'), '职业学校电商教师，带过三届学生开店。'],
  ] as const
  const actors: Actor[] = []
  for (const [name, phone, kinds, topic_ids, introduction] of outsiders) {
    const id = await add('addOutsider', { name, phone, kinds, topic_ids, introduction, most_open: 3 })
    if (name === '方工') continue
    const actor = await identify(kernel, name, phone)
    await settled.at(actor, ago(299), async ctx => {
      await perform(ctx, mandateFlow, 'registerSelf', null, { person_name: name, consent: true })
      await perform(ctx, expertFlow, 'claim', id)
    })
    if (name === '程老师')
      await settled.at(actor, ago(2), ctx =>
        perform(ctx, expertFlow, 'setLeave', id, {
          leaves: [{ from: addDays(dayOf(now), -1), to: addDays(dayOf(now), 6) }],
        }),
      )
    actors.push(actor)
  }
  return actors[0] as Actor
}

async function offices({ settled, ago, staff }: Scene): Promise<void> {
  const known = [
    ['县市场监督管理局登记注册科', '营业执照、个体户登记', '0556-000 0101'],
    ['县市场监督管理局食品科', '食品许可、小作坊登记、标签', '0556-000 0102'],
    ['县税务局办税服务厅', '发票、免税、代开', '12366'],
    ['县农业农村局', '合格证、绿色食品、合作社', '0556-000 0103'],
    ['市邮政管理局', '快递丢失、损坏的申诉', '12305'],
  ] as const
  for (const [name, matters, phone] of known)
    await settled.at(staff('李卫东'), ago(290), ctx =>
      perform(ctx, officeFlow, 'add', null, { name, matters, phone }),
    )
}

const first = (ctx: Ctx, table: 'consulting_expert' | 'government_office', name: string): Promise<string> =>
  ctx.db
    .selectFrom(table)
    .select('id')
    .where('name', 'like', `%${name}%`)
    .executeTakeFirstOrThrow()
    .then(row => row.id)

/** One in every state that somebody has to do something about. */
async function underWay(scene: Scene, lihua: Actor, lawyer: Actor): Promise<void> {
  const { settled, now, ago, staff, act } = scene
  const named = (contact_name: string, contact_phone: string) => ({ contact_name, contact_phone })
  const own = named('李华', '13800000012')
  const before = (hours: number) => new Date(now.getTime() - hours * hour)
  const look = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => settled.at(system, now, work)
  await ask(scene, lihua, before(3), {
    ...{ kind: 'technology', question: '金橘的主图怎么做才有人点？换过三次都没有起色。', ...own },
  })
  await ask(scene, { ...stranger, name: '访客' }, ago(1), {
    ...{
      kind: 'policy',
      question: '民宿顺带卖自己炒的茶叶，要办什么证？',
      ...named('余长根', '13800005201'),
    },
  })
  const told = await ask(scene, lihua, ago(3), {
    ...{ kind: 'business', question: '金橘发东北，路上会不会冻坏？', ...own },
  })
  await act(staff('王敏'), ago(2.9), 'take', told)
  await act(staff('王敏'), ago(2.5), 'reply', told, {
    answer: '零下会冻。箱里垫一层泡沫、外面套保温袋，发航空件；预报低于零下十度的先不发。',
  })
  const back = await ask(scene, lihua, ago(6), {
    ...{ kind: 'policy', question: '合作社能不能申请绿色食品标志？要多久？', ...own },
  })
  await act(staff('陈静'), ago(5.9), 'take', back)
  await act(staff('陈静'), ago(5), 'reply', back, {
    answer: '可以申请，向县农业农村局提出；拿到证书后县里有奖励。',
    policy_id: await look(ctx => titled(ctx, '农产品品牌认证奖励办法')),
  })
  await act(holder(back), ago(0.4), 'tellUnsolved', back, { reason: '没有说要多久、要花多少钱。' })
  await toColleague(scene, before(30))
  const expertCase = await enter(scene, staff('陈静'), ago(2), {
    ...{ kind: 'policy', channel: 'phone', ...named('汪德顺', '13800000015') },
    question: '我是高河镇的汪德顺，贡糕坊想上网卖，小作坊登记够不够？包装上能不能写“降血糖”？',
  })
  const expert = await look(ctx => first(ctx, 'consulting_expert', '何律师'))
  await act(staff('陈静'), ago(1.9), 'toExpert', expertCase, {
    ...{ to: expert, reason: '涉及食品和广告法规，请律师看。' },
    question: '糕点小作坊想上网卖，登记够不够？包装上能不能写“降血糖”？',
  })
  await transferAct(scene, lawyer, ago(1.5), 'accept', expertCase)
  const waiting = await enter(scene, staff('张涛'), before(20), {
    ...{ kind: 'policy', channel: 'counter', ...named('潘国庆', '13800000016') },
    question: '村集体买地块上的杨梅统一在网上卖，合同要怎么写？',
  })
  await act(staff('张涛'), before(19), 'toExpert', waiting, {
    ...{ to: expert, reason: '请律师看合同要点。', question: '村集体统一销售农户的杨梅，合同要写明哪些？' },
  })
  const outside = await enter(scene, staff('陈静'), ago(4), {
    ...{ kind: 'policy', channel: 'counter', ...named('何桂英', '13800005202') },
    question: '执照上的地址是老房子，现在搬了，网店要不要跟着改？',
  })
  const office = await look(ctx => first(ctx, 'government_office', '登记注册科'))
  await act(staff('陈静'), ago(3.9), 'toOffice', outside, {
    ...{ to: office, person: '注册科 王科长', told_on: dayOf(ago(4)) },
    reason: '电话说明情况，对方说要看经营范围，三天内回话。',
  })
  await solvedByExpert(scene, lawyer, expert)
  await visit(scene)
}

async function toColleague(scene: Scene, at: Date): Promise<void> {
  const { staff, act } = scene
  const id = await enter(scene, staff('陈静'), at, {
    ...{ kind: 'business', channel: 'wechat', contact_name: '江顺安', contact_phone: '13800000018' },
    question: '江顺安：老师在吗，稻虾米想进超市，条形码到哪里办？',
  })
  await act(staff('陈静'), new Date(at.getTime() + hour), 'toColleague', id, {
    ...{ staff_id: staff('张涛').staffId, reason: '你帮人办过条码。' },
  })
}

const transferAct = async (
  { settled, now }: Scene,
  who: Actor,
  at: Date,
  name: string,
  consultationId: string,
  input: Record<string, unknown> = {},
): Promise<void> => {
  const id = await settled.at(system, now, async ctx => {
    const found = ctx.db.selectFrom('consultation_transfer').select('id')
    return (await found.where('consultation_id', '=', consultationId).executeTakeFirstOrThrow()).id
  })
  await settled.at(who, at, ctx => perform(ctx, transferFlow, name, id, input))
}

/** Answered by an expert, solved, and made into a draft of the 知识库. */
async function solvedByExpert(scene: Scene, lawyer: Actor, expert: string): Promise<void> {
  const { staff, act, ago, now } = scene
  const id = await enter(scene, staff('王敏'), ago(30), {
    ...{ kind: 'policy', channel: 'phone', contact_name: '朱晓梅', contact_phone: '13800000017' },
    question: '我是蓝莓小镇的朱晓梅，电话13800000017，蓝莓酱找别的厂代工，包装上写谁的名字？',
  })
  await act(staff('王敏'), ago(29.9), 'toExpert', id, {
    ...{ to: expert, reason: '委托加工的标签，请律师答。' },
    question: '蓝莓酱找别的厂代工，包装上写谁的名字？',
  })
  await transferAct(scene, lawyer, ago(29), 'answer', id, {
    answer:
      '委托加工的，标签上要标委托方的名称、地址和联系方式，也要标受托生产厂的名称、地址，以及受托厂的生产许可证编号。受托厂的许可范围要包括果酱。',
    basis: 'GB 7718，食品生产许可管理办法',
  })
  await act(holder(id), ago(27), 'tellSolved', id)
  await act(staff('王敏'), ago(26), 'publish', id, {
    ...{ title: '食品找别的厂代工，包装上写谁的名字？', kind: 'policy', checked: true },
    body: '要写两家：委托方的名称、地址、联系方式，受托生产厂的名称、地址和生产许可证编号。受托厂的许可范围要包括这一类食品。',
    basis_name: 'GB 7718《食品安全国家标准 预包装食品标签通则》',
    valid_until: addDays(dayOf(now), 300),
  })
}

/** Two visits: of one all sheets but one were entered, for tomorrow's they are printed. */
async function visit(scene: Scene): Promise<void> {
  const { settled, staff, ago, now } = scene
  const issue = (place: string, visit_on: string, at: Date) =>
    settled.at(
      staff('王敏'),
      at,
      async ctx => (await perform(ctx, sheetFlow, 'issue', null, { place, visit_on })).id,
    )
  const met: ReadonlyArray<readonly [string, string, string]> = [
    ['余老四', '蜂蜜能不能在网上卖？', '自家蜂场的原蜜按农产品卖；分装加工要许可。'],
    ['凌桂生', '快递只到镇上，能不能到村？', '站点每天下午代收，明天起给您家也送。'],
    ['方大春', '孩子在外地，想帮家里开店，用谁的身份证？', '谁经营用谁的；用家里人的，收款也要用他的卡。'],
  ]
  const last = dayOf(ago(12))
  for (const [contact_name, question, answer] of met) {
    const sheet_id = await issue('石牌镇凌桥村', last, ago(13))
    await settled.at(staff('王敏'), ago(11.9), ctx =>
      perform(ctx, consultationFlow, 'enterSheet', null, {
        ...{ sheet_id, kind: 'policy', question, answer, contact_name },
        contact_phone: `1380000${5300 + question.length}`,
      }),
    )
  }
  await issue('石牌镇凌桥村', last, ago(13))
  for (let n = 0; n < 4; n++)
    await issue('茶岭镇白云村', addDays(dayOf(now), 1), new Date(now.getTime() - 2 * hour))
}
