import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { cached, type Env, type Http } from '#platform/http'
import { isId } from '#platform/ids'
import { deskStationRoutes } from './desk.tsx'
import { type Level, levels } from './levels.ts'
import { ownStationRoutes } from './own.tsx'
import { StationPage, StationsPage } from './pages/public.tsx'
import { openStation, openStations } from './queries.ts'
import { activeWords, mapOf, placeName, townName } from './shown.ts'

export const stationRoutes = new Hono<Env>()
  .route('/', ownStationRoutes)
  .route('/', deskStationRoutes)
  .get('/stations', cached(showStations))
  .get('/stations/:id', cached(showStation))

async function showStations(ctx: Ctx, c: Http): Promise<Response> {
  const question = (c.req.query('q') ?? '').trim().slice(0, 40)
  const all = (await openStations(ctx)).map(one => ({
    ...one,
    level: levels[one.level as Level],
    place: placeName(one),
    active: activeWords(one.last_entry),
  }))
  const towns = [...new Map(all.flatMap(one => (one.town ? [[one.town, townName(one.town)] as const] : [])))]
  const town = towns.some(([code]) => code === c.req.query('town')) ? (c.req.query('town') ?? '') : ''
  const found = all.filter(
    one =>
      (!town || one.town === town) &&
      (!question || [one.name, one.place, one.address].some(text => text.includes(question))),
  )
  const groups = Map.groupBy(found, one => townName(one.town) || '服务站')
  const page = (
    <StationsPage
      groups={[...groups].map(([name, stations]) => ({ town: name, stations }))}
      towns={towns.map(([value, label]) => ({ value, label }))}
      question={question}
      town={town}
      total={all.length}
    />
  )
  return portal(c, { title: '乡镇、村级服务站' }, page)
}

async function showStation(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const station = isId(id) ? await openStation(ctx, id) : undefined
  if (!station) throw notFound('这个服务站')
  const photos = (await filesOf(ctx, 'station', id)).filter(file => file.field === 'photos')
  const page = (
    <StationPage
      station={{
        ...station,
        level: levels[station.level as Level],
        place: placeName(station),
        active: activeWords(station.last_entry),
        openedOn: station.opened_on ?? '',
      }}
      photos={photos}
      map={mapOf(station)}
    />
  )
  return portal(c, { title: station.name }, page)
}
