import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { filled } from './content.ts'
import { labelsOf, sectionsOf } from './definition.ts'
import { kindFlow } from './kind.ts'
import { KindList, KindPage, kindColumns } from './pages/kinds.tsx'
import type { Kind } from './people.ts'
import { kindList, versionsOfKind } from './queries/briefs.ts'
import { type Rhythm, rhythms } from './rhythms.ts'

/** 信息种类: what each kind of brief looks like. */
export const kindRoutes = new Hono<Env>()
  .get('/desk/briefs/kinds', atDesk(showKinds))
  .get('/desk/briefs/kinds/:id', atDesk(showKind))

const home = { href: '/desk/briefs', label: '工作信息' }
const daysIn = (row: Kind): string =>
  row.rhythm === 'none' ? '随时' : `期满后 ${row.open_days} 天起草，${row.due_days} 天报出`

async function showKinds(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await kindList(ctx)).map(row => ({
    ...{ id: row.id, name: row.name, version: row.version, days: daysIn(row) },
    rhythm: rhythms[row.rhythm as Rhythm].label,
    parts: sectionsOf(row).length,
    state: badgeOf(kindFlow, row.state),
  }))
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '信息种类', columns: kindColumns, rows, filters: [] })
  const page = <KindList rows={rows} query={c.req.query()} mayAdd={mayCreate(ctx, kindFlow, 'draft')} />
  return desk(ctx, c, { title: '信息种类', crumbs: [home] }, page)
}

async function showKind(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, kindFlow, c.req.param('id') ?? '')) as unknown as Kind
  const sections = sectionsOf(row)
  const [labels, others, buttons, told] = await Promise.all([
    labelsOf(
      ctx,
      sections.flatMap(one => one.codes),
    ),
    versionsOfKind(ctx, row.code),
    buttonsFor(ctx, kindFlow, row),
    story(ctx, { recordId: row.id }),
  ])
  const title = `${row.name}（第 ${row.version} 版）`
  const view = {
    ...{ id: row.id, title, buttons, story: told, state: badgeOf(kindFlow, row.state) },
    facts: [
      { label: '多久一期', value: rhythms[row.rhythm as Rhythm].label },
      { label: '什么时候', value: daysIn(row) },
      { label: '标题式样', value: row.title },
      { label: '版头', value: row.masthead },
      { label: '发文字号', value: row.doc_prefix ? `${row.doc_prefix}〔年〕号` : '不编，只编期号' },
      { label: '主送', value: filled(ctx, row.to_main, null) },
      { label: '抄送', value: filled(ctx, row.copy_to, null) },
      { label: '这一版改了什么', value: row.reason },
    ],
    sections: sections.map(({ heading, words, events, codes }) => ({
      ...{ heading, words, events },
      shows: codes.map(code => ({ code, label: labels.get(code) ?? code })),
    })),
    others: others
      .filter(one => one.id !== row.id)
      .map(one => ({ id: one.id, version: one.version, state: badgeOf(kindFlow, one.state).label })),
    revise:
      row.state === 'active' && mayCreate(ctx, kindFlow, 'revise')
        ? `/act/brief_kind/revise?of_id=${row.id}&back=/desk/briefs/kinds/${row.id}`
        : null,
  }
  const crumbs = [home, { href: '/desk/briefs/kinds', label: '信息种类' }]
  return desk(ctx, c, { title, crumbs }, <KindPage view={view} />)
}
