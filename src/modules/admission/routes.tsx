import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { providersOfActor, saysWhat } from '#modules/catalogue'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { cached, type Env, type Http, signedIn } from '#platform/http'
import { find } from '#platform/perform'
import { publicityEnds } from '#platform/publicity'
import { points } from '#platform/scoring'
import { dueOf } from '#platform/tasks'
import { criteria } from './criteria.ts'
import { deskAdmissionRoutes } from './desk.tsx'
import { type Exit, exitFlow } from './exit.ts'
import type { Offering } from './inputs.ts'
import { MyAdmission, MyAdmissions, MyExit } from './pages/my.tsx'
import { AdmissionsPage } from './pages/public.tsx'
import { publicBlacklist } from './queries/blacklist.ts'
import { ownAdmissions, ownExits, publicAdmissions, publicExits } from './queries.ts'
import * as settings from './settings.ts'
import { admissionView } from './view.ts'
import { type Admission, admissionFlow } from './workflow.ts'

/** 4.5.1 For everyone; for firms that apply or leave; for the workbench. */
export const admissionRoutes = new Hono<Env>()
  .route('/', deskAdmissionRoutes)
  .get('/admissions', cached(showPublic))
  .get('/my/admissions', signedIn(showMine))
  .get('/my/admissions/:id', signedIn(showOwn))
  .get('/my/exits/:id', signedIn(showExit))

async function showPublic(ctx: Ctx, c: Http): Promise<Response> {
  const [inPublic, admitted, exits, blacklist] = await Promise.all([
    publicAdmissions(ctx, ['publicity', 'objected'], 50),
    publicAdmissions(ctx, ['admitted'], 10),
    publicExits(ctx),
    publicBlacklist(ctx),
  ])
  const ends = await publicityEnds(
    ctx,
    'admission',
    inPublic.map(row => row.id),
  )
  const of = (setting: { of(centre: Ctx['centre']): number }) => setting.of(ctx.centre)
  const page = (
    <AdmissionsPage
      limits={{
        check: of(settings.checkDays),
        review: of(settings.reviewDays),
        publicity: of(settings.publicityDays),
        again: of(settings.againDays),
        mark: of(settings.passMark),
      }}
      criteria={Object.values(criteria)}
      inPublic={
        await Promise.all(
          inPublic.map(async row => ({
            ...row,
            items: (await saysWhat(ctx, row.offers as unknown as Offering[]))
              .map(one => `${one.name} ${one.price}`)
              .join('、'),
            score: row.score === null ? null : points(row.score),
            until: ends.get(row.id) ?? null,
          })),
        )
      }
      {...{ admitted, exits, blacklist }}
    />
  )
  return portal(c, { title: '服务商准入与退出' }, page)
}

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  const [rows, exits, providers] = await Promise.all([
    ownAdmissions(ctx),
    ownExits(ctx),
    providersOfActor(ctx),
  ])
  c.header('cache-control', 'no-store')
  const page = (
    <MyAdmissions
      rows={rows.map(row => ({ ...row, state: badgeOf(admissionFlow, row.state), at: row.applied_at }))}
      exits={exits.map(row => ({ ...row, state: badgeOf(exitFlow, row.state), at: row.asked_at }))}
      mayApply={ctx.actor.staffId === null}
      mayExit={providers.length > 0}
    />
  )
  return portal(c, { title: '服务商入库', own: true }, page)
}

/** One's own only: staff see others' at the workbench. */
const own = (ctx: Ctx, row: { party_id: string }, what: string): void => {
  if (!ctx.actor.parties.includes(row.party_id)) throw notFound(what)
}

async function showOwn(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, admissionFlow, c.req.param('id') ?? '')) as unknown as Admission
  own(ctx, row, '这件入库申请')
  c.header('cache-control', 'no-store')
  const view = await admissionView(ctx, row)
  return portal(c, { title: `${row.name}申请入库`, own: true }, <MyAdmission view={view} />)
}

async function showExit(ctx: Ctx, c: Http): Promise<Response> {
  const row = (await find(ctx, exitFlow, c.req.param('id') ?? '')) as unknown as Exit
  own(ctx, row, '这件退出')
  const [buttons, files, told, due] = await Promise.all([
    buttonsFor(ctx, exitFlow, row),
    filesOf(ctx, 'provider_exit', row.id),
    story(ctx, { recordId: row.id }),
    dueOf(ctx, 'provider_exit', row.id),
  ])
  const deadline = row.state === 'hearing' ? deadlineOf(ctx, due) : null
  const state = badgeOf(exitFlow, row.state)
  c.header('cache-control', 'no-store')
  const page = <MyExit exit={row} story={told} {...{ state, deadline, buttons, files }} />
  return portal(c, { title: `${row.name}退出`, own: true }, page)
}
