import { workCalendar } from './calendar.ts'
import type { Centre, Ctx } from './ctx.ts'
import type { Database } from './db.ts'
import { keysOf } from './secrets.ts'

/** The centres of this installation, by host; each read once and again after it changed. */
export interface Centres {
  byHost(host: string): Promise<Centre | null>
  byId(id: number): Promise<Centre>
  /** Ids of all centres. */
  all(): Promise<number[]>
  /** The centre that answers where the host is not told apart (a demonstration, a single centre). */
  first(): Promise<Centre | null>
}

/** How long another process's change of settings may stay unseen, at most. */
const staleAfter = 10_000

export function openCentres(database: Database, secret: string): Centres {
  const known = new Map<number, { centre: Promise<Centre>; at: number }>()
  let hosts: Promise<Map<string, number>> | null = null
  let hostsAt = 0
  database.onChange(id => {
    known.delete(id)
    hosts = null
  })

  const byId = (id: number): Promise<Centre> => {
    const kept = known.get(id)
    if (kept && Date.now() - kept.at < staleAfter) return kept.centre
    const centre = database.read({ centre: id }, db => loadCentre(db, id, secret))
    centre.catch(() => known.delete(id))
    known.set(id, { centre, at: Date.now() })
    return centre
  }

  const allHosts = (): Promise<Map<string, number>> => {
    if (!hosts || Date.now() - hostsAt > staleAfter) {
      hostsAt = Date.now()
      const loading = database.pool.query<{ id: number; host: string }>(
        'select id, host from centre order by id',
      )
      hosts = loading.then(({ rows }) => new Map(rows.map(row => [row.host, row.id])))
      hosts.catch(() => {
        hosts = null
      })
    }
    return hosts
  }

  return {
    byId,
    all: async () => [...(await allHosts()).values()],
    byHost: async host => {
      const id = (await allHosts()).get(host)
      return id === undefined ? null : byId(id)
    },
    first: async () => {
      const [id] = (await allHosts()).values()
      return id === undefined ? null : byId(id)
    },
  }
}

async function loadCentre(db: Ctx['db'], id: number, secret: string): Promise<Centre> {
  const [row, settings, exceptions] = await Promise.all([
    db.selectFrom('centre').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    db.selectFrom('setting').select(['code', 'value']).execute(),
    db.selectFrom('calendar_exception').select(['day', 'working']).execute(),
  ])
  return {
    id: row.id,
    division: row.division,
    name: row.name,
    origin: row.origin,
    demo: row.demo,
    settings: new Map(settings.map(setting => [setting.code, setting.value])),
    keys: keysOf(secret, row.id),
    calendar: workCalendar(exceptions as Array<{ day: string; working: boolean }>),
  }
}
