import { partyKinds } from '#modules/parties'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { labelsOf, levels, topics } from './codes.ts'
import { asked, groupsInWords, moneyOrNone } from './conditions.ts'
import type { PolicyView } from './pages/policy.tsx'
import { conditionsOf, type Version } from './queries.ts'
import { regionName } from './regions.ts'
import { inChinese, windowState, windowWords } from './window.ts'

/** A version in words, for its page, the desk and paper. */
export function viewOf(ctx: Ctx, version: Version): PolicyView {
  const { audience, region } = version
  const scope = { audience, region, conditions: conditionsOf(version) }
  return {
    title: version.title,
    number: version.number,
    issuer: version.issuer,
    level: labelsOf([version.level], levels)[0] ?? '',
    issued: inChinese(version.issued_on),
    inForce: version.until_on
      ? `${inChinese(version.from_on)}至${inChinese(version.until_on)}`
      : `${inChinese(version.from_on)}起长期有效`,
    region: regionName(region),
    audience: labelsOf(audience, partyKinds).join('、'),
    topics: labelsOf(version.topics, topics).join('、'),
    plain: [
      { label: '能得什么', text: version.plain_gains },
      { label: '谁能得', text: version.plain_who },
      { label: '要做什么', text: version.plain_how },
      { label: '什么时候办', text: version.plain_when },
    ],
    amount: version.amount,
    most: moneyOrNone(version.amount_fen),
    window: windowState(version, dayOf(ctx.now)),
    windowWords: windowWords(version),
    place: version.place,
    contact: version.contact,
    conditions: groupsInWords(asked(scope), ctx.centre.division),
    body: version.body,
    source: version.source,
  }
}

/** What a version says, field by field: what two of them are compared by. */
function contentOf(ctx: Ctx, version: Version, names: ReadonlyMap<string, string>) {
  const view = viewOf(ctx, version)
  return [
    { label: '标题', value: view.title },
    { label: '文号', value: view.number },
    { label: '发文机关', value: view.issuer },
    { label: '层级', value: view.level },
    { label: '公布日期', value: view.issued },
    { label: '有效期', value: view.inForce },
    { label: '适用地区', value: view.region },
    { label: '适用对象', value: view.audience },
    { label: '主题', value: view.topics },
    { label: '申报时间', value: view.windowWords },
    { label: '在哪申报', value: view.place },
    { label: '咨询电话', value: view.contact },
    { label: '补助标准', value: view.amount },
    { label: '最高金额', value: view.most },
    ...view.plain.map(({ label, text }) => ({ label, value: text })),
    {
      label: '申报条件',
      value: view.conditions
        .map(group => (group.any ? `满足一项即可：${group.lines.join('；')}` : group.lines.join('\n')))
        .join('\n'),
    },
    { label: '全文', value: view.body },
    { label: '原文网址', value: view.source },
    { label: '附件', value: version.files.map(id => names.get(id) ?? '').join('、') },
  ]
}

/** What differs between two versions, by label. */
export function differences(ctx: Ctx, before: Version, after: Version, names: ReadonlyMap<string, string>) {
  const old = new Map(contentOf(ctx, before, names).map(one => [one.label, one.value]))
  return contentOf(ctx, after, names)
    .map(one => ({ label: one.label, before: old.get(one.label) ?? '', after: one.value }))
    .filter(one => one.before !== one.after)
}
