import { assetFlow, lineFlow, stocktakingFlow } from '#modules/assets'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { tablePdf } from '#platform/documents'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { huaining } from './people.ts'
import type { Settled } from './settle.ts'

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000)
const actorOf = (settled: Settled, name: string): Actor => settled.staff.get(name) as Actor
const idOf = (settled: Settled, name: string): string => actorOf(settled, name).staffId as string

/** Name, category, model, funds, 元, area, place, keeper, days ago, how many. */
const things = [
  [
    '服务窗口叫号一体机',
    'office',
    '海信 QM-19',
    'central',
    12_800,
    '综合服务窗口',
    '大厅入口',
    '陈静',
    320,
    1,
  ],
  ['自助查询机', 'computer', '联想 43 寸', 'central', 9_600, '综合服务窗口', '大厅左侧', '陈静', 320, 1],
  [
    '窗口办公电脑',
    'computer',
    '联想 启天 M455',
    'county',
    4_650,
    '综合服务窗口',
    '1—4 号窗口',
    '陈静',
    318,
    4,
  ],
  ['高拍仪', 'office', '良田 S500', 'county', 880, '综合服务窗口', '2 号窗口', '陈静', 318, 1],
  ['展柜', 'display', '', 'central', 2_350, '怀宁好物展厅', '', '张涛', 310, 6],
  ['触摸屏', 'media', '创维 55 寸', 'central', 7_900, '怀宁好物展厅', '入口', '张涛', 310, 2],
  ['摄像机', 'media', '索尼 PXW-Z190', 'central', 23_800, '1 号直播间', '器材柜', '刘芳', 300, 2],
  ['直播推流机', 'media', '拓视达 V8', 'central', 15_600, '1 号直播间', '控制台', '刘芳', 300, 2],
  ['补光灯', 'media', '爱图仕 200d', 'central', 2_180, '1 号直播间', '', '刘芳', 300, 6],
  ['无线话筒', 'media', '罗德 二代', 'own', 1_990, '1 号直播间', '器材柜', '刘芳', 160, 2],
  ['微单相机', 'media', '佳能 R6', 'central', 18_900, '产品摄影棚', '器材柜', '刘芳', 300, 1],
  ['静物拍摄台', 'media', '', 'provincial', 1_260, '产品摄影棚', '', '刘芳', 300, 2],
  ['实训电脑', 'computer', '联想 启天 M455', 'provincial', 4_200, '实训教室', '', '王敏', 290, 12],
  ['激光投影机', 'media', '爱普生 CB-L630U', 'provincial', 21_500, '实训教室', '讲台上方', '王敏', 290, 1],
  ['创业工位（桌椅一套）', 'furniture', '', 'county', 1_150, '创业工位', '', '孙丽', 280, 6],
  ['打印复印一体机', 'office', '柯尼卡美能达 C226', 'county', 16_800, '创业工位', '文印角', '孙丽', 280, 1],
  ['冷藏柜', 'logistics', '海尔 SC-412', 'central', 5_400, '样品仓', '', '张涛', 270, 3],
  ['农产品快检仪', 'other', '', 'donated', 8_000, '样品仓', '检测台', '张涛', 200, 1],
  ['样品展架', 'display', '', 'borrowed', 600, '怀宁好物展厅', '', '张涛', 120, 2],
  ['送货面包车', 'vehicle', '五菱荣光 电动版', 'own', 79_800, '', '1 号楼北侧停车位', '李卫东', 240, 1],
  ['窗口饮水机', 'furniture', '', 'own', 460, '综合服务窗口', '等候区', '陈静', 330, 1],
] as const

/** What the centre of 怀宁县 has, what happened to it, one stock-taking that is done and one that is under way. */
export async function liveAssets(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const liufang = actorOf(settled, '刘芳')
  const ids = await registerAll(settled, now)
  const of = (name: string, at = 0): string => ids.get(name)?.[at] ?? ''

  await countOnce(settled, now, of)
  await settled.at(liufang, daysAgo(now, 88), ctx =>
    perform(ctx, assetFlow, 'sendToRepair', of('微单相机'), {
      fault: '快门偶尔卡住，送安庆佳能维修站，预计两周。',
    }),
  )
  await settled.at(liufang, daysAgo(now, 71), ctx =>
    perform(ctx, assetFlow, 'backFromRepair', of('微单相机'), { done: '更换快门组件', cost_fen: 168_000 }),
  )
  await settled.at(liufang, daysAgo(now, 12), ctx =>
    perform(ctx, assetFlow, 'lend', of('补光灯', 5), {
      ...{ lent_to: '茶岭镇电商服务站（经手人 何桂兰）', lent_phone: '13800000071', purpose: '站点开播培训' },
      due_back: addDays(dayOf(now), -3),
    }),
  )
  await settled.at(liufang, daysAgo(now, 2), ctx =>
    perform(ctx, assetFlow, 'lend', of('无线话筒', 1), {
      ...{ lent_to: '怀宁县贡糕协会', lent_phone: '13800000072', purpose: '年货节直播' },
      due_back: addDays(dayOf(now), 6),
    }),
  )
  await settled.at(actorOf(settled, '孙丽'), daysAgo(now, 5), ctx =>
    perform(ctx, assetFlow, 'sendToRepair', of('打印复印一体机'), { fault: '卡纸，搓纸轮磨损，已报修。' }),
  )
  await scrap(kernel, settled, now, of)
  await countAgain(settled, now, of)
}

type Of = (name: string, at?: number) => string

/** Everything as it came; returns the ids by name. */
async function registerAll(settled: Settled, now: Date): Promise<Map<string, string[]>> {
  const chenjing = actorOf(settled, '陈静')
  let next = 1
  for (const [name, category, model, funds, yuan, area, place, keeper, days, copies] of things) {
    const came = daysAgo(now, days)
    const acquired_on = dayOf(came)
    const number = `${acquired_on.slice(0, 4)}-${String(next).padStart(4, '0')}`
    next += copies
    await settled.at(chenjing, came, async ctx =>
      perform(ctx, assetFlow, 'register', null, {
        ...{ number, name, category, model, funds, place, copies, acquired_on },
        marked: funds === 'central',
        cost_fen: yuan * 100,
        supplier: funds === 'donated' ? '安徽皖垦集团' : '安庆华视办公设备有限公司',
        area_id: await areaOf(ctx, area),
        keeper_id: idOf(settled, keeper),
        ...(model && { warranty_until: addDays(acquired_on, 340) }),
      }),
    )
  }
  const rows = await settled.at(chenjing, now, ctx =>
    ctx.db.selectFrom('asset').select(['id', 'name']).orderBy('number').execute(),
  )
  return new Map([...Map.groupBy(rows, row => row.name)].map(([name, all]) => [name, all.map(row => row.id)]))
}

const areaOf = async (ctx: Ctx, name: string): Promise<string | undefined> =>
  (await ctx.db.selectFrom('functional_area').select('id').where('name', '=', name).executeTakeFirst())?.id

/** Opens a stock-taking of one area; returns its id, and its lines by what they are of. */
async function open(ctx: Ctx, name: string, area: string) {
  const range = { name, area_id: await areaOf(ctx, area) }
  const { id } = await perform(ctx, stocktakingFlow, 'open', null, range)
  const rows = await ctx.db
    .selectFrom('stocktaking_line')
    .select(['id', 'asset_id'])
    .where('stocktaking_id', '=', id)
    .orderBy('number')
    .execute()
  return { id, lines: new Map(rows.map(row => [row.asset_id, row.id])) }
}

/** The studio, a quarter ago: one light stood elsewhere, one was broken; the bureau confirmed. */
async function countOnce(settled: Settled, now: Date, of: Of): Promise<void> {
  const at = daysAgo(now, 96)
  const { id, lines } = await settled.at(actorOf(settled, '陈静'), at, ctx =>
    open(ctx, '直播间设备盘点', '1 号直播间'),
  )
  const moved = of('补光灯', 4)
  const broken = of('补光灯', 3)
  await settled.at(actorOf(settled, '王敏'), daysAgo(now, 95), async ctx => {
    for (const [asset, line] of lines)
      if (asset !== moved && asset !== broken) await perform(ctx, lineFlow, 'find', line)
    await perform(ctx, lineFlow, 'misplace', lines.get(moved) as string, {
      place: '二楼 205 摄影棚',
      note: '拍产品时搬过去的',
    })
    await perform(ctx, lineFlow, 'damage', lines.get(broken) as string, { note: '灯架锁扣断裂，立不住。' })
  })
  await settled.at(actorOf(settled, '刘芳'), daysAgo(now, 94), async ctx => {
    await perform(ctx, lineFlow, 'explain', lines.get(moved) as string, {
      ...{ explanation: '摄影棚补光不够，长期放在那边使用。', remedy: 'correct' },
    })
    await perform(ctx, lineFlow, 'explain', lines.get(broken) as string, {
      ...{ explanation: '锁扣老化，已联系厂家换新。', remedy: 'repair' },
    })
  })
  await settled.at(actorOf(settled, '周健'), daysAgo(now, 92), ctx =>
    perform(ctx, stocktakingFlow, 'confirm', id, { opinion: '账实基本相符，两件差异已说明。' }),
  )
  await settled.at(actorOf(settled, '刘芳'), daysAgo(now, 89), ctx =>
    perform(ctx, assetFlow, 'backFromRepair', broken, { done: '更换灯架锁扣', cost_fen: 8_000 }),
  )
}

/** The studio again, today: half of it is counted. */
async function countAgain(settled: Settled, now: Date, of: Of): Promise<void> {
  const { lines } = await settled.at(actorOf(settled, '陈静'), daysAgo(now, 1), ctx =>
    open(ctx, `${dayOf(now).slice(0, 4)} 年直播间年终盘点`, '1 号直播间'),
  )
  await settled.at(actorOf(settled, '王敏'), new Date(now.getTime() - 3_600_000), async ctx => {
    for (const asset of [of('摄像机'), of('摄像机', 1), of('直播推流机'), of('补光灯')])
      await perform(ctx, lineFlow, 'find', lines.get(asset) as string)
    await perform(ctx, lineFlow, 'damage', lines.get(of('直播推流机', 1)) as string, {
      note: '网口松动，推流时断时续。',
    })
    await perform(ctx, lineFlow, 'lose', lines.get(of('无线话筒')) as string)
  })
}

/** One is gone for good with what it still brought in, one waits for the bureau. */
async function scrap(kernel: Kernel, settled: Settled, now: Date, of: Of): Promise<void> {
  const made = await tablePdf(
    [{ label: '鉴定意见', value: (line: string) => line }],
    ['使用年限已满', '维修费用高于残值', '建议报废'],
    { title: '报废鉴定意见（演示）', centre: huaining.name, filters: [], printedAt: kernel.outside.now() },
  )
  const { sha256, size } = await kernel.outside.store.put(made, 1_000_000)
  const paper = { sha256, size, name: '报废鉴定意见.pdf', mediaType: 'application/pdf' }
  const propose = (name: string, id: string, at: Date, reason: string) =>
    settled.at(actorOf(settled, name), at, async ctx =>
      perform(ctx, assetFlow, 'proposeScrap', id, { reason, photos: [await stage(ctx, paper, 'photos')] }),
    )
  const cooler = of('窗口饮水机')
  await propose('陈静', cooler, daysAgo(now, 40), '漏水，内胆锈蚀，维修要 400 元，不如换新。')
  await settled.at(actorOf(settled, '李卫东'), daysAgo(now, 38), ctx =>
    perform(ctx, assetFlow, 'approveScrap', cooler, { opinion: '同意。' }),
  )
  await settled.at(actorOf(settled, '陈静'), daysAgo(now, 35), ctx =>
    perform(ctx, assetFlow, 'dispose', cooler, {
      ...{ disposal: 'dismantled', residual_fen: 2_000, disposed_on: dayOf(daysAgo(now, 35)) },
      note: '交高河镇再生资源回收站',
    }),
  )
  await propose('张涛', of('冷藏柜', 2), daysAgo(now, 3), '压缩机损坏，已过保修期，更换压缩机报价 3,100 元。')
  await settled.at(system, daysAgo(now, 8), ctx =>
    perform(ctx, assetFlow, 'loseTrack', of('静物拍摄台', 1), {
      reason: '外拍后没有运回，正在联系拍摄团队。',
    }),
  )
}
