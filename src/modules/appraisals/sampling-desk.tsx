import { Hono } from 'hono'
import { buttonsFor, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { time } from '#platform/format'
import type { FormDefinition } from '#platform/forms'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { maskName } from '#platform/identifiers'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import { checkFlow } from './check.ts'
import { showsNumber } from './check-effects.ts'
import { found, home, mayWork, pathOf, statesOf } from './desk.tsx'
import { assess } from './duties.ts'
import { CheckPage } from './pages/check.tsx'
import { checkColumns, SamplingPage } from './pages/sampling.tsx'
import { type Appraisal, type Check, inTerm, isOnTeam } from './people.ts'
import { checksOf, drawsOf, frameText } from './queries/appraisals.ts'
import { personOf } from './register.ts'
import { registerOf } from './registers.ts'
import { noteHref } from './room.tsx'
import { numberMinutes } from './settings.ts'
import * as view from './view.ts'
import { methods } from './words.ts'

/** The assessor's own sampling, calls and visits; who was called and what they said stays here. */
export const samplingRoutes = new Hono<Env>()
  .get('/desk/appraisals/:id/sampling', atDesk(showSampling, assess))
  .get('/desk/appraisals/:id/draws/:draw', atDesk(showFrame, assess))
  .get('/desk/appraisals/:id/checks/:check', atDesk(showCheck, assess))

const perPage = 50

/** 404 for whoever has not declared, and after the term. */
export async function ownWork(ctx: Ctx, c: Http): Promise<Appraisal> {
  const row = await found(ctx, c)
  if (!isOnTeam(ctx.actor, row) || !inTerm(row, ctx.now)) throw notFound('这次评价')
  return row
}

async function showSampling(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownWork(ctx, c)
  const { state = '', method = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const [rows, draws] = await Promise.all([
    checksOf(ctx, row.id, { state, method }, number, size),
    drawsOf(ctx, row.id),
  ])
  const checks = rows.slice(0, size).map(view.checkLine)
  const filters = [
    statesOf(checkFlow),
    {
      name: 'method',
      label: '方式',
      options: Object.entries(methods).map(([value, label]) => ({ value, label })),
    },
  ]
  const cut = rows.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '抽样核查台账', columns: checkColumns, rows: checks, filters, cut },
    })
  const page = (
    <SamplingPage
      id={row.id}
      title={row.title}
      draws={draws.map(view.drawLine)}
      checks={checks}
      query={c.req.query()}
      filters={filters}
      next={cut ? { page: String(number + 1) } : null}
      working={row.state === 'working'}
    />
  )
  return desk(ctx, c, { title: '抽样与核查', crumbs: [home, pathOf(row)] }, page)
}

async function showFrame(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await ownWork(ctx, c)
  const id = c.req.param('draw') ?? ''
  const frame = isId(id) ? await frameText(ctx, row.id, id) : null
  if (frame === null) throw notFound('这次抽样')
  return c.body(frame, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('抽样名单.txt')}`,
    'cache-control': 'no-store',
  })
}

async function showCheck(ctx: Ctx, c: Http): Promise<Answer> {
  const appraisal = await ownWork(ctx, c)
  const row = (await find(ctx, checkFlow, c.req.param('check') ?? '')) as unknown as Check
  const [photos, call] = await Promise.all([
    filesOf(ctx, 'appraisal_check', row.id),
    row.method === 'phone' ? callOf(ctx, c, appraisal, row) : null,
  ])
  const page = (
    <CheckPage
      line={view.checkLine(row)}
      call={call}
      recordHref={
        row.record_id && view.seesRoom(ctx, appraisal)
          ? `/desk/appraisals/${appraisal.id}/room/${row.register}/${row.record_id}`
          : null
      }
      noteHref={mayWork(ctx, appraisal) ? findingHref(appraisal, row) : null}
      answers={answersOf(appraisal, row)}
      note={row.note}
      photos={photos}
      buttons={await buttonsFor(ctx, checkFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [
    home,
    pathOf(appraisal),
    { href: `${pathOf(appraisal).href}/sampling`, label: '抽样与核查' },
  ]
  return desk(ctx, c, { title: '核查', crumbs }, page)
}

/** From what did not agree to a finding. Whom was called stays with the assessor: of a call it names no record. */
const findingHref = (appraisal: Appraisal, row: Check): string | null => {
  if (row.outcome !== 'partly' && row.outcome !== 'contradicts') return null
  return row.method === 'document' && row.register && row.record_id
    ? noteHref(appraisal, row.register, row.record_id)
    : `/act/appraisal_finding/note?appraisal_id=${appraisal.id}`
}

const fieldsOf = (row: Appraisal): FormDefinition['fields'] =>
  (row.script as unknown as FormDefinition).fields

/** The number goes to who dialled, for as long as the call takes; that it was shown is noted each time. */
async function callOf(ctx: Ctx, c: Http, appraisal: Appraisal, row: Check) {
  const register = registerOf(row.register ?? '')
  const person = register && row.record_id ? await personOf(ctx, register, row.record_id) : null
  const shown = showsNumber(ctx, row) && person !== null
  if (shown) noteLook(c, '第三方评价：抽中人的电话号码', row.id)
  const until = new Date((row.dialled_at?.getTime() ?? 0) + numberMinutes.of(ctx.centre) * 60_000)
  return {
    name: person ? (shown ? person.name : maskName(person.name)) : '记录里没有联系人',
    phone: shown ? person.phone : null,
    until: shown ? time(until) : '',
    opening: appraisal.opening,
    questions: fieldsOf(appraisal).map(field => field.label),
  }
}

function answersOf(appraisal: Appraisal, row: Check): Array<{ label: string; value: string }> {
  const answers = row.answers as Record<string, unknown>
  return fieldsOf(appraisal).map(field => {
    const value = answers[field.key ?? '']
    return { label: field.label, value: Array.isArray(value) ? value.join('、') : String(value ?? '') }
  })
}
