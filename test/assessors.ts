import type { TestApp, Visitor } from './app.ts'
import { does, idIn } from './deeds.ts'
import { demoPassword, type World } from './world.ts'

/** People of 第三方评价 that stories need besides the cast, and the way to an appraisal at work. */

/** The first heads the house. */
export const assessors = ['陆文博', '沈佳宁', '钱立群'] as const
export type Assessor = (typeof assessors)[number]

export interface Assessors {
  ids: Map<string, string>
  /** Signs in by name, each time anew. */
  as(name: Assessor): Promise<Visitor>
}

export async function appointAssessors(app: TestApp, world: World): Promise<Assessors> {
  const bureau = await world.worker('周健')
  const posts = (await bureau.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string }>
  }>().contents
  const post = posts.find(one => one.name === '评价员')?.id ?? ''
  const ids = new Map<string, string>()
  for (const [at, name] of assessors.entries())
    ids.set(
      name,
      await does(bureau, 'staff/appoint', {
        name,
        organisation: 'assessor',
        phone: `1380000104${at}`,
        posts: post,
        username: `assessor-${world.id}-${at}`,
        password: demoPassword,
      }),
    )
  return {
    ids,
    as: async name => {
      const visitor = app.visitor(world.host)
      const username = `assessor-${world.id}-${assessors.indexOf(name)}`
      await visitor.post('/sign-in/staff', { username, password: demoPassword })
      return visitor
    },
  }
}

/** Nobody has a relation to whom they judge. */
export const noRelations = {
  ...{ employed: 'no', invested: 'no', kin: 'no', dealings: 'no', received: 'no', built: 'no' },
  honest: '1',
}

export const house = '安徽智衡评价咨询有限公司'

/** What the bureau commissions, with the first sheet in use. */
export async function commissions(
  bureau: Visitor,
  people: Assessors,
  fields: Record<string, string | string[]> = {},
): Promise<string> {
  const form = await bureau.get('/act/appraisal/commission')
  const sheet = form.page.querySelector('select[name="sheet_id"] option[value]:not([value=""])')
  return does(bureau, 'appraisal/commission', {
    period: '2026',
    assessor: house,
    chosen_by: '政府采购，三家比选，按评分最高选定',
    contract_number: '怀商评 2026-07',
    price_fen: '68000',
    first_day: '2026-11-24',
    last_day: '2026-12-31',
    sheet_id: sheet?.getAttribute('value') ?? '',
    head_id: people.ids.get('陆文博') ?? '',
    member_ids: [people.ids.get('陆文博') ?? '', people.ids.get('沈佳宁') ?? ''],
    ...fields,
  })
}

/** Declares by the form that one's own desk links. */
export async function declares(
  member: Visitor,
  appraisal: string,
  answers: Record<string, string> = noRelations,
): Promise<void> {
  const page = await member.get(`/desk/appraisals/${appraisal}`)
  const link = page.page.querySelector('a[href^="/act/appraisal_member/declare/"]')?.getAttribute('href')
  await does(member, `appraisal_member/declare/${idIn(link)}`, answers)
}

/** Full marks for every item of the sheet, or what is given by its place. */
export async function marks(
  member: Visitor,
  appraisal: string,
  low: Record<number, { score: string; remark: string }> = {},
): Promise<void> {
  const form = await member.get(`/act/appraisal/score/${appraisal}`)
  const inputs = form.page.querySelectorAll('input[name^="scores."]')
  const full = [...form.page.textContent.matchAll(/满分 ([\d.]+) 分/g)].map(found => found[1] ?? '')
  const fields: Record<string, string> = {}
  for (const [at, input] of inputs.entries()) {
    const key = (input.getAttribute('name') ?? '').slice('scores.'.length)
    fields[`scores.${key}`] = low[at]?.score ?? full[at] ?? ''
    fields[`remarks.${key}`] = low[at]?.remark ?? '核对无误'
  }
  await does(member, `appraisal/score/${appraisal}`, fields)
}

/** Notes a finding against the first item of the sheet. */
export async function notes(
  member: Visitor,
  appraisal: string,
  more: Record<string, string>,
): Promise<string> {
  const form = await member.get(`/act/appraisal_finding/note?appraisal_id=${appraisal}`)
  const item = form.page.querySelector('select[name="item_key"] option[value]:not([value=""])')
  return does(member, 'appraisal_finding/note', {
    ...{ appraisal_id: appraisal, item_key: item?.getAttribute('value') ?? '' },
    ...{ clause: '5.1', severity: 'major' },
    facts: '电话核查 2 人，打通 1 人，说没有人联系过；系统记录为已答复。',
    ...more,
  })
}
