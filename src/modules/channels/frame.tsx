import type { Child } from 'hono/jsx'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import type { Http } from '#platform/http'
import { holds } from '#platform/who'
import { manageChannels } from './duties.ts'
import { Tabs } from './pages/parts.tsx'

const home = '/desk/channels'
const parts = [
  { href: home, label: '公开内容' },
  { href: `${home}/plans`, label: '宣传计划' },
  { href: `${home}/posts`, label: '平台发布' },
  { href: `${home}/readings`, label: '阅读统计' },
  { href: `${home}/subscribers`, label: '邮件订阅', managed: true },
  { href: `${home}/groups`, label: '群机器人', managed: true },
  { href: `${home}/webhooks`, label: '对外推送', managed: true },
  { href: `${home}/screens`, label: '大厅大屏' },
] as const

/** A list of 传播渠道 under the links to the others. */
export const listPage = (ctx: Ctx, c: Http, title: string, page: Child): Promise<Response> => {
  const links = parts
    .filter(part => !('managed' in part) || holds(ctx.actor, manageChannels))
    .map(({ href, label }) => ({ href, label, current: c.req.path === href }))
  const framed = (
    <>
      <Tabs links={links} />
      {page}
    </>
  )
  return desk(
    ctx,
    c,
    { title, ...(c.req.path !== home && { crumbs: [{ href: home, label: '传播渠道' }] }) },
    framed,
  )
}

/** One record of one of the lists. */
export const recordPage = (
  ctx: Ctx,
  c: Http,
  title: string,
  list: { path: string; label: string } | null,
  page: Child,
): Promise<Response> =>
  desk(
    ctx,
    c,
    {
      title,
      crumbs: [
        { href: home, label: '传播渠道' },
        ...(list ? [{ href: `${home}/${list.path}`, label: list.label }] : []),
      ],
    },
    page,
  )
