import {
  admissionFlow,
  admissionObjectionFlow,
  blacklistFlow,
  exitFlow,
  reviewFlow,
} from '#modules/admission'
import { mandateFlow, partyFlow } from '#modules/parties'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { tablePdf } from '#platform/documents'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { identify } from './identify.ts'
import { creditCodeOf, huaining } from './people.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Firm {
  name: string
  contact: string
  introduction: string
  team: string
  cases: string
  offers: ReadonlyArray<readonly [code: string, fen: number]>
}

/** One firm in every state that somebody has to do something about, two that came to an end, exits and the blacklist. */
export async function liveAdmissions(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const scene = await sceneOf(kernel, settled, now)
  for (const [index, firm] of firms.entries()) await live(scene, firm, index)
  await exits(scene)
  await blacklist(scene)
}

const firm = (
  name: string,
  contact: string,
  introduction: string,
  cases: string,
  offers: Firm['offers'],
): Firm => ({ name, contact, introduction, team: '均为本县返乡青年。', cases, offers })

const firms: readonly Firm[] = [
  firm(
    '怀宁县麦穗包装设计有限公司',
    '何玉婷',
    '农产品包装与品牌设计，十年本地经验，先出样再定稿。',
    '为蓝莓、贡糕、豆腐等 46 个产品设计包装。',
    [['SX-003', 58000]],
  ),
  firm(
    '安庆江畔直播服务有限公司',
    '鲁明亮',
    '农产品直播代播和主播培训，自有三间直播间。',
    '2025 年代播 210 场，成交 380 万元。',
    [['SX-001', 135000]],
  ),
  firm(
    '怀宁县红枫财税咨询有限公司',
    '夏文娟',
    '小微企业和合作社代理记账、开票辅导，上门收单。',
    '长期服务 63 家合作社。',
    [['CS-001', 66000]],
  ),
  firm(
    '怀宁县小市镇青禾影像工作室',
    '占小军',
    '产品拍摄和短视频剪辑，两人团队，价格公道。',
    '为小市镇 12 家农户拍过主图。',
    [['SX-001', 90000]],
  ),
  firm(
    '怀宁县鸿运冷链物流有限公司',
    '柯建平',
    '县乡村三级冷链配送，有冷藏车六辆。',
    '承运黄墩蓝莓两季，损耗低于百分之二。',
    [['WL-001', 72000]],
  ),
  firm(
    '安庆知味电商运营有限公司',
    '章慧',
    '店铺代运营，从上架、客服到推广。',
    '代运营 9 家店铺，月均成交 60 万元。',
    [['YX-001', 160000]],
  ),
  firm(
    '怀宁县凉亭乡映山红文化传媒工作室',
    '许丽',
    '乡村题材短视频与航拍，会说本地话。',
    '「映山红开了」系列播放 120 万次。',
    [['SX-001', 110000]],
  ),
  firm(
    '怀宁县智农信息技术有限公司',
    '汪志强',
    '溯源标签、小程序商城搭建和维护。',
    '尚在起步，完成商城两个。',
    [['YX-001', 88000]],
  ),
]

/** How far each of them has come; days are counted back from today. */
const stages = [
  'checking',
  'returned',
  'reviewing',
  'deciding',
  'publicity',
  'signing',
  'admitted',
  'refused',
] as const

interface Scene {
  kernel: Kernel
  settled: Settled
  now: Date
  act<T>(actor: Actor, daysAgo: number, work: (ctx: Ctx) => Promise<T>): Promise<T>
  staff(name: string): Actor
  /** A staged paper, for the action that is being performed. */
  paper(ctx: Ctx, field: string): Promise<string[]>
}

async function sceneOf(kernel: Kernel, settled: Settled, now: Date): Promise<Scene> {
  const made = await tablePdf([{ label: '说明', value: (line: string) => line }], ['演示用材料'], {
    title: '演示材料',
    centre: huaining.name,
    filters: [],
    printedAt: now,
  })
  const { sha256, size } = await kernel.outside.store.put(made, 1_000_000)
  const stored = { sha256, size, name: '演示材料.pdf', mediaType: 'application/pdf' }
  return {
    ...{ kernel, settled, now },
    act: (actor, daysAgo, work) => settled.at(actor, new Date(now.getTime() - daysAgo * day), work),
    staff: name => settled.staff.get(name) as Actor,
    paper: async (ctx, field) => [await stage(ctx, stored, field)],
  }
}

/** Whoever is named as the firm's contact acts for it. */
async function claimFirm(ctx: Ctx, { name, contact }: Firm): Promise<void> {
  const { id } = await ctx.db
    .selectFrom('party')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  await perform(ctx, mandateFlow, 'claim', null, { party_id: id, person_name: contact })
}

async function live(scene: Scene, cast: Firm, index: number): Promise<void> {
  const phone = `138000045${String(10 + index)}`
  const stageAt = stages[index] as (typeof stages)[number]
  const began = {
    checking: 1,
    returned: 4,
    reviewing: 5,
    deciding: 5,
    publicity: 11,
    signing: 24,
    admitted: 60,
    refused: 40,
  }[stageAt]
  const zhangtao = scene.staff('张涛')
  const id = await scene.act(zhangtao, began, async ctx => {
    const party = await perform({ ...ctx, actor: system }, partyFlow, 'register', null, {
      kind: 'enterprise',
      name: cast.name,
      code: creditCodeOf('91', 2100 + index),
      contact_name: cast.contact,
      contact_phone: phone,
    })
    const applied = await perform(ctx, admissionFlow, 'apply', null, {
      party_id: party.id,
      name: cast.name,
      introduction: cast.introduction,
      team: cast.team,
      team_size: 4 + index,
      cases: cast.cases,
      qualifications: [{ name: '营业执照', number: '演示', valid_until: null, required: true }],
      offers: cast.offers.map(([code, price_fen]) => ({
        ...{ item_id: scene.settled.items.get(code), price_fen, price_note: '' },
      })),
      contact_name: cast.contact,
      contact_phone: phone,
      licence: await scene.paper(ctx, 'licence'),
      declared: true,
    })
    return applied.id
  })
  const contact = await identify(scene.kernel, cast.contact, phone)
  await scene.act(contact, began, ctx => claimFirm(ctx, cast))
  const act = (who: Actor, daysAgo: number, name: string, input: object = {}) =>
    scene.act(who, daysAgo, ctx => perform(ctx, admissionFlow, name, id, input as Record<string, unknown>))
  if (stageAt === 'checking') return
  if (stageAt === 'returned') {
    await act(zhangtao, began - 1, 'return', { reason: '执照照片只拍了一半，请补拍完整的正本。' })
    return
  }
  const reviewers = ['王敏', '陈静', '孙丽']
  await act(zhangtao, began - 1, 'appoint', { reviewers: reviewers.map(name => scene.staff(name).staffId) })
  const most = stageAt === 'reviewing' ? 1 : reviewers.length
  for (const [at, name] of reviewers.slice(0, most).entries())
    await review(scene, id, name, began - 2, (stageAt === 'refused' ? 48 : 74) + at * 6)
  if (stageAt === 'reviewing') await conflict(scene, id, '孙丽', began - 2)
  if (stageAt === 'reviewing' || stageAt === 'deciding') return
  const director = scene.staff('李卫东')
  if (stageAt === 'refused') {
    await act(director, began - 4, 'refuse', { refusal: 'score', text: '成功案例少，建议先积累半年再申请。' })
    return
  }
  await act(director, began - 4, 'pass', { opinion: '材料齐全，案例属实，同意。', days: 5 })
  if (stageAt === 'publicity') return object(scene, id)
  await act(system, began - 13, 'endPublicity')
  if (stageAt === 'signing') return
  const signed = dayOf(new Date(scene.now.getTime() - (began - 15) * day))
  await scene.act(zhangtao, began - 15, async ctx =>
    perform(ctx, admissionFlow, 'sign', id, {
      agreement: `FW-${signed.slice(0, 4)}-07`,
      first_day: signed,
      last_day: addDays(signed, 364),
      agreement_files: await scene.paper(ctx, 'agreement_files'),
    }),
  )
}

const reviewId = async (ctx: Ctx, id: string): Promise<string> =>
  (
    await ctx.db
      .selectFrom('admission_review')
      .select('id')
      .where('admission_id', '=', id)
      .where('reviewer_id', '=', ctx.actor.staffId as string)
      .executeTakeFirstOrThrow()
  ).id

const review = (scene: Scene, id: string, name: string, daysAgo: number, mark: number) =>
  scene.act(scene.staff(name), daysAgo, async ctx =>
    perform(ctx, reviewFlow, 'give', await reviewId(ctx, id), {
      ...{ ability: mark + 4, record: mark - 3, price: mark, credit: mark + 8, local: mark + 10 },
      opinion: '材料看过，案例打电话核实过，价格与市面相当。',
      unbiased: true,
    }),
  )

const conflict = (scene: Scene, id: string, name: string, daysAgo: number) =>
  scene.act(scene.staff(name), daysAgo, async ctx =>
    perform(ctx, reviewFlow, 'declare', await reviewId(ctx, id), {
      reason: '表弟在这家公司开车，申请回避。',
    }),
  )

/** The 公示 was stopped once, and runs on. */
async function object(scene: Scene, id: string): Promise<void> {
  const raised = await scene.act(scene.staff('陈静'), 6, ctx =>
    perform(ctx, admissionObjectionFlow, 'raise', null, {
      admission_id: id,
      raised_by: '某物流公司（来电）',
      phone: '13800004599',
      body: '这家的冷藏车有两辆没有年检，请核实后再定。',
    }),
  )
  await scene.act(scene.staff('李卫东'), 3, ctx =>
    perform(ctx, admissionObjectionFlow, 'dismiss', raised.id, {
      answer: '经查行驶证，六辆车年检均在有效期内。',
    }),
  )
}

/** One provider wishes to leave next month; another is heard. */
async function exits({ settled, act, staff, paper, now }: Scene): Promise<void> {
  const [, second, third] = [...settled.providers]
  if (!second || !third) return
  const firmOf = (name: string): Actor => ({
    ...stranger,
    kind: 'person',
    name: '服务商业务员',
    parties: [settled.parties.get(name) as string],
  })
  await act(firmOf(second[0]), 2, ctx =>
    perform(ctx, exitFlow, 'ask', null, {
      provider_id: second[1],
      on_day: addDays(dayOf(now), 20),
      reason: '团队迁往合肥，手上的拍摄月底前全部交付。',
    }),
  )
  const heard = await act(staff('张涛'), 5, async ctx =>
    perform(ctx, exitFlow, 'propose', null, {
      provider_id: third[1],
      reason: '两次逾期交付，约谈后又一次逾期，违反协议第七条。',
      evidence: await paper(ctx, 'evidence'),
    }),
  )
  await act(firmOf(third[0]), 3, ctx =>
    perform(ctx, exitFlow, 'state', heard.id, {
      reason: '摄影师离职造成延误，已补招两人，客户损失愿意承担。',
    }),
  )
}

async function blacklist({ act, staff, paper, now }: Scene): Promise<void> {
  const listing = (index: number, reason: string, basis: string) => ({
    ...{ code: creditCodeOf('91', index), reason, basis },
    from_day: dayOf(new Date(now.getTime() - 30 * day)),
    until_day: addDays(dayOf(now), 335),
  })
  const firmsListed = [
    ['安庆速达网络科技有限公司', 2201, '以虚假流量骗取推广服务费，经查证属实。', '县市监处罚〔2026〕18 号'],
    ['怀宁县一品鲜商贸有限公司', 2202, '提交的许可证系涂改，经发证机关核实。', '准入制度第十二条'],
  ] as const
  for (const [at, [name, index, reason, basis]] of firmsListed.entries()) {
    const { id } = await act(staff('张涛'), 31 - at * 28, async ctx => {
      await perform({ ...ctx, actor: system }, partyFlow, 'register', null, {
        ...{ kind: 'enterprise', name, code: creditCodeOf('91', index) },
        ...{ contact_name: '陈先生', contact_phone: `138000046${index - 2190}` },
      })
      const evidence = await paper(ctx, 'evidence')
      return perform(ctx, blacklistFlow, 'propose', null, { ...listing(index, reason, basis), evidence })
    })
    if (at === 0)
      await act(staff('周健'), 30, ctx =>
        perform(ctx, blacklistFlow, 'list', id, { reason: '事实清楚，依据充分，予以列入。' }),
      )
  }
}
