import type { TestApp, Visitor } from './app.ts'
import { does, idIn } from './deeds.ts'
import { demoPassword, providers, type World } from './world.ts'

/** People of 监督检查 that stories need besides the cast, and the way to a draw. */

/** Three of the bureau and one expert; the first has the phone of the first provider's contact. */
export const inspectors = [
  { name: '吴秀英', organisation: 'bureau', phone: providers[0]?.phone ?? '' },
  { name: '胡国平', organisation: 'bureau', phone: '13800001021' },
  { name: '汪晓兰', organisation: 'bureau', phone: '13800001022' },
  { name: '程远', organisation: 'assessor', phone: '13800001023' },
] as const

export interface Inspectors {
  ids: Map<string, string>
  /** Signs in by name, each time anew. */
  as(name: string): Promise<Visitor>
}

export async function appointInspectors(app: TestApp, world: World): Promise<Inspectors> {
  const bureau = await world.worker('周健')
  const posts = (await bureau.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string }>
  }>().contents
  const post = posts.find(one => one.name === '检查员')?.id ?? ''
  const ids = new Map<string, string>()
  const names = new Map<string, string>()
  for (const [at, one] of inspectors.entries()) {
    const username = `inspector-${world.id}-${at}`
    names.set(one.name, username)
    const made = await does(bureau, 'staff/appoint', {
      ...one,
      posts: post,
      username,
      password: demoPassword,
    })
    ids.set(one.name, made)
  }
  return {
    ids,
    as: async name => {
      const visitor = app.visitor(world.host)
      await visitor.post('/sign-in/staff', { username: names.get(name) ?? '', password: demoPassword })
      return visitor
    },
  }
}

export const witnesses = {
  'witnesses.0.name': '潘明',
  'witnesses.0.unit': '县纪委监委派驻组',
  'witnesses.1.name': '朱晓梅',
  'witnesses.1.unit': '服务对象代表',
}

export const points = {
  'points.0.text': '证照齐全并公示',
  'points.0.help': '营业执照在有效期内',
  'points.0.score': '20',
  'points.1.text': '收费与公布的一致',
  'points.1.score': '50',
  'points.2.text': '消防通道畅通',
  'points.2.score': '30',
}

export const planFields = {
  title: '服务商下半年检查',
  basis: '县电商服务监督检查制度',
  kinds: ['provider'],
  measure: 'share',
  amount: '100',
  inspectors_each: '2',
  first_day: '2026-12-01',
  last_day: '2026-12-18',
  number_source: '抽取当日双色球开奖号码',
}

/** A sheet, and a plan with it; returns their ids. */
export async function planned(bureau: Visitor, fields: Record<string, string | string[]> = {}) {
  const sheet = await does(bureau, 'inspection_sheet/design', { name: '服务商检查表', ...points })
  const plan = await does(bureau, 'inspection_plan/plan', { ...planFields, sheet_id: sheet, ...fields })
  return { sheet, plan }
}

/** The inspections of a plan by the name of what is inspected, as the desk links them. */
export async function inspectionsOf(bureau: Visitor, plan: string): Promise<Map<string, string>> {
  const shown = await bureau.get(`/desk/inspections/plans/${plan}`)
  return new Map(
    shown.page
      .querySelectorAll('.inspection-teams a')
      .map(link => [link.textContent, idIn(link.getAttribute('href'))]),
  )
}
