import { deleteCookie, getCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import type { Ctx } from '#platform/ctx'
import type { Problem } from '#platform/errors'
import { cameFrom, type Http, isForMachines, readIn } from '#platform/http'
import { profileOf } from '#platform/profile'
import { isOutsider } from '#platform/who'
import { assets } from '#ui/assets'
import { ErrorPage } from '#ui/error-page'
import { DeskLayout, type ForMachines, PlainLayout, PortalLayout } from '#ui/layout'
import { currentOf, linksFor, portalNav } from './navigation.ts'
import { waitingCounts } from './queries.ts'

interface Head {
  title: string
  description?: string
}

/** A page of the public portal or, with `own`, of one's own place. Public pages know nothing of who looks. */
export async function portal(
  c: Http,
  { title, description, own, head }: Head & { own?: true; head?: ForMachines },
  children: Child,
): Promise<Response> {
  const current = currentOf(
    c.req.path,
    portalNav.map(link => link.href),
  )
  return c.html(
    <PortalLayout
      title={title}
      site={siteOf(c)}
      nav={portalNav.map(link => ({ ...link, current: link.href === current }))}
      own={own === true || c.req.path.startsWith('/my')}
      person={own && c.var.actor.kind === 'person' ? { name: c.var.actor.name } : null}
      senior={c.var.senior}
      assets={assets()}
      {...(description && { description })}
      {...(head && { head })}
      {...(own && flashOf(c))}
    >
      {children}
    </PortalLayout>,
  )
}

/** A page of the workbench. */
export async function desk(
  ctx: Ctx,
  c: Http,
  { title, crumbs }: Head & { crumbs?: Array<{ href: string; label: string }> },
  children: Child,
): Promise<Response> {
  const { tasks, unread } = await waitingCounts(ctx)
  const groups = linksFor(ctx.actor)
  const hrefs = groups.flatMap(group => group.links.map(link => link.href))
  // A page that does not stand in the navigation itself lies under the last step of its way back that does.
  const way = crumbs?.map(one => one.href) ?? []
  const place = hrefs.includes(c.req.path)
    ? c.req.path
    : (way.findLast(href => hrefs.includes(href)) ?? way[0] ?? c.req.path)
  const current = currentOf(place, hrefs)
  c.header('cache-control', 'no-store')
  return c.html(
    <DeskLayout
      title={title}
      site={siteOf(c)}
      nav={groups.map(group => ({
        label: group.label,
        links: group.links.map(({ href, label, icon, count }) => ({
          href,
          label,
          icon,
          current: href === current,
          ...(count && tasks > 0 && { count: tasks }),
        })),
      }))}
      person={{ name: ctx.actor.name, unread, outside: isOutsider(ctx.actor) }}
      senior={c.var.senior}
      assets={assets()}
      {...(crumbs && { crumbs })}
      {...flashOf(c)}
    >
      {children}
    </DeskLayout>,
  )
}

/** A page without navigation: signing in, errors. */
export async function plain(c: Http, { title }: Head, children: Child): Promise<Response> {
  c.header('cache-control', 'no-store')
  return c.html(
    <PlainLayout title={title} site={c.var.centre ? siteOf(c) : null} senior={c.var.senior} assets={assets()}>
      {children}
    </PlainLayout>,
  )
}

/** What went wrong, in the form that was asked for: a page, or a problem document (RFC 9457). */
export async function showProblem(c: Http, problem: Problem): Promise<Response> {
  if (isForMachines(c.req.path)) {
    const { status, title, message: detail, errors } = problem
    return c.json(
      {
        type: 'about:blank',
        title,
        status,
        detail,
        instance: c.req.path,
        ...(Object.keys(errors).length > 0 && { errors }),
      },
      status,
      { 'content-type': 'application/problem+json' },
    )
  }
  if (problem.status === 401 && c.req.method === 'GET') {
    const url = new URL(c.req.url)
    return c.redirect(`/sign-in?back=${encodeURIComponent(url.pathname + url.search)}`, 303)
  }
  c.status(problem.status)
  const home = c.var.actor.staffId ? { href: '/desk', label: '回到工作台' } : { href: '/', label: '回到首页' }
  const page = (
    <ErrorPage
      status={problem.status}
      title={problem.title}
      text={problem.message}
      reference={problem.status >= 500 ? c.var.requestId : null}
      actions={[
        ...(problem.see ? [{ href: problem.see, label: '查看最新进展' }] : []),
        problem.status === 401 ? { href: signInAndBack(c), label: '去登录' } : home,
      ]}
    />
  )
  const { title } = problem
  c.header('cache-control', 'no-store')
  if (!c.var.centre || !withNavigation.includes(problem.status)) return plain(c, { title }, page)
  if (!c.var.actor.staffId) return portal(c, { title }, <div class="wrap">{page}</div>)
  // Without the database there is still the page.
  return readIn(c, ctx => desk(ctx, c, { title }, page)).catch(() => plain(c, { title }, page))
}

/** Where one went astray, and goes on from here by whatever way; otherwise there is nothing to be done just now. */
const withNavigation = [403, 404, 409]

/** To sign in, and then back to the page of this site that the form stood on. */
function signInAndBack(c: Http): string {
  const page = cameFrom(c)
  return page ? `/sign-in?back=${encodeURIComponent(page)}` : '/sign-in'
}

function siteOf(c: Http) {
  const { name, demo } = c.var.centre
  const { hours, ...profile } = profileOf(c.var.centre)
  return {
    name,
    short: name.replace('电子商务公共服务中心', '电商中心'),
    tagline: ['一站式', '全流程', hours].filter(Boolean).join(' · '),
    ...profile,
    demo,
  }
}

/** What just happened, said once on the next page. */
function flashOf(c: Http): { flash?: string } {
  const flash = getCookie(c, 'flash')
  if (!flash) return {}
  deleteCookie(c, 'flash', { path: '/' })
  return { flash }
}
