import type { Visitor } from './app.ts'
import { does } from './deeds.ts'
import type { FormValue } from './visitor.ts'

type Fields = Record<string, FormValue>

/** What somebody writes down of a small policy: for cooperatives, all year round, wherever they are. */
export const smallPolicy = (more: Fields = {}): Fields => ({
  ...{ title: '农产品网销补助', issuer: '县商务局', level: 'county', region: '00' },
  ...{ issued_on: '2026-11-24', from_on: '2026-11-24', audience: ['cooperative'], topics: ['brand'] },
  ...{ window_kind: 'always', amount: '每家一万元', plain_gains: '每家补一万元。' },
  ...{ plain_who: '本县的合作社。', plain_how: '到窗口填表。', plain_when: '常年都可以办。' },
  body: '第一条 为促进农产品网络销售，制定本办法，请遵照执行。',
  ...more,
})

/** Written by one and let out by another. */
export async function publishedPolicy(
  editor: Visitor,
  reviewer: Visitor,
  more: Fields = {},
): Promise<string> {
  const id = await does(editor, 'policy/write', smallPolicy(more))
  await does(editor, `policy/submit/${id}`)
  await does(reviewer, `policy/publish/${id}`)
  return id
}

/** 50 万元 sold online; and either returned home or a certificate. */
export const conditions = {
  ...{ 'conditions.0.group': '1', 'conditions.0.need': 'all', 'conditions.0.fact': 'online_sales' },
  ...{ 'conditions.0.operator': 'at_least', 'conditions.0.value': '50万' },
  ...{ 'conditions.1.group': '2', 'conditions.1.need': 'any', 'conditions.1.fact': 'returned' },
  ...{ 'conditions.1.operator': 'yes', 'conditions.2.group': '2', 'conditions.2.need': 'any' },
  ...{ 'conditions.2.fact': 'certificates', 'conditions.2.operator': 'any_of' },
  'conditions.2.value': '绿色食品、注册商标',
}
