import type { Child } from 'hono/jsx'
import type { Db } from '#platform/db'
import { division } from '#platform/divisions'
import type { Answer, Http } from '#platform/http'
import type { Region } from '#platform/regions'
import { assets } from '#ui/assets'
import { RegionLayout } from '#ui/layout'
import { regionOf } from './reader.ts'

const links = [
  { href: '/figures', label: '数据汇总', icon: 'chart-bar' },
  { href: '/centres', label: '各县中心', icon: 'building' },
] as const

/** A page of the region, with its small navigation once somebody has signed in. */
export function page(
  c: Http,
  { title, crumbs }: { title: string; crumbs?: Array<{ href: string; label: string }> },
  children: Child,
): Response | Promise<Response> {
  const { actor } = c.var
  const here = c.req.path.startsWith('/centres') ? '/centres' : '/figures'
  c.header('cache-control', 'no-store')
  return c.html(
    <RegionLayout
      title={title}
      region={regionOf(c)}
      nav={[{ label: '', links: links.map(link => ({ ...link, current: link.href === here })) }]}
      reader={actor.kind === 'person' ? { name: actor.name } : null}
      assets={assets()}
      {...(crumbs && { crumbs })}
    >
      {children}
    </RegionLayout>,
  )
}

/** Reads over the region's centres, in its role; what draws or typesets comes after the transaction. */
export const over =
  (show: (db: Db, c: Http, region: Region) => Promise<Answer>) =>
  async (c: Http): Promise<Response> => {
    const region = regionOf(c)
    const centres = region.centres.map(one => one.id)
    const made = await c.var.kernel.database.read({ centres }, db => show(db, c, region))
    return typeof made === 'function' ? made() : made
  }

/** 怀宁县, where the place is known; else what the centre calls itself. */
export const shortName = (centre: Region['centres'][number]): string =>
  division(centre.division)?.name ?? centre.name

/** Who looked from above is written down at every centre that was looked at, where its own looks are. */
export function noteLooks(c: Http, what: string, records: ReadonlyMap<number, string> = new Map()): void {
  const { kernel, actor } = c.var
  const region = regionOf(c)
  for (const centre of region.centres)
    kernel.looks.note({
      ...{ centreId: centre.id, at: kernel.outside.now(), identityId: actor.identityId, staffId: null },
      ...{ what: `${region.name}${what}`, recordId: records.get(centre.id) ?? null },
    })
}
