import type { Child } from 'hono/jsx'
import { type Button, badgeOf, mayCreate } from '#modules/actions'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import type { Http } from '#platform/http'
import type { AnyWorkflow } from '#platform/workflow'
import type { Activity } from './inputs.ts'
import { spanInWords } from './moments.ts'
import { ActivityFrame } from './pages/desk.tsx'
import { countsOf } from './queries.ts'
import { phaseOf } from './words.ts'
import { activityFlow } from './workflow.ts'

const parts = [
  ['', '概况'],
  ['/registrations', '报名名单'],
  ['/check-in', '签到'],
  ['/evidence', '佐证与评价'],
] as const

/** One part of an activity at the workbench, under its head and beside its other parts. */
export async function frameOf(
  ctx: Ctx,
  c: Http,
  row: Activity,
  part: (typeof parts)[number][0],
  buttons: readonly Button[],
  children: Child,
): Promise<Response> {
  const counts = (await countsOf(ctx, [row.id])).get(row.id) ?? { taken: 0, waiting: 0, came: 0, missed: 0 }
  const here = `/desk/activities/${row.id}`
  const page = (
    <ActivityFrame
      title={row.title}
      when={spanInWords(row)}
      state={badgeOf(activityFlow, row.state)}
      phase={row.state === 'published' ? phaseOf(row, counts, ctx.now) : null}
      buttons={buttons}
      back={here + part}
      tabs={parts.map(([path, label]) => ({ href: here + path, label, current: path === part }))}
    >
      {children}
    </ActivityFrame>
  )
  return desk(ctx, c, { title: row.title, crumbs: [{ href: '/desk/activities', label: '活动' }] }, page)
}

/** A link to the form of something new that belongs to the activity, where the actor may make it. */
export const newButton = (
  ctx: Ctx,
  flow: AnyWorkflow,
  name: string,
  activityId: string,
  back: string,
): Button[] =>
  mayCreate(ctx, flow, name)
    ? [
        {
          href: `/act/${flow.subject}/${name}?activity_id=${activityId}&back=${encodeURIComponent(back)}`,
          label: flow.actions[name].label,
          tone: flow.actions[name].tone ?? 'secondary',
          direct: false,
        },
      ]
    : []
