import { Hono } from 'hono'
import { sql } from 'kysely'
import { sendStored } from '#modules/actions'
import { desk } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import { type ClauseNumber, clauseNumbers, clauseParts, clauses } from '#platform/clauses'
import { type Ctx, system } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { isId } from '#platform/ids'
import { timeline } from '#platform/journal'
import { type Period, periodFrom } from '#platform/periods'
import { workflows } from '#platform/workflow'
import { found, home, mayWork, pathOf } from './desk.tsx'
import { assess } from './duties.ts'
import { LedgerPage, RecordPage, RoomPage } from './pages/room.tsx'
import type { Appraisal } from './people.ts'
import { countOf, fileIdsOf, type Register, recordOf, recordsOf } from './register.ts'
import { registerOf, registers } from './registers.ts'
import { seesRoom } from './view.ts'

/**
 * 证据室: exactly the ledgers, records and files of the period, read-only, personal values masked, for members who have
 * declared independence and only within the term. Every look is noted.
 */
export const roomRoutes = new Hono<Env>()
  .get('/desk/appraisals/:id/room', atDesk(showRoom, assess))
  .get('/desk/appraisals/:id/room/:register', atDesk(showLedger, assess))
  .get('/desk/appraisals/:id/room/:register/:record', atDesk(showRecord, assess))
  .get('/desk/appraisals/:id/room/:register/:record/files/:file', atDesk(sendFile, assess))

const perPage = 50

async function entered(ctx: Ctx, c: Http): Promise<{ row: Appraisal; period: Period }> {
  const row = await found(ctx, c)
  if (!seesRoom(ctx, row)) throw notFound('证据室')
  return { row, period: periodFrom(row.period) }
}

const crumbsOf = (row: Appraisal) => [
  home,
  pathOf(row),
  { href: `${pathOf(row).href}/room`, label: '证据室' },
]

async function showRoom(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, period } = await entered(ctx, c)
  noteLook(c, '第三方评价：证据室', row.id)
  const counts = new Map<string, number>()
  for (const register of registers) counts.set(register.name, await countOf(ctx, register, period))
  const evidence = await evidenceOf(ctx, period)
  const page = (
    <RoomPage
      id={row.id}
      period={period.label}
      until={row.last_day}
      clauses={clauseNumbers.map(clause => ({
        ...{ clause, part: clauses[clause].part, says: clauses[clause].says },
        registers: registers
          .filter(one => one.clause === clause)
          .map(({ name, label }) => ({ name, label, count: counts.get(name) ?? 0 })),
        evidence: evidence.get(clause) ?? [],
      }))}
    />
  )
  return desk(ctx, c, { title: '证据室', crumbs: [home, pathOf(row)] }, page)
}

/** What the modules themselves declare as evidence of a clause: how many there are, whoever may open them elsewhere. */
async function evidenceOf(ctx: Ctx, period: Period) {
  const shown = new Map<ClauseNumber, Array<{ label: string; count: number }>>()
  for (const part of clauseParts) {
    const found = await part.evidence({ ...ctx, actor: system }, period)
    const own = registers.filter(one => one.clause === part.clause).map(one => one.label)
    const others = found.filter(one => !own.includes(one.label)).map(({ label, count }) => ({ label, count }))
    shown.set(part.clause, [...(shown.get(part.clause) ?? []), ...others])
  }
  return shown
}

function asked(c: Http): Register {
  const register = registerOf(c.req.param('register') ?? '')
  if (!register) throw notFound('这本台账')
  return register
}

async function showLedger(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, period } = await entered(ctx, c)
  const register = asked(c)
  noteLook(c, `第三方评价：台账「${register.label}」`, row.id)
  const number = pageNumber(c)
  const question = (c.req.query('q') ?? '').trim().slice(0, 40)
  const rows = await recordsOf(ctx, register, period, { question, page: number, size: perPage })
  const page = (
    <LedgerPage
      id={row.id}
      register={register}
      period={period.label}
      rows={rows.slice(0, perPage)}
      query={c.req.query()}
      next={rows.length > perPage ? { page: String(number + 1) } : null}
    />
  )
  return desk(ctx, c, { title: register.label, crumbs: crumbsOf(row) }, page)
}

async function recordAsked(ctx: Ctx, c: Http, register: Register, period: Period) {
  const id = c.req.param('record') ?? ''
  const record = isId(id) ? await recordOf(ctx, register, period, id) : null
  if (!record) throw notFound('这条记录')
  return record
}

async function showRecord(ctx: Ctx, c: Http): Promise<Answer> {
  const { row, period } = await entered(ctx, c)
  const register = asked(c)
  const record = await recordAsked(ctx, c, register, period)
  noteLook(c, `第三方评价：记录「${register.label}」`, record.id)
  const files = await filesIn(ctx, await fileIdsOf(ctx, register, record.id))
  const page = (
    <RecordPage
      id={row.id}
      register={register}
      record={record}
      noteHref={mayWork(ctx, row) ? noteHref(row, register.name, record.id) : null}
      files={files.map(file => ({
        ...{ id: file.id, size: file.size },
        type: file.media_type.startsWith('image/') ? '图片' : '文档',
        uploadedOn: dayOf(file.uploaded_at),
        late: dayOf(file.uploaded_at) > period.last,
      }))}
      steps={await stepsOf(ctx, record.id, period)}
    />
  )
  const ledger = { href: `${pathOf(row).href}/room/${register.name}`, label: register.label }
  return desk(ctx, c, { title: record.title, crumbs: [...crumbsOf(row), ledger] }, page)
}

/** Noted from where it was seen: the finding keeps what it rests on. */
export const noteHref = (row: Pick<Appraisal, 'id'>, register: string, record_id: string): string =>
  `/act/appraisal_finding/note?${new URLSearchParams({ appraisal_id: row.id, register, record_id })}`

/** What was done within the period: by whom only where they are staff, and without a word of what was written. */
async function stepsOf(ctx: Ctx, recordId: string, period: Period) {
  const entries = await timeline({ ...ctx, actor: system }, { recordId }, 200)
  return entries
    .filter(entry => dayOf(entry.at) <= period.last)
    .flatMap(entry => {
      const past = workflows.get(entry.flow)?.actions[entry.action]?.past
      if (!past) return []
      const who = entry.staffId ? '工作人员' : '服务对象或系统'
      return [{ at: dateTime(entry.at), what: `${who}${past}` }]
    })
}

const filesIn = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('file')
    .select(['id', 'name', 'media_type', 'size', 'sha256', 'uploaded_at'])
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .orderBy('id')
    .limit(60)
    .execute()

async function sendFile(ctx: Ctx, c: Http): Promise<Answer> {
  const { period } = await entered(ctx, c)
  const register = asked(c)
  const record = await recordAsked(ctx, c, register, period)
  const ids = await fileIdsOf(ctx, register, record.id)
  const file = (await filesIn(ctx, ids)).find(one => one.id === c.req.param('file'))
  if (!file) throw notFound('这个文件')
  noteLook(c, `第三方评价：文件「${register.label}」`, record.id)
  const at = ids.indexOf(file.id) + 1
  const ending = /\.[a-z0-9]{1,5}$/i.exec(file.name)?.[0] ?? ''
  return () => sendStored(c, { ...file, name: `${register.label}-文件${at}${ending}` })
}
