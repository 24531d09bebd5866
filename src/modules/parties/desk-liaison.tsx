import { Hono } from 'hono'
import { buttonsFor, mayCreate } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames, staffWithDuty } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { liaise, readParties } from './duties.ts'
import { areaName, liaisonAreaFlow } from './liaison.ts'
import { caseloadColumns, LiaisonPage } from './pages/liaison.tsx'
import { areas, caseloads } from './queries.ts'
import { silentDays, silentSince } from './settings.ts'

/** Who is in charge of which recipients, and how it stands. */
export const liaisonRoutes = new Hono<Env>().get('/desk/liaison', atDesk(showCaseload, readParties))

async function showCaseload(ctx: Ctx, c: Http): Promise<Answer> {
  const [staff, loads, all] = await Promise.all([
    staffWithDuty(ctx, liaise),
    caseloads(ctx, silentSince(ctx)),
    areas(ctx),
  ])
  const names = await staffNames(ctx, [
    ...loads.map(one => one.liaison_id),
    ...all.map(area => area.staff_id),
  ])
  const ids = [...new Set([...staff.map(one => one.id), ...loads.flatMap(one => one.liaison_id ?? [])])]
  const caseload = ids.map(id => {
    const load = loads.find(one => one.liaison_id === id)
    const colleague = staff.find(one => one.id === id)
    return {
      id,
      name: colleague?.name ?? names.get(id) ?? '',
      parties: load?.parties ?? 0,
      silent: load?.silent ?? 0,
      last_contact_at: load?.last_contact_at ?? null,
      away_until: colleague?.away_until ?? null,
    }
  })
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '服务专员', columns: caseloadColumns, rows: caseload })
  const page = (
    <LiaisonPage
      caseload={caseload}
      query={c.req.query()}
      areas={
        await Promise.all(
          all.map(async area => ({
            id: area.id,
            name: areaName(area),
            staff: names.get(area.staff_id) ?? '',
            buttons: await buttonsFor(ctx, liaisonAreaFlow, area),
          })),
        )
      }
      nobodys={loads.find(one => one.liaison_id === null)?.parties ?? 0}
      silentDays={silentDays.of(ctx.centre)}
      mayAssign={mayCreate(ctx, liaisonAreaFlow, 'assign')}
    />
  )
  return desk(ctx, c, { title: '服务专员' }, page)
}
