import {
  appraisalCheckFlow,
  appraisalFindingFlow,
  appraisalFlow,
  appraisalMemberFlow,
  registers,
} from '#modules/appraisals'
import { ensureSheet, evaluationFlow, roundOf } from '#modules/evaluations'
import { staffFlow } from '#modules/team'
import { addDays, type Day, dayOf, startOfDay } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { type Period, periodAfter } from '#platform/periods'
import { explained } from './evaluations.ts'
import { demoPassword } from './people.ts'
import { drawn, type Picture } from './pictures.ts'
import type { Settled } from './settle.ts'
import { raisedAfter, type SimulatedYear, workingMorning } from './year.ts'

/** Who assesses: the first two last year, the others this year. */
const assessors = [
  { username: 'luwenbo', name: '陆文博', phone: '13800001040' },
  { username: 'shenjianing', name: '沈佳宁', phone: '13800001041' },
  { username: 'qianliqun', name: '钱立群', phone: '13800001042' },
  { username: 'sumin', name: '苏敏', phone: '13800001043' },
  { username: 'yuhaitao', name: '余海涛', phone: '13800001044' },
] as const

interface Scene {
  settled: Settled
  now: Date
  photo: Picture
  sheet: string
  who(name: string): Actor
  ago(days: number): Date
}

/** The appraisal of the year with its report, the reply to it and what was done; the next one at work: some drawn, some called, some scored. */
export async function liveAppraisals(
  kernel: Kernel,
  settled: Settled,
  { calendar }: SimulatedYear,
  now: Date,
): Promise<void> {
  // At ten in the morning, whenever the demonstration is loaded.
  const ten = startOfDay(dayOf(now)).getTime() + 10 * 3_600_000
  const ago = (days: number) => new Date(ten - days * 86_400_000)
  const who = (name: string) => settled.staff.get(name) as Actor
  const photo = await drawn(kernel, '现场照片.png', '#e9eff2', '#7f9aa6')
  const scene: Scene = {
    settled,
    now,
    photo,
    who,
    ago,
    sheet: await sheetOf(settled, workingMorning(calendar.last, 5)),
  }
  await appoint(scene, workingMorning(calendar.last, 8))
  await closedYear(scene, calendar)
  // The next one that is over, or else the year that still goes on.
  const atWork = await thisYear(scene, periodAfter(calendar))
  await lookedAround(kernel, scene, atWork)
}

/** The sheet that comes with the platform. */
const sheetOf = (settled: Settled, now: Date): Promise<string> =>
  settled.at(system, now, async ctx => {
    await ensureSheet(ctx)
    const sheets = ctx.db.selectFrom('score_sheet').select('id').where('state', '=', 'in_use').limit(1)
    return (await sheets.executeTakeFirstOrThrow()).id
  })

async function appoint({ settled, who }: Scene, at: Date): Promise<void> {
  await settled.at(who('周健'), at, async ctx => {
    const post = await ctx.db
      .selectFrom('post')
      .select('id')
      .where('name', '=', '评价员')
      .executeTakeFirstOrThrow()
    for (const one of assessors) {
      const { row } = await perform(ctx, staffFlow, 'appoint', null, {
        ...one,
        organisation: 'assessor',
        password: demoPassword,
        full_time: false,
        posts: [post.id],
      })
      settled.staff.set(one.name, {
        kind: 'person',
        identityId: row.identity_id as string,
        name: one.name,
        staffId: row.id,
        organisation: 'assessor',
        duties: new Set(['appraisal.assess']),
        parties: [],
      })
    }
  })
}

interface Contract {
  period: Period
  assessor: string
  number: string
  price_fen: number
  from: Date
  until: Day
  team: readonly string[]
}

async function commissioned(scene: Scene, of: Contract): Promise<string> {
  const { settled, who, photo, sheet } = scene
  const ids = of.team.map(name => who(name).staffId)
  return settled.at(who('周健'), of.from, async ctx => {
    const { id } = await perform(ctx, appraisalFlow, 'commission', null, {
      period: of.period.code,
      assessor: of.assessor,
      chosen_by: '政府采购，三家比选，按评分最高选定；与中心的运营机构没有隶属关系。',
      contract_number: of.number,
      price_fen: of.price_fen,
      contract: [await stage(ctx, { ...photo, name: '评价合同.png' }, 'contract')],
      first_day: dayOf(of.from),
      last_day: of.until,
      sheet_id: sheet,
      head_id: ids[0],
      member_ids: ids,
    })
    return id
  })
}

const noRelations = {
  ...{ employed: 'no', invested: 'no', kin: 'no', dealings: 'no', received: 'no', built: 'no' },
  honest: true,
}

async function declared(
  { settled, who }: Scene,
  appraisal: string,
  name: string,
  at: Date,
  answers: Record<string, unknown> = noRelations,
): Promise<void> {
  await settled.at(who(name), at, async ctx => {
    const { id } = await ctx.db
      .selectFrom('appraisal_member')
      .select('id')
      .where('appraisal_id', '=', appraisal)
      .where('staff_id', '=', ctx.actor.staffId as string)
      .executeTakeFirstOrThrow()
    await perform(ctx, appraisalMemberFlow, 'declare', id, answers)
  })
}

const script = [
  { label: '您是什么时候在中心办的事？', kind: 'text', required: false },
  { label: '事情办成了吗？', kind: 'choice', required: true, options: ['办成了', '没有办成', '还在办'] },
  { label: '收过您的钱吗？', kind: 'choice', required: true, options: ['没有', '收过'] },
]

/** Draws from a ledger, where the period has any; ids of what was drawn, in drawn order. */
async function drawFrom(
  ctx: Ctx,
  appraisal: string,
  of: { register: string; method: 'phone' | 'document'; size: number; seed: string },
): Promise<string[]> {
  try {
    await perform(ctx, appraisalFlow, 'draw', appraisal, of)
  } catch (error) {
    // A year that has hardly begun has nothing in this ledger.
    if (!(error instanceof Problem)) throw error
    return []
  }
  const rows = await ctx.db
    .selectFrom('appraisal_check')
    .select('id')
    .where('appraisal_id', '=', appraisal)
    .where('register', '=', of.register)
    .where('method', '=', of.method)
    .orderBy('rank')
    .limit(50)
    .execute()
  return rows.map(row => row.id)
}

const answers = { q1: '记不清具体日期', q2: '办成了', q3: '没有' }

/** One is reached and contradicts, one cannot be reached, the others agree; `open` are left to be called. */
async function calls(ctx: Ctx, ids: readonly string[], open = 0): Promise<void> {
  for (const [at, id] of ids.slice(0, ids.length - open).entries()) {
    for (let n = 0; n < (at === 1 ? 3 : 1); n++) {
      await perform(ctx, appraisalCheckFlow, 'dial', id)
      if (at === 1) await perform(ctx, appraisalCheckFlow, 'miss', id)
    }
    if (at === 1) await perform(ctx, appraisalCheckFlow, 'giveUp', id)
    else
      await perform(ctx, appraisalCheckFlow, 'reach', id, {
        answers: at === 2 ? { ...answers, q2: '没有办成' } : answers,
        outcome: at === 2 ? 'contradicts' : 'consistent',
        contradiction: at === 2 ? '记录写已办结，本人说事情没有办成，也没有人再联系。' : '',
        note: at === 2 ? '“后来就没有消息了。”' : '',
      })
  }
}

async function papers(ctx: Ctx, ids: readonly string[], open = 0): Promise<void> {
  for (const [at, id] of ids.slice(0, ids.length - open).entries())
    await perform(ctx, appraisalCheckFlow, 'examine', id, {
      outcome: at === 1 ? 'partly' : 'consistent',
      contradiction: '',
      note:
        at === 1
          ? '记录齐全，但有一份附件晚了两周才上传，已标明补录。'
          : '逐项核对了时间、内容和附件，与记录一致。',
    })
}

interface Shown {
  title: string
  note: string
}
const atCounter: Shown = {
  title: '请一名窗口人员当场登记一件办件的办结',
  note: '能登记办结，但要提示才找到登记本人意见的地方。',
}
const atStation: Shown = {
  title: '请一名村级站站长当场登记代办',
  note: '能登记代办，但要提示才找到补录的地方。',
}

async function visited(ctx: Ctx, photo: Picture, appraisal: string, shown: Shown): Promise<void> {
  await perform(ctx, appraisalCheckFlow, 'visit', null, {
    ...{ appraisal_id: appraisal, method: 'onsite', title: '中心服务大厅和直播间' },
    ...{ done_on: dayOf(ctx.now), outcome: 'consistent', contradiction: '' },
    note: '标识、价目、投诉渠道都在醒目处；直播间设备能正常使用。',
    photos: [await stage(ctx, photo, 'photos')],
  })
  await perform(ctx, appraisalCheckFlow, 'visit', null, {
    ...{ appraisal_id: appraisal, method: 'demonstration', ...shown },
    ...{ done_on: dayOf(ctx.now), outcome: 'partly', contradiction: '' },
  })
}

/** Most items in full; every fourth somewhat less, with its reason. `share` of the sheet, from its beginning. */
async function scores(ctx: Ctx, appraisal: string, share = 1): Promise<void> {
  const { items } = await ctx.db
    .selectFrom('appraisal')
    .select('items')
    .where('id', '=', appraisal)
    .executeTakeFirstOrThrow()
  const all = items as unknown as Array<{ key: string; points: number }>
  const now = all.slice(0, Math.ceil(all.length * share))
  const markOf = (points: number, at: number) => (at % 4 === 1 ? Math.floor(points * 0.7) : points) / 10
  await perform(ctx, appraisalFlow, 'score', appraisal, {
    scores: Object.fromEntries(now.map((item, at) => [item.key, markOf(item.points, at)])),
    remarks: Object.fromEntries(
      now.map((item, at) => [
        item.key,
        at % 4 === 1 ? '做了，但记录不够完整，见核查。' : '台账、记录和现场一致。',
      ]),
    ),
  })
}

interface Noted {
  /** Which row of the sheet. */
  row: number
  clause: string
  severity: string
  title: string
  facts: string
  advice: string
  /** A record of the evidence room that it rests on. */
  register?: string
  record_id?: string
}

/** An activity of the period whose photos lie in the evidence room, where there is one by now. */
async function withPhotos(ctx: Ctx, { first, last }: Period): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('activity')
    .innerJoin('activity_evidence', 'activity_evidence.activity_id', 'activity.id')
    .select('activity.id')
    .where('activity.state', 'in', ['held', 'closed'])
    .where('activity.ends_at', '>=', startOfDay(first))
    .where('activity.ends_at', '<', startOfDay(addDays(last, 1)))
    .where('activity_evidence.kind', '=', 'photo')
    .where('activity_evidence.state', '=', 'kept')
    .orderBy('activity.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function noted(ctx: Ctx, appraisal: string, { row, ...finding }: Noted): Promise<string> {
  const { items } = await ctx.db
    .selectFrom('appraisal')
    .select('items')
    .where('id', '=', appraisal)
    .executeTakeFirstOrThrow()
  const item_key = (items as unknown as Array<{ key: string }>)[row]?.key
  const made = await perform(ctx, appraisalFindingFlow, 'note', null, {
    appraisal_id: appraisal,
    item_key,
    ...finding,
  })
  return made.id
}

async function closedYear(scene: Scene, period: Period): Promise<void> {
  const { settled, who, photo } = scene
  const after = (days: number) => workingMorning(period.last, days)
  const id = await commissioned(scene, {
    ...{ period, assessor: '安徽智衡评价咨询有限公司', number: `怀商评 ${period.code}-01` },
    ...{ price_fen: 5_800_000, from: after(12), until: addDays(period.last, 80), team: ['陆文博', '沈佳宁'] },
  })
  await declared(scene, id, '陆文博', after(13))
  await declared(scene, id, '沈佳宁', after(14))
  const findings = await settled.at(who('沈佳宁'), after(26), ctx => worked(ctx, photo, id))
  await settled.at(who('陆文博'), after(40), ctx => perform(ctx, appraisalFlow, 'issue', id))
  await settled.at(who('李卫东'), after(48), async ctx => {
    const [first, second, third] = findings as [string, string, string]
    const own = { answer: '属实，已要求办件答复后三天内回访本人，回访结果登记在案。' }
    await perform(ctx, appraisalFindingFlow, 'accept', first, own)
    await perform(ctx, appraisalFindingFlow, 'contest', second, {
      answer: '附件当时已存在经办人电脑里，因系统停机晚传，有停机通知和文件时间为证。',
      proof: [await stage(ctx, { ...photo, name: '停机通知.png' }, 'proof')],
    })
    await perform(ctx, appraisalFindingFlow, 'accept', third, {
      answer: '组织窗口人员操作培训，逐人过关。',
    })
    await perform(ctx, appraisalFlow, 'reply', id, {
      reply: '感谢评价机构的工作。认可的问题转入改进，按期完成；有异议的一个问题附上了证据，请复核。',
    })
  })
  await settled.at(who('沈佳宁'), after(52), ctx =>
    perform(ctx, appraisalFindingFlow, 'withdraw', findings[1] as string, {
      ruling: '停机通知和文件时间相符，晚传有客观原因，且已标明补录，撤回这个问题。',
    }),
  )
  await settled.at(who('陆文博'), after(raisedAfter.thirdParty), ctx =>
    perform(ctx, appraisalFlow, 'finalise', id, {
      final_word: '采纳中心的证据，撤回一个问题，得分不变；其余问题中心认可。',
    }),
  )
  await settled.at(who('周健'), after(59), ctx =>
    perform(ctx, appraisalFlow, 'accept', id, { opinion: '同意，请中心按期改进。' }),
  )
  await published(scene, period, after)
}

/** Its round is approved and told to everybody; what was not drawn is explained, and it is closed. */
async function published(
  { settled, who }: Scene,
  { code }: Period,
  after: (days: number) => Date,
): Promise<void> {
  const round = await settled.at(who('周健'), after(63), async ctx => {
    const found = await roundOf(ctx, 'third_party', code)
    if (!found) throw new Error(`no round looks at ${code}`)
    await perform(ctx, evaluationFlow, 'approve', found.id, { opinion: '评价独立、抽样可查，同意公布。' })
    return found.id
  })
  await settled.at(who('孙丽'), after(64), ctx =>
    perform(ctx, evaluationFlow, 'publish', round, {
      method:
        '由主管部门选定的第三方机构抽取期内的服务记录核对、电话回访、实地查看，按评分表打分，出具报告。',
      improvements: '办件答复后三天内回访本人；组织窗口人员操作培训，逐人过关。',
    }),
  )
  await explained(
    { settled, staff: who },
    round,
    {
      explanation: '这几类服务当年办得少，随机抽取时没有抽到。',
      remedy: '下一年度请评价机构先按服务分层，每类至少抽一条。',
    },
    [after(65), after(66)],
  )
  await settled.at(who('孙丽'), after(70), ctx => perform(ctx, evaluationFlow, 'close', round))
}

/** Every ledger of a service, so that all services are looked at (6.1.3). */
const ledgers = registers.flatMap(one => (one.service ? [one.name] : []))

/** A fortnight's work, from the draws to the draft; ids of the findings in their order. */
async function worked(ctx: Ctx, photo: Picture, id: string): Promise<string[]> {
  await perform(ctx, appraisalFlow, 'script', id, {
    opening: opening('安徽智衡评价咨询有限公司'),
    fields: script,
  })
  const seed = `${dayOf(ctx.now)}-3471`
  await calls(ctx, await drawFrom(ctx, id, { register: 'cases', method: 'phone', size: 6, seed }))
  for (const register of ledgers)
    await papers(ctx, await drawFrom(ctx, id, { register, method: 'document', size: 2, seed }))
  await papers(ctx, await drawFrom(ctx, id, { register: 'cases', method: 'document', size: 30, seed }))
  await visited(ctx, photo, id, atCounter)
  await scores(ctx, id)
  const findings = [
    await noted(ctx, id, {
      ...{ row: 1, clause: '5.1', severity: 'major', title: '个别办件办结前没有和本人核实结果' },
      facts: '电话核查中有一人说事情没有办成，也没有人再联系；台账记为已办结。',
      advice: '办结前由经办人联系本人核实，回访结果登记在案。',
    }),
    await noted(ctx, id, {
      ...{ row: 5, clause: '5.3.1', severity: 'minor', title: '部分材料晚于规定时间上传' },
      facts: '材料核查中有一份附件晚两周上传，已标明补录，没有说明原因。',
      advice: '补录时写明原因。',
    }),
    await noted(ctx, id, {
      ...{ row: 9, clause: '4.2.1', severity: 'minor', title: '窗口人员对办结登记不够熟练' },
      facts: '当场演示时，要提示才找到登记本人意见的地方，办件等到期自动确认。',
      advice: '组织窗口人员操作培训。',
    }),
  ]
  await perform(ctx, appraisalFlow, 'submit', id, {
    conclusion:
      '中心服务项目齐全，台账真实，公开及时，服务对象总体满意。主要问题是个别办件办结前没有和本人核实，窗口人员对办结登记不够熟练。建议把办结回访作为固定步骤，并加强窗口培训。',
  })
  return findings
}

const opening = (house: string): string =>
  `您好，我是${house}的评价人员，受县商务局委托评价县电子商务公共服务中心的服务。想请您说几句实话，大约三分钟，不会告诉中心是谁说的。`

/** What 苏敏 read before she drew. */
async function lookedAround(kernel: Kernel, { settled, who, ago }: Scene, id: string): Promise<void> {
  const { identityId, staffId } = who('苏敏')
  const seen = [
    '证据室',
    '台账「办件」',
    '台账「培训班」',
    '台账「培训学员」',
    '台账「服务反馈」',
    '证据室',
    '台账「咨询」',
  ]
  for (const [at, what] of seen.entries())
    kernel.looks.note({
      ...{ centreId: settled.id, identityId, staffId, recordId: id },
      at: new Date(ago(6).getTime() + at * 420_000),
      what: `第三方评价：${what}`,
    })
  await kernel.looks.flush()
}

async function thisYear(scene: Scene, period: Period): Promise<string> {
  const { settled, who, ago, now, photo } = scene
  const id = await commissioned(scene, {
    ...{ period, assessor: '合肥众诚标准化服务中心', number: `怀商评 ${period.code}-02` },
    ...{
      price_fen: 6_200_000,
      from: ago(10),
      until: addDays(dayOf(now), 40),
      team: ['钱立群', '苏敏', '余海涛'],
    },
  })
  await declared(scene, id, '钱立群', ago(8.9))
  await declared(scene, id, '余海涛', ago(8.8), {
    ...noRelations,
    dealings: 'yes',
    explanation: '去年为运营机构讲过两次课，收过课酬。',
  })
  await declared(scene, id, '苏敏', ago(8.7))
  await settled.at(who('苏敏'), ago(5), async ctx => {
    await perform(ctx, appraisalFlow, 'script', id, {
      opening: opening('合肥众诚标准化服务中心'),
      fields: script,
    })
    const seed = `${dayOf(ctx.now)}-8206`
    await calls(ctx, await drawFrom(ctx, id, { register: 'cases', method: 'phone', size: 8, seed }), 3)
    await calls(ctx, await drawFrom(ctx, id, { register: 'learners', method: 'phone', size: 5, seed }), 4)
    await papers(ctx, await drawFrom(ctx, id, { register: 'orders', method: 'document', size: 4, seed }), 2)
    await papers(ctx, await drawFrom(ctx, id, { register: 'classes', method: 'document', size: 3, seed }), 1)
  })
  await settled.at(who('苏敏'), ago(2), async ctx => {
    await visited(ctx, photo, id, atStation)
    await scores(ctx, id, 0.6)
    const photographed = await withPhotos(ctx, period)
    await noted(ctx, id, {
      ...{ row: 15, clause: '5.2.2', severity: 'minor', title: '活动照片看不出到场多少人' },
      facts: '照片只拍了讲台，看不出到场多少人，和登记的人次无法核对。',
      advice: '开场和结束各拍一张全场照片。',
      ...(photographed && { register: 'activities', record_id: photographed }),
    })
    await noted(ctx, id, {
      ...{ row: 10, clause: '4.3.3', severity: 'minor', title: '村级站站长不熟悉补录' },
      facts: '当场演示时，站长要提示才找到补录的地方。',
      advice: '把补录写进站长操作手册，逐站过关。',
    })
  })
  return id
}
