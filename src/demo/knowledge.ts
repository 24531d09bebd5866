import { knowledgeFlow, settleTopics } from '#modules/knowledge'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { random } from './random.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Text {
  form: 'question' | 'article'
  kind: 'policy' | 'technology' | 'business'
  topic: string
  title: string
  body: string
  basis: ReadonlyArray<{ name: string; number?: string; link?: string }>
}

const law = '《中华人民共和国电子商务法》'
const food = '《中华人民共和国食品安全法》'

/** What people ask at such centres again and again; each with what it rests on. */
const texts: readonly Text[] = [
  {
    ...{ form: 'question', kind: 'policy', topic: '登记注册', title: '在家开网店要不要办营业执照？' },
    body: `多数要办，四种情形不用：个人销售自产的农副产品、家庭手工业产品；个人用自己的技能做便民劳务；个人做零星小额交易；依法不需要登记的。

零星小额，是指一年交易额累计不超过 10 万元。同一个人在几个平台开店的，合在一起算。

收购别人的农产品再卖，不算自产自销，要办。个体工商户可以用网络经营场所登记，到县市场监管局窗口或安徽政务服务网办理，不收费。`,
    basis: [
      { name: law, number: '第十条' },
      { name: '《网络交易监督管理办法》', number: '第八条、第九条' },
    ],
  },
  {
    ...{ form: 'question', kind: 'policy', topic: '登记注册', title: '不用办执照的网店，平台还要我交什么？' },
    body: `平台会登记您的姓名、地址、联系方式和经营的内容，至少每六个月核对一次。

店铺里要在显眼的位置写明“个人销售自产农副产品，依法不需要办理市场主体登记”这类说明，写哪一种按自己的情形选，不能空着。`,
    basis: [
      { name: law, number: '第十五条、第二十七条' },
      { name: '《网络交易监督管理办法》', number: '第十二条、第二十四条' },
    ],
  },
  {
    ...{
      form: 'question',
      kind: 'policy',
      topic: '食品安全',
      title: '网上卖自家种的水果、鸡蛋，要食品经营许可证吗？',
    },
    body: `不要。销售食用农产品，不需要取得食品经营许可。只卖预包装食品的，办备案就可以，也不用许可证。

自己加工成熟食、糕点、酱菜再卖的，属于食品生产经营，要另外办手续，请看“家里做糕点能不能在网上卖”。

卖食用农产品也要对质量负责：留好产地证明或自检记录，农药、兽药按说明用，过了安全间隔期再采收。`,
    basis: [{ name: food, number: '第三十五条' }, { name: '《食用农产品市场销售质量安全监督管理办法》' }],
  },
  {
    ...{
      form: 'question',
      kind: 'policy',
      topic: '食品安全',
      title: '家里做糕点、酱菜能不能在网上卖？SC 证和小作坊登记怎么选？',
    },
    body: `加工食品要先有手续才能卖，两条路：

一是办食品生产许可（就是包装上的 SC 编号），对场地、设备、检验要求高，可以销往全国。

二是按安徽省的规定办食品小作坊登记，门槛低一些，但有些品类不能做，销售方式也有限制。能不能通过网络销售、能做哪些品类，请先打电话问县市场监管局食品科，再决定投多少钱。

没有手续就在网上卖自制的熟食，被查到要没收和罚款。`,
    basis: [
      { name: food, number: '第三十五条、第三十六条、第一百二十二条' },
      { name: '《食品生产许可管理办法》' },
      { name: '《安徽省食品安全条例》' },
    ],
  },
  {
    ...{ form: 'question', kind: 'policy', topic: '食品安全', title: '预包装食品的标签上必须写哪些内容？' },
    body: `名称、规格、净含量、生产日期；成分或配料表；生产者的名称、地址、联系方式；保质期；产品标准代号；贮存条件；食品添加剂的通用名称；生产许可证编号；法律法规和标准要求的其他内容。

标签不能写治病、防病的作用。网店的商品页要把标签拍清楚，让买的人看得到。`,
    basis: [
      { name: food, number: '第六十七条、第七十一条' },
      { name: 'GB 7718《食品安全国家标准 预包装食品标签通则》' },
    ],
  },
  {
    ...{ form: 'question', kind: 'policy', topic: '税费发票', title: '网店要不要开发票？顾客要发票怎么办？' },
    body: `要。电子商务经营者销售商品，应当依法开具纸质或者电子发票，两种效力相同。不能用“开票另加钱”推脱。

没有税务登记的个人，可以到办税服务厅或电子税务局申请代开。个体户、企业用电子发票服务平台自己开，不收费。

自产自销的农产品免征增值税，可以开免税发票。`,
    basis: [
      { name: law, number: '第十四条' },
      { name: '《中华人民共和国发票管理办法》' },
      { name: '《中华人民共和国增值税法》' },
    ],
  },
  {
    ...{ form: 'question', kind: 'policy', topic: '税费发票', title: '合作社卖社员的农产品，要交增值税吗？' },
    body: `农民专业合作社销售本社成员生产的农业产品，视同农业生产者销售自产农产品，免征增值税。

要分清两本账：社员自产的免税；从外面收来再卖的不免。社员名册、收购凭证、出库单要对得上。

具体怎么申报，请带账册到办税服务厅，或拨打 12366。`,
    basis: [{ name: '财政部 国家税务总局关于农民专业合作社有关税收政策的通知', number: '财税〔2008〕81 号' }],
  },
  {
    ...{
      form: 'question',
      kind: 'policy',
      topic: '补贴扶持',
      title: '有人说交钱就能代办电商补贴，是真的吗？',
    },
    body: `不要信。申报补贴不收费，也没有“内部名额”。先交手续费、要银行卡密码和验证码的，都是骗子。

本县有哪些补贴、什么条件、什么时候报，以县商务局公开的文件为准。拿不准的，把对方发来的材料拍给我们看。

已经转了钱的，马上打 110 或 96110。`,
    basis: [{ name: '《中华人民共和国反电信网络诈骗法》' }],
  },
  {
    ...{ form: 'question', kind: 'technology', topic: '直播短视频', title: '直播带货要什么资质？' },
    body: `自己给自己的店直播：和开网店一样，按卖什么办执照、许可或备案，直播间里要能看到经营者的信息。

替别人带货：您是直播营销人员，要实名，满十六周岁；不满十八周岁的要监护人同意。话术按广告管，不能说“最”“第一”，普通食品不能说治病。

卖的是食品，商家要有相应的许可、备案，播之前请对方把证照发来看，并留底。平台还会要实名认证、保证金，看各平台规则。`,
    basis: [
      { name: '《网络直播营销管理办法（试行）》', number: '第十七条、第十八条' },
      { name: '《中华人民共和国广告法》', number: '第九条、第十七条' },
    ],
  },
  {
    ...{
      form: 'question',
      kind: 'technology',
      topic: '直播短视频',
      title: '短视频里能不能用网上找的音乐和图片？',
    },
    body: `不能随便用。音乐、图片、字体都有著作权，商家用来卖货属于商业使用，被告过不少。

稳妥的做法：用平台的商用音乐库；图片自己拍；字体用写明可以免费商用的；请人拍的，合同里写清楚素材归谁、能用到哪里。`,
    basis: [{ name: '《中华人民共和国著作权法》', number: '第十条、第五十三条' }],
  },
  {
    ...{
      form: 'article',
      kind: 'technology',
      topic: '开店装修',
      title: '第一次开网店：从注册到第一单要做的八件事',
    },
    body: `一、想好卖什么：自家有、能稳定供三个月、能寄的。

二、选平台：熟人多的先做微信小店、社区团购；想卖给外地的做综合平台或短视频平台。

三、备齐材料：身份证、手机号、银行卡；要办执照的先办执照。

四、拍五张图：整体、细节、大小对比、产地、包装。手机就行，上午或傍晚的光。

五、写清楚：规格、净重、几天发货、坏了怎么赔。

六、定价：成本、包装、快递、平台扣点、坏果，五样都算进去再加利润。

七、先给亲友寄五单，看几天到、坏不坏。

八、开张后每天看一次消息，当天回。做不来的，中心每月有培训，也可以来窗口一步步教。`,
    basis: [{ name: law, number: '第十七条、第二十条' }],
  },
  {
    ...{ form: 'question', kind: 'technology', topic: '拍摄美工', title: '用手机怎么把农产品拍清楚？' },
    body: `光：阴天最好；晴天在树荫或窗边，不用闪光灯。
背景：白纸、木板、竹匾，一样就够，不要杂。
距离：拉近，让果皮纹理看得见；放一枚硬币或一只手比大小。
真实：不要调颜色。收到的和图上不一样，退货比不成交更亏。

中心二楼有摄影棚，可以免费预约。`,
    basis: [],
  },
  {
    ...{ form: 'question', kind: 'business', topic: '包装物流', title: '寄生鲜水果怎么包装才不容易坏？' },
    body: `先挑：八成熟采，不带水，有伤的挑出来。

再包：软果（蓝莓、桑葚）用带透气孔的小盒，外面泡沫箱，夏天加冰袋，冰袋不直接挨着果；硬果（柑橘、梨）用网套加隔板，箱子装满不晃。

然后试：同样的箱子从一米高摔三次，再寄给外地朋友一次。

寄：当天采当天发，避开周末和节假日；箱面写“生鲜”和到货电话；和快递先说好破损怎么赔。`,
    basis: [],
  },
  {
    ...{ form: 'question', kind: 'business', topic: '包装物流', title: '快递丢了、坏了，按什么赔？' },
    body: `保了价的，按保价的约定赔；没有保价的，按民事法律的规定定，往往要证明货值多少。所以贵的、怕坏的请保价，寄以前拍照留存。

先找寄件的网点；七日内没有结果，可以向邮政管理部门申诉：拨打 12305，或登录国家邮政局申诉网站。`,
    basis: [{ name: '《快递暂行条例》', number: '第二十七条' }],
  },
  {
    ...{ form: 'question', kind: 'business', topic: '品牌商标', title: '注册一个商标要多少钱、多长时间？' },
    body: `自己在网上申请，一个类别 270 元（限本类 10 个商品，每超过一个加收 27 元），官费只有这一笔。委托代理的，代理费另算，要签合同。

受理后九个月内审查完毕，初步审定后公告三个月，没有人异议就发证，前后一年左右。

农产品常用的类别：29 类（肉蛋、加工过的果蔬）、30 类（茶、米、糕点、蜂蜜）、31 类（新鲜果蔬、活禽）、35 类（替别人推销）。先查有没有近似的，再交钱。`,
    basis: [
      { name: '《中华人民共和国商标法》', number: '第二十八条、第三十三条' },
      { name: '国家知识产权局商标局 中国商标网', link: 'https://sbj.cnipa.gov.cn/' },
    ],
  },
  {
    ...{
      form: 'question',
      kind: 'business',
      topic: '品牌商标',
      title: '地理标志是大家的，我能不能直接印在包装上？',
    },
    body: `不能直接印。地理标志要先得到使用的许可：是证明商标、集体商标的，向注册人（多为协会）申请，符合产地和质量要求的，对方不应拒绝；是地理标志保护产品的，按专用标志的规定申请。

在产地范围以内、没有申请的，可以老实写产地，例如“产地：安徽怀宁”，但不能用标志的图样。`,
    basis: [
      { name: '《中华人民共和国商标法》', number: '第十六条' },
      { name: '《中华人民共和国商标法实施条例》', number: '第四条' },
      { name: '《地理标志专用标志使用管理办法（试行）》' },
    ],
  },
  {
    ...{
      form: 'question',
      kind: 'business',
      topic: '客服售后',
      title: '鲜活农产品顾客要七天无理由退货，必须退吗？',
    },
    body: `鲜活易腐的商品，不适用七天无理由退货，但要在商品页写明。

坏了、少了、和描述不符的，不是“无理由”，该退该赔照样要退要赔。建议写明“签收后 24 小时内拍照，坏几个赔几个”，好评率反而高。`,
    basis: [{ name: '《中华人民共和国消费者权益保护法》', number: '第二十四条、第二十五条' }],
  },
  {
    ...{ form: 'question', kind: 'business', topic: '客服售后', title: '好评返现、找人刷单，有没有事？' },
    body: `都有事。刷单、编造评价按虚假宣传处罚，罚款可以到一百万元，严重的更多，还可以吊销执照；用返现换指定的好评，也属于误导消费者。

可以做的：包裹里放手写感谢卡，请顾客如实评价；差评先道歉、补发，再请对方看要不要修改。`,
    basis: [
      { name: '《中华人民共和国反不正当竞争法》' },
      { name: '《网络交易监督管理办法》', number: '第十四条' },
    ],
  },
]

/** Published over the year; one is due, one is being corrected, one waits for review, one draft; read by many. */
export async function liveKnowledge(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const chance = random(51_001)
  const at = (daysAgo: number): Date => new Date(now.getTime() - daysAgo * day)
  const staff = (name: string): Actor => settled.staff.get(name) as Actor
  await settled.at(system, at(330), settleTopics)
  const topics = await settled.at(system, now, async ctx => {
    const rows = await ctx.db.selectFrom('knowledge_topic').select(['id', 'name']).execute()
    return new Map(rows.map(row => [row.name, row.id]))
  })
  const ids: string[] = []
  for (const [index, { topic, basis, ...text }] of texts.entries()) {
    // What is still being written or reviewed began these days.
    const began = index < texts.length - 2 ? 320 - index * 15 : 2
    const author = staff(index % 3 === 2 ? '刘芳' : '王敏')
    const id = await settled.at(author, at(began), async ctx => {
      const valid_until = index === 7 ? dayOf(now) : addDays(dayOf(now), 60 + index * 11)
      const given = { ...text, topic_id: topics.get(topic), basis: [...basis], valid_until }
      return (await perform(ctx, knowledgeFlow, 'write', null, given)).id
    })
    ids.push(id)
    if (index === texts.length - 1) continue
    await settled.at(author, at(began - 0.5), ctx => perform(ctx, knowledgeFlow, 'submit', id))
    if (index === texts.length - 2) continue
    await settled.at(staff('孙丽'), at(began - 1), ctx => perform(ctx, knowledgeFlow, 'approve', id))
  }
  await settled.at(system, now, ctx => perform(ctx, knowledgeFlow, 'fallDue', ids[7] as string))
  await correct(settled, at(3), staff('王敏'), ids[12] as string)
  await read(kernel, settled, ids.slice(0, -2), chance)
}

/** The packing of fruit is being written anew; the public still reads the old text. */
async function correct(settled: Settled, at: Date, author: Actor, id: string): Promise<void> {
  await settled.at(author, at, async ctx => {
    const known = (await knowledgeFlow.actions.correct.prefill?.(
      ctx,
      (await ctx.db
        .selectFrom('knowledge_entry')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()) as never,
      {},
    )) as Record<string, unknown>
    const { form, kind, topic_id, title, body, basis, valid_until } = known
    await perform(ctx, knowledgeFlow, 'correct', id, {
      ...{ form, kind, topic_id: topic_id ?? undefined, title, basis, valid_until },
      body: `${body}\n\n蓝莓、杨梅发顺丰、京东的航空件或冷链，六到九月不要发普通快递。`,
    })
  })
}

/** Counters are no actions: they stand as readers left them. */
async function read(
  kernel: Kernel,
  settled: Settled,
  ids: readonly string[],
  chance: ReturnType<typeof random>,
): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const reads = 20 + chance.below(400)
    const [helpful, unhelpful] =
      index === 3 ? [4, 9] : [Math.round(reads / (6 + chance.below(6))), chance.below(4)]
    await kernel.database.write({ centre: settled.id }, db =>
      db
        .insertInto('knowledge_count')
        .values({ entry_id: id, version: 1, reads, helpful, unhelpful })
        .execute(),
    )
  }
}
