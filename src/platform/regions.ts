import type { Database } from './db.ts'

/** A city or province that reads over the centres of its counties. */
export interface Region {
  id: number
  /** Two or four digits of GB/T 2260: its counties' codes begin with them. */
  division: string
  /** 安庆市商务局 */
  name: string
  origin: string
  demo: boolean
  /** The centres of its counties, in the order of their codes. */
  centres: ReadonlyArray<{ id: number; division: string; name: string; origin: string }>
}

/** The regions of this installation, by host. */
export interface Regions {
  byHost(host: string): Promise<Region | null>
  /** Reads them anew: one was opened. */
  renew(): void
}

/** How long another process's new region or centre may stay unseen, at most. */
const staleAfter = 10_000

interface Row extends Omit<Region, 'centres'> {
  host: string
  centres: Region['centres'] | null
}

export function openRegions(database: Database): Regions {
  let known: Promise<Map<string, Region>> | null = null
  let at = 0
  const renew = () => {
    known = null
  }
  database.onChange(renew)

  const all = (): Promise<Map<string, Region>> => {
    if (!known || Date.now() - at > staleAfter) {
      at = Date.now()
      known = load(database)
      known.catch(renew)
    }
    return known
  }
  return { byHost: async host => (await all()).get(host) ?? null, renew }
}

async function load(database: Database): Promise<Map<string, Region>> {
  const { rows } = await database.pool.query<Row>(`
    select r.id, r.division, r.name, r.origin, r.host, r.demo,
      (select json_agg(json_build_object('id', c.id, 'division', c.division, 'name', c.name, 'origin', c.origin) order by c.division)
       from centre c where starts_with(c.division, r.division)) as centres
    from region r order by r.id limit 500`)
  return new Map(rows.map(({ host, centres, ...row }) => [host, { ...row, centres: centres ?? [] }]))
}
