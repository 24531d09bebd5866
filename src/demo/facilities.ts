import { areaFlow, premisesFlow, subCentreFlow, systemFlow } from '#modules/facilities'
import { addDays, dayOf } from '#platform/calendar'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { Settled } from './settle.ts'

const areas = [
  ['reception', '综合服务窗口', '一楼大厅', 120, '服务窗口 4 个、叫号机、自助查询机、无障碍通道'],
  ['display', '怀宁好物展厅', '一楼东侧', 260, '展柜 18 组、触摸屏 2 台'],
  ['studio', '1 号直播间', '二楼 203', 45, '灯光 6 台、摄像机 2 台、推流机 2 台'],
  ['studio', '产品摄影棚', '二楼 205', 60, '静物台 2 个、闪光灯 4 盏'],
  ['training', '实训教室', '三楼 301', 150, '电脑 40 台、投影 1 套'],
  ['incubation', '创业工位', '三楼 305', 180, '工位 24 个、打印复印一体机'],
  ['storage', '样品仓', '负一楼', 90, '货架 20 组、冷藏柜 3 台'],
] as const

/** Where the centre of 怀宁县 is, and what there is. */
export async function liveFacilities(settled: Settled, now: Date): Promise<void> {
  const director = settled.staff.get('李卫东') as Actor
  await settled.at(director, new Date(now.getTime() - 330 * 86_400_000), async ctx => {
    const premises = await perform(ctx, premisesFlow, 'register', null, {
      name: '电商产业园 1 号楼',
      address: '怀宁县高河镇电商产业园 1 号楼',
      area_m2: 1280,
      tenure: 'lent',
      owner: '怀宁县电商产业园管理办公室',
      lease_until: addDays(dayOf(now), 430),
    })
    for (const [rank, [kind, name, place, area_m2, equipment]] of areas.entries())
      await perform(ctx, areaFlow, 'open', null, {
        ...{ premises_id: premises.id, kind, name, place, area_m2, equipment, rank },
      })
    for (const { items, staff, ...centre } of subCentres)
      await perform(ctx, subCentreFlow, 'open', null, {
        ...centre,
        hours: '工作日 8:30–17:30',
        staff: staff.map(name => settled.staff.get(name)?.staffId),
        items: items.flatMap(code => settled.items.get(code) ?? []),
      })
    await perform(ctx, systemFlow, 'register', null, {
      name: '全国农村电商统计直报系统',
      purpose: '按月报送县域电商数据',
      holder: '李卫东',
      protection: 'level2',
    })
  })
}

const subCentres = [
  {
    kind: 'products',
    place: '一楼怀宁好物展厅',
    introduction: '征集本县农产品，帮助完善包装、标签和检测，达到上架要求。',
    staff: ['张涛'],
    items: ['SX-001', 'SX-002'],
  },
  {
    kind: 'training',
    place: '三楼实训教室和创业工位',
    introduction: '按季开班，结业后可申请创业工位和导师。',
    staff: ['王敏', '刘芳'],
    items: ['PX-001', 'PX-002', 'CY-001'],
  },
] as const
