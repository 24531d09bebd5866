import type { Child } from 'hono/jsx'
import { type Button, badgeOf, mayCreate } from '#modules/actions'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import type { Http } from '#platform/http'
import type { AnyWorkflow } from '#platform/workflow'
import { classTab, classTabs, type TrainingClass } from './doors.ts'
import { ClassHead, type ClassHeadProps } from './pages/head.tsx'
import { daysInWords, kindLabel } from './words.ts'
import { classFlow } from './workflow.ts'

classTab({ order: 0, label: '概况', href: id => `/desk/classes/${id}` })
classTab({ order: 10, label: '课程表', href: id => `/desk/classes/${id}/lessons` })
classTab({ order: 20, label: '学员', href: id => `/desk/classes/${id}/learners` })
classTab({ order: 80, label: '评价', href: id => `/desk/classes/${id}/opinions` })
classTab({ order: 90, label: '经费', href: id => `/desk/classes/${id}/costs` })
classTab({ order: 99, label: '档案', href: id => `/desk/classes/${id}/file` })

/** The head of a class with its tabs; `here` is the address of the tab that is shown. */
export function classHead(
  ctx: Ctx,
  row: TrainingClass,
  here: string,
  buttons: readonly Button[],
): ClassHeadProps {
  return {
    title: row.title,
    lead: `${row.number} 期 · ${kindLabel(row.kind)} · ${daysInWords(row)}`,
    state: badgeOf(classFlow, row.state),
    buttons,
    back: here,
    tabs: classTabs
      .filter(tab => tab.only?.(ctx.actor, row) ?? true)
      .map(tab => ({ href: tab.href(row.id), label: tab.label, current: tab.href(row.id) === here })),
  }
}

/** A whole page of one class at the workbench, under its head: what a tab of `classTab` shows. */
export function classPage(
  ctx: Ctx,
  c: Http,
  row: TrainingClass,
  here: string,
  buttons: readonly Button[],
  children: Child,
): Promise<Response> {
  const page = <ClassHead {...classHead(ctx, row, here, buttons)}>{children}</ClassHead>
  return desk(ctx, c, { title: row.title, crumbs: [{ href: '/desk/classes', label: '培训班' }] }, page)
}

/** A link to the form of something new that belongs to the class, where the actor may make it. */
export const newOfClass = (
  ctx: Ctx,
  flow: AnyWorkflow,
  name: string,
  classId: string,
  back: string,
): Button[] =>
  mayCreate(ctx, flow, name)
    ? [
        {
          href: `/act/${flow.subject}/${name}?class_id=${classId}&back=${encodeURIComponent(back)}`,
          label: flow.actions[name].label,
          tone: flow.actions[name].tone ?? 'secondary',
          direct: false,
        },
      ]
    : []
