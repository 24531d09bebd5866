import { Hono } from 'hono'
import { badgeOf, buttonsFor, hintsOf, recordLink, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { shownPhone } from '#modules/parties'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageKey } from '#platform/http'
import { maskPhone } from '#platform/identifiers'
import { find } from '#platform/perform'
import { duties } from '#platform/who'
import { type RowOf, workflows } from '#platform/workflow'
import { JournalPage, journalColumns, OutboxPage, outboxColumns, outboxFilters } from './pages/records.tsx'
import { CallPage, overdueColumns, SupervisionPage } from './pages/supervision.tsx'
import { journalPage, lastSeal, openable, outboxPage, overdueTasks, recentUrges } from './queries.ts'
import { phoneCallFlow, readJournal, supervise, urgeFlow } from './workflow.ts'

const pageSize = 50
const channels: Record<string, string> = {
  sms: '短信',
  mail: '邮件',
  robot: '工作群',
  group: '推送群',
  webhook: '对外推送',
}
const outboxStates: Record<string, { label: string; tone: 'green' | 'orange' | 'red' }> = {
  queued: { label: '待发送', tone: 'orange' },
  sent: { label: '已发送', tone: 'green' },
  failed: { label: '未送达', tone: 'red' },
}

export const supervisionRoutes = new Hono<Env>()
  .get('/desk/supervision', atDesk(showSupervision))
  .get('/desk/outbox', atDesk(showOutbox, readJournal))
  .get('/desk/journal', atDesk(showJournal, readJournal))
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

async function showSupervision(ctx: Ctx, c: Http): Promise<Answer> {
  const [overdue, urges] = await Promise.all([overdueTasks(ctx), recentUrges(ctx)])
  const hints = await hintsOf(ctx, [...overdue, ...urges])
  const nameOf = ({ staff, duty }: { staff: string | null; duty: string | null }) =>
    staff ?? (duty ? (duties.get(duty)?.label ?? duty) : '系统')
  const lines = overdue.map(task => ({
    id: task.id,
    title: task.title,
    href: recordLink(task.flow, task.record_id),
    hint: hints.get(task.record_id) ?? '',
    kind: workflows.get(task.flow)?.label ?? '',
    who: nameOf(task),
    due: task.due_at,
    late: deadlineOf(ctx, task.due_at)?.text ?? '',
    urged: task.urged_at !== null,
  }))
  const mayUrge = ctx.actor.duties.has(supervise.code)
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, { title: '超期事项', rows: lines, columns: overdueColumns(mayUrge) })
  const shown = await Promise.all(
    urges.map(async urge => ({
      ...urge,
      href: recordLink(urge.flow, urge.record_id),
      hint: hints.get(urge.record_id) ?? null,
      issuer: urge.issuer ?? '主管部门',
      addressee: nameOf(urge),
      deadline: deadlineOf(ctx, urge.due_at),
      state: badgeOf(urgeFlow, urge.state),
      buttons: await buttonsFor(ctx, urgeFlow, urge),
    })),
  )
  return desk(
    ctx,
    c,
    { title: '督办' },
    <SupervisionPage overdue={lines} urges={shown} mayUrge={mayUrge} query={c.req.query()} />,
  )
}

async function showOutbox(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const most = file?.most ?? pageSize
  const found = await outboxPage(ctx, query.state ?? '', pageKey(c), most)
  const rows = found.slice(0, most).map(row => ({
    ...row,
    channel: channels[row.channel] ?? row.channel,
    recipient: row.channel === 'sms' ? maskPhone(row.recipient) : row.recipient.replace(/^(.).*@/, '$1***@'),
    state: outboxStates[row.state] ?? { label: row.state, tone: 'orange' as const },
  }))
  if (file)
    return exportTable(ctx, c, file, {
      title: '发件箱',
      rows,
      columns: outboxColumns,
      filters: outboxFilters,
      cut: found.length > most,
    })
  return desk(ctx, c, { title: '发件箱' }, <OutboxPage rows={rows} query={query} next={nextOf(found)} />)
}

async function showJournal(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const most = file?.most ?? pageSize
  const [found, seal] = await Promise.all([
    journalPage(ctx, query.flow ?? '', pageKey(c), most),
    lastSeal(ctx),
  ])
  const opens = file ? new Set<string>() : await openable(ctx, found)
  const rows = found.slice(0, most).map(row => ({
    id: row.id,
    at: row.at,
    who: row.actor_name ?? '（已删除）',
    what: workflows.get(row.flow)?.actions[row.action]?.past ?? row.action,
    kind: workflows.get(row.flow)?.label ?? row.flow,
    href: opens.has(row.record_id) ? recordLink(row.flow, row.record_id) : null,
    note: row.note,
    sealed: row.seal !== null,
  }))
  const flows = [...workflows.values()].map(flow => ({ value: flow.subject as string, label: flow.label }))
  const filters = [{ name: 'flow', label: '类别', options: flows }]
  if (file)
    return exportTable(ctx, c, file, {
      title: '日志',
      rows,
      columns: journalColumns,
      filters,
      cut: found.length > most,
    })
  return desk(
    ctx,
    c,
    { title: '日志' },
    <JournalPage rows={rows} query={query} next={nextOf(found)} filters={filters} seal={seal ?? null} />,
  )
}

/** Lists ask for one row more than they show; it tells that there is a next page. */
const nextOf = (rows: ReadonlyArray<{ id: string }>): { after: string } | null =>
  rows.length > pageSize ? { after: rows[pageSize - 1]?.id ?? '' } : null
