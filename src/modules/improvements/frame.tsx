import type { Child } from 'hono/jsx'
import { badgeOf, buttonsFor } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import type { Http } from '#platform/http'
import { dueOf } from '#platform/tasks'
import { improvementPage } from './addresses.ts'
import { ImprovementHead } from './pages/head.tsx'
import type { Improvement } from './people.ts'
import { labelIn, type Severity, severities, severityTones } from './words.ts'
import { improvementFlow } from './workflow.ts'

export const home = { href: '/desk/improvements', label: '问题与改进' }
const items = { href: '/desk/improvements/items', label: '改进事项' }

const tabs = [
  ['', '概况'],
  ['/causes', '原因分析'],
  ['/effect', '效果'],
] as const

/** One of the pages of an improvement: what they share is here. */
export async function improvementTab(
  ctx: Ctx,
  c: Http,
  row: Improvement,
  tab: (typeof tabs)[number][0],
  children: Child,
): Promise<Response> {
  const path = improvementPage(row.id)
  const [buttons, due] = await Promise.all([
    buttonsFor(ctx, improvementFlow, row),
    dueOf(ctx, 'improvement', row.id),
  ])
  const page = (
    <ImprovementHead
      title={row.title}
      lead={`改进事项 ${row.number} · 对照 ${row.clause} 条`}
      badges={[
        badgeOf(improvementFlow, row.state),
        { label: labelIn(severities, row.severity), tone: severityTones[row.severity as Severity] },
      ]}
      deadline={deadlineOf(ctx, due)}
      buttons={buttons}
      back={`${path}${tab}`}
      tabs={tabs.map(([end, label]) => ({ href: `${path}${end}`, label, current: end === tab }))}
    >
      {children}
    </ImprovementHead>
  )
  return desk(ctx, c, { title: row.title, crumbs: [home, items] }, page)
}
