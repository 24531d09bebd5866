import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import type { FormDefinition } from '#platform/forms'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { isId } from '#platform/ids'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { kindFlow } from './kind.ts'
import { itemsOfKind, kindById, kinds, kindVersions } from './kind-queries.ts'
import { DeskKind, DeskKinds } from './pages/kinds.tsx'
import type { Stage } from './plan.ts'

export const deskKindRoutes = new Hono<Env>()
  .get('/desk/support', atDesk(showKinds))
  .get('/desk/support/:id', atDesk(showKind))

async function showKinds(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await kinds(ctx)
  const items = await itemsOfKind(ctx)
  const lines = rows.map(row => ({
    ...row,
    stages: row.stages as unknown as Stage[],
    items: items.filter(item => item.kind_id === row.id).length,
    state: badgeOf(kindFlow, row.state),
  }))
  return desk(ctx, c, { title: '业务支持类别' }, <DeskKinds rows={lines} query={c.req.query()} />)
}

async function showKind(ctx: Ctx, c: Http): Promise<Answer> {
  const id = c.req.param('id') ?? ''
  const kind = isId(id) ? await kindById(ctx, id) : undefined
  if (!kind) throw notFound('这个类别')
  const row = (await find(ctx, kindFlow, id)) as unknown as RowOf<'support_kind'>
  const [versions, items, buttons, told] = await Promise.all([
    kindVersions(ctx, id),
    itemsOfKind(ctx, id),
    buttonsFor(ctx, kindFlow, row),
    story(ctx, { recordId: id }),
  ])
  const page = (
    <DeskKind
      kind={{
        ...kind,
        stages: kind.stages as unknown as Stage[],
        intake: kind.intake as unknown as FormDefinition,
        state: badgeOf(kindFlow, row.state),
      }}
      versions={versions}
      items={items}
      buttons={buttons}
      story={told}
      mayEdit={buttons.some(button => button.href.includes('/addItem/'))}
    />
  )
  return desk(ctx, c, { title: kind.name, crumbs: [{ href: '/desk/support', label: '业务支持类别' }] }, page)
}
