import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { columnLabel } from '#platform/publications'
import { manageChannels } from './duties.ts'
import { listPage, recordPage } from './frame.tsx'
import { type Group, groupFlow, kinds } from './group.ts'
import { GroupPage, GroupsPage, ScreenPage, ScreensPage, SubscribersPage } from './pages/outlets.tsx'
import { groups, lettersAbout, screens, subscriberCounts, subscriberRows } from './queries.ts'
import { type Part, parts, type Screen, screenFlow } from './screen.ts'
import { type Rhythm, rhythms, subscriberFlow } from './subscriber.ts'

/** Where publications are carried to by themselves: mailboxes, groups, the hall's screens. */
export const deskOutletRoutes = new Hono<Env>()
  .get('/desk/channels/subscribers', atDesk(showSubscribers, manageChannels))
  .get('/desk/channels/groups', atDesk(showGroups, manageChannels))
  .get('/desk/channels/groups/:id', atDesk(showGroup, manageChannels))
  .get('/desk/channels/screens', atDesk(showScreens))
  .get('/desk/channels/screens/:id', atDesk(showScreen))

const columnsInWords = (codes: readonly string[]): string => codes.map(columnLabel).join('、')
const pageSize = 50

/** c***@huaining.example: enough to find whom somebody asks about, too little to write to them. */
const masked = (address: string): string => address.replace(/^(.).*@/, '$1***@')

async function showSubscribers(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const number = pageNumber(c)
  const [found, counted] = await Promise.all([
    subscriberRows(ctx, query.state ?? '', number, pageSize),
    subscriberCounts(ctx),
  ])
  const rows = await Promise.all(
    found.slice(0, pageSize).map(async row => ({
      id: row.id,
      email: row.email_sealed ? masked(ctx.centre.keys.decrypt(row.email_sealed)) : '（已删除）',
      columns: columnsInWords(row.columns),
      rhythm: rhythms[row.rhythm as Rhythm],
      asked: row.asked_at,
      confirmed: row.confirmed_at,
      state: badgeOf(subscriberFlow, row.state),
      buttons: row.state === 'left' ? [] : await buttonsFor(ctx, subscriberFlow, row, noFacts(ctx)),
    })),
  )
  const sum = (state: string, rhythm?: Rhythm) =>
    counted
      .filter(row => row.state === state && (!rhythm || row.rhythm === rhythm))
      .reduce((all, row) => all + row.n, 0)
  const page = (
    <SubscribersPage
      rows={rows}
      query={query}
      next={found.length > pageSize ? { page: String(number + 1) } : null}
      sums={{ active: sum('active'), daily: sum('active', 'daily'), asked: sum('asked'), left: sum('left') }}
      filters={[
        {
          name: 'state',
          label: '状态',
          options: Object.entries(subscriberFlow.states).map(([value, { label }]) => ({ value, label })),
        },
      ]}
      mailConfigured={c.var.kernel.outside.mail !== undefined}
    />
  )
  return listPage(ctx, c, '邮件订阅', page)
}

const noFacts = (ctx: Ctx) => ({ did: new Map(), now: ctx.now, centre: ctx.centre })

async function showGroups(ctx: Ctx, c: Http): Promise<Answer> {
  const found = await groups(ctx)
  const letters = await lettersAbout(
    ctx,
    found.map(row => row.id),
    500,
  )
  const rows = found.map(row => ({
    id: row.id,
    name: row.name,
    kind: kinds[row.kind as keyof typeof kinds],
    keeper: row.keeper,
    columns: columnsInWords(row.columns),
    state: badgeOf(groupFlow, row.state),
    last: letters.find(letter => letter.about_id === row.id) ?? null,
  }))
  const page = (
    <GroupsPage rows={rows} query={c.req.query()} mayRegister={mayCreate(ctx, groupFlow, 'register')} />
  )
  return listPage(ctx, c, '群机器人', page)
}

async function showGroup(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, groupFlow, c.req.param('id') ?? '')) as unknown as Group
  const page = (
    <GroupPage
      path={`/desk/channels/groups/${row.id}`}
      name={row.name}
      kind={kinds[row.kind as keyof typeof kinds]}
      keeper={row.keeper}
      columns={columnsInWords(row.columns)}
      state={badgeOf(groupFlow, row.state)}
      buttons={await buttonsFor(ctx, groupFlow, row)}
      letters={await lettersAbout(ctx, [row.id])}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return recordPage(ctx, c, row.name, { path: 'groups', label: '群机器人' }, page)
}

const partsInWords = (codes: readonly string[]): string =>
  codes.map(code => parts[code as Part] ?? code).join('、')

async function showScreens(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await screens(ctx)).map(row => ({
    id: row.id,
    name: row.name,
    parts: partsInWords(row.parts),
    seconds: row.seconds,
    state: badgeOf(screenFlow, row.state),
  }))
  return listPage(
    ctx,
    c,
    '大厅大屏',
    <ScreensPage rows={rows} query={c.req.query()} mayAdd={mayCreate(ctx, screenFlow, 'set')} />,
  )
}

async function showScreen(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, screenFlow, c.req.param('id') ?? '')) as unknown as Screen
  const page = (
    <ScreenPage
      path={`/desk/channels/screens/${row.id}`}
      screen={row}
      parts={partsInWords(row.parts)}
      columns={columnsInWords(row.columns)}
      address={row.state === 'shown' ? `${ctx.centre.origin}/screen/${row.id}` : null}
      state={badgeOf(screenFlow, row.state)}
      buttons={await buttonsFor(ctx, screenFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return recordPage(ctx, c, row.name, { path: 'screens', label: '大厅大屏' }, page)
}
