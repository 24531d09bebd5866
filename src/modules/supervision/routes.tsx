import { Hono } from 'hono'
import { badgeOf, buttonsFor, recordLink, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { shownPhone } from '#modules/parties'
import { desk } from '#modules/shell'
import { atDesk, type Env, pageKey } from '#platform/http'
import { maskPhone } from '#platform/identifiers'
import { find } from '#platform/perform'
import { duties } from '#platform/who'
import { type RowOf, workflows } from '#platform/workflow'
import { CallPage, JournalPage, OutboxPage, SupervisionPage } from './pages/supervision.tsx'
import { journalPage, lastSeal, openable, outboxPage, overdueTasks, recentUrges } from './queries.ts'
import { phoneCallFlow, readJournal, supervise, urgeFlow } from './workflow.ts'

const pageSize = 50
const channels: Record<string, string> = { sms: '短信', mail: '邮件', robot: '工作群' }
const outboxStates: Record<string, { label: string; tone: 'green' | 'orange' | 'red' }> = {
  queued: { label: '待发送', tone: 'orange' },
  sent: { label: '已发送', tone: 'green' },
  failed: { label: '未送达', tone: 'red' },
}

export const supervisionRoutes = new Hono<Env>()
  .get(
    '/desk/supervision',
    atDesk(async (ctx, c) => {
      const [overdue, urges] = await Promise.all([overdueTasks(ctx), recentUrges(ctx)])
      const lines = overdue.map(task => ({
        id: task.id,
        title: task.title,
        href: recordLink(task.flow, task.record_id),
        kind: workflows.get(task.flow)?.label ?? '',
        who: task.staff ?? (task.duty ? (duties.get(task.duty)?.label ?? '') : '系统'),
        late: deadlineOf(ctx, task.due_at)?.text ?? '',
        urged: task.urged_at !== null,
      }))
      const shown = await Promise.all(
        urges.map(async urge => ({
          ...urge,
          href: recordLink(urge.flow, urge.record_id),
          state: badgeOf(urgeFlow, urge.state),
          buttons: await buttonsFor(ctx, urgeFlow, urge),
        })),
      )
      return desk(
        ctx,
        c,
        { title: '督办' },
        <SupervisionPage
          overdue={lines}
          urges={shown}
          mayUrge={ctx.actor.duties.has(supervise.code)}
          query={c.req.query()}
        />,
      )
    }),
  )
  .get(
    '/desk/calls/:id',
    atDesk(async (ctx, c) => {
      const call = (await find(ctx, phoneCallFlow, c.req.param('id') ?? '')) as unknown as RowOf<'phone_call'>
      const page = (
        <CallPage
          call={{ ...call, phone: shownPhone(ctx.actor, call.phone) }}
          state={badgeOf(phoneCallFlow, call.state)}
          buttons={await buttonsFor(ctx, phoneCallFlow, call)}
          story={await story(ctx, { recordId: call.id })}
        />
      )
      return desk(ctx, c, { title: '电话告知' }, page)
    }),
  )
  .get(
    '/desk/outbox',
    atDesk(async (ctx, c) => {
      const query = c.req.query()
      const rows = await outboxPage(ctx, query.state ?? '', pageKey(c))
      const lines = rows.slice(0, pageSize).map(row => ({
        ...row,
        channel: channels[row.channel] ?? row.channel,
        recipient:
          row.channel === 'sms' ? maskPhone(row.recipient) : row.recipient.replace(/^(.).*@/, '$1***@'),
        state: outboxStates[row.state] ?? { label: row.state, tone: 'orange' as const },
      }))
      return desk(ctx, c, { title: '发件箱' }, <OutboxPage rows={lines} query={query} next={nextOf(rows)} />)
    }, readJournal),
  )
  .get(
    '/desk/journal',
    atDesk(async (ctx, c) => {
      const query = c.req.query()
      const [rows, seal] = await Promise.all([journalPage(ctx, query.flow ?? '', pageKey(c)), lastSeal(ctx)])
      const opens = await openable(ctx, rows)
      const lines = rows.slice(0, pageSize).map(row => ({
        id: row.id,
        at: row.at,
        who: row.actor_name ?? '（已删除）',
        what: workflows.get(row.flow)?.actions[row.action]?.past ?? row.action,
        kind: workflows.get(row.flow)?.label ?? row.flow,
        href: opens.has(row.record_id) ? recordLink(row.flow, row.record_id) : null,
        note: row.note,
        sealed: row.seal !== null,
      }))
      const flows = [...workflows.values()].map(flow => ({
        value: flow.subject as string,
        label: flow.label,
      }))
      return desk(
        ctx,
        c,
        { title: '日志' },
        <JournalPage rows={lines} query={query} next={nextOf(rows)} flows={flows} seal={seal ?? null} />,
      )
    }, readJournal),
  )

/** Lists ask for one row more than they show; it tells that there is a next page. */
const nextOf = (rows: ReadonlyArray<{ id: string }>): { after: string } | null =>
  rows.length > pageSize ? { after: rows[pageSize - 1]?.id ?? '' } : null
