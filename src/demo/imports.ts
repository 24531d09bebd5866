import { importFlow } from '#modules/imports'
import { type PartyKind, partyKinds } from '#modules/parties'
import type { Actor } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { imports } from '#platform/imports'
import { perform } from '#platform/perform'
import { columnsOf, columnsWorkbook } from '#platform/workbook'
import { runJob } from '../worker.ts'
import { creditCodeOf, recipients } from './people.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

/** The counter has brought in one village's list, and another waits to be looked through: new, changed and wrong rows. */
export async function liveImports(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const first = await send(kernel, settled, new Date(now.getTime() - 20 * day), '三桥镇摸底表.xlsx', brought)
  const counter = settled.staff.get('陈静') as Actor
  await settled.at(counter, new Date(now.getTime() - 20 * day), ctx =>
    perform(ctx, importFlow, 'start', first).then(() => undefined),
  )
  await workThen(kernel, settled, new Date(now.getTime() - 20 * day), 'import.go_on', first)
  await send(kernel, settled, new Date(now.getTime() - day / 8), '石牌镇合作社名单.xlsx', waiting)
}

async function send(
  kernel: Kernel,
  settled: Settled,
  at: Date,
  name: string,
  rows: ReadonlyArray<Record<string, string>>,
): Promise<string> {
  const counter = settled.staff.get('陈静') as Actor
  const party = imports.get('party')
  if (!party) throw new Error('recipients can be brought in')
  const schema = await settled.at(counter, at, ctx => party.schema(ctx))
  const content = await columnsWorkbook(columnsOf(schema, party.columns), { title: '服务对象', rows })
  const stored = await kernel.outside.store.put(content, 2 ** 24)
  const { id } = await settled.at(counter, at, async ctx => {
    const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const file = await stage(ctx, { ...stored, name, mediaType }, 'file')
    return perform(ctx, importFlow, 'upload', null, { kind: 'party', file: [file] })
  })
  await workThen(kernel, settled, at, 'import.look', id)
  return id
}

/** Does a job as it was done then. */
const workThen = (kernel: Kernel, settled: Settled, at: Date, job: string, id: string): Promise<void> =>
  asOf(at, () =>
    runJob(
      { ...kernel, outside: { ...kernel.outside, now: () => at } },
      { job, centre: settled.id, data: { id } },
    ),
  )

const row = (kind: string, name: string, code: string, town: string, contact: string, phone: string) => ({
  ...{ 对象类型: kind, 名称: name, 统一社会信用代码: code, 所在乡镇: town },
  ...{ 详细地址: '', 联系人: contact, 联系电话: phone },
})

const growers = ['蓝莓', '贡糕', '茶油', '葛根', '莲藕', '草莓', '土蜂蜜', '黄墩米']
const brought = growers.map((good, at) =>
  row(
    '家庭农场',
    `三桥镇${good}家庭农场`,
    creditCodeOf('93', 700 + at),
    '三桥镇',
    `江${good[0]}华`,
    `1370556${2000 + at}`,
  ),
)

const known = recipients.filter(one => one.kind !== 'person').slice(0, 2)
const waiting = [
  ...growers
    .slice(0, 5)
    .map((good, at) =>
      row(
        '农民专业合作社',
        `石牌镇${good}专业合作社`,
        creditCodeOf('93', 800 + at),
        '石牌镇',
        `丁${good[0]}生`,
        `1370556${3000 + at}`,
      ),
    ),
  ...known.map(one => ({
    ...row(partyKinds[one.kind as PartyKind], one.name, '', one.town ?? '', one.contact, one.phone),
    详细地址: '电商产业园 3 号楼',
  })),
  row('农民专业合作社', '石牌镇晚稻专业合作社', '93340822MA0000000X', '石牌镇', '丁有田', '13705563100'),
  row('农民专业合作社', '石牌镇竹编专业合作社', creditCodeOf('93', 811), '石碑镇', '丁竹生', '1370556310'),
  row('农民专业合作社', '石牌镇蓝莓专业合作社', creditCodeOf('93', 800), '石牌镇', '丁蓝生', '13705563000'),
]
