import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate } from '#modules/actions'
import { itemsForApplying } from '#modules/catalogue'
import { desk, portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesByRecord } from '#platform/files'
import { type Answer, atDesk, cached, type Env, type Http } from '#platform/http'
import { profileOf } from '#platform/profile'
import { FacilitiesDesk } from './pages/desk.tsx'
import { FacilitiesPage, SubCentrePage } from './pages/public.tsx'
import {
  allAreas,
  allPremises,
  allSubCentres,
  itemIdsOf,
  openSubCentre,
  staffBySubCentre,
  systems,
} from './queries.ts'
import { type SubCentreKind, subCentreFlow, subCentres } from './sub-centre.ts'
import { protections, systemFlow } from './system.ts'
import { areaFlow, areaKinds, premisesFlow, tenures } from './workflow.ts'

export const facilityRoutes = new Hono<Env>()
  .get('/facilities', cached(showPublic))
  .get('/facilities/:kind', cached(showSubCentre))
  .get('/desk/facilities', atDesk(showDesk))

const idsOf = (rows: ReadonlyArray<{ id: string }>): string[] => rows.map(row => row.id)
const areaKind = (kind: string): string => areaKinds[kind as keyof typeof areaKinds]

/** Premises with their areas, each with its pictures. */
async function places(ctx: Ctx) {
  const [premises, areas] = await Promise.all([allPremises(ctx), allAreas(ctx)])
  const [plans, photos] = await Promise.all([
    filesByRecord(ctx, 'premises', idsOf(premises)),
    filesByRecord(ctx, 'functional_area', idsOf(areas)),
  ])
  return premises.map(one => ({
    ...one,
    tenure: tenures[one.tenure as keyof typeof tenures],
    plans: plans.get(one.id) ?? [],
    areas: areas
      .filter(area => area.premises_id === one.id)
      .map(area => ({ ...area, kind: areaKind(area.kind), photos: photos.get(area.id) ?? [] })),
  }))
}

async function showPublic(ctx: Ctx, c: Http): Promise<Response> {
  const [all, centres] = await Promise.all([places(ctx), allSubCentres(ctx)])
  const page = (
    <FacilitiesPage
      premises={all
        .filter(one => one.state === 'in_use')
        .map(one => ({ ...one, areas: one.areas.filter(area => area.state === 'open') }))}
      subCentres={centres
        .filter(one => one.state === 'open')
        .map(one => ({ ...one, ...subCentres[one.kind as SubCentreKind] }))}
    />
  )
  return portal(c, { title: '场地设施' }, page)
}

async function showSubCentre(ctx: Ctx, c: Http): Promise<Response> {
  const row = await openSubCentre(ctx, c.req.param('kind') ?? '')
  if (!row) throw notFound('这个分中心')
  const [staff, offered, items] = await Promise.all([
    staffBySubCentre(ctx, [row.id]),
    itemIdsOf(ctx, row.id),
    itemsForApplying(ctx),
  ])
  const { label, about } = subCentres[row.kind as SubCentreKind]
  const page = (
    <SubCentrePage
      subCentre={{ ...row, label, about }}
      staff={(staff.get(row.id) ?? []).map(one => one.name)}
      items={items.filter(item => offered.has(item.id))}
      phone={profileOf(ctx.centre).phone}
    />
  )
  return portal(c, { title: label }, page)
}

async function showDesk(ctx: Ctx, c: Http): Promise<Answer> {
  const [all, centres, register] = await Promise.all([places(ctx), allSubCentres(ctx), systems(ctx)])
  const staff = await staffBySubCentre(ctx, idsOf(centres))
  const known = new Map(centres.map(one => [one.kind, one]))
  const { icp } = profileOf(ctx.centre)
  const page = (
    <FacilitiesDesk
      premises={
        await Promise.all(
          all.map(async one => ({
            ...one,
            state: badgeOf(premisesFlow, one.state),
            inUse: one.state === 'in_use',
            buttons: await buttonsFor(ctx, premisesFlow, one),
            areas: await Promise.all(
              one.areas.map(async area => ({
                ...area,
                state: badgeOf(areaFlow, area.state),
                buttons: await buttonsFor(ctx, areaFlow, area),
              })),
            ),
          })),
        )
      }
      subCentres={
        await Promise.all(
          Object.entries(subCentres).map(async ([kind, { label, about }]) => {
            const row = known.get(kind)
            return {
              kind,
              label,
              about,
              opened: row
                ? {
                    id: row.id,
                    place: row.place,
                    hours: row.hours,
                    staff: (staff.get(row.id) ?? []).map(one => one.name),
                    state: badgeOf(subCentreFlow, row.state),
                    buttons: await buttonsFor(ctx, subCentreFlow, row),
                  }
                : null,
            }
          }),
        )
      }
      systems={
        await Promise.all(
          register.map(async row => ({
            ...row,
            protection: protections[row.protection as keyof typeof protections],
            state: badgeOf(systemFlow, row.state),
            buttons: await buttonsFor(ctx, systemFlow, row),
          })),
        )
      }
      platform={{ address: ctx.centre.origin, filing: icp }}
      mayManage={mayCreate(ctx, premisesFlow, 'register')}
    />
  )
  return desk(ctx, c, { title: '场地设施' }, page)
}
