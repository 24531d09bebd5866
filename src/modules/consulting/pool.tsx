import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { maskPhone } from '#platform/identifiers'
import { find } from '#platform/perform'
import { kinds, wordsOf } from './codes.ts'
import { consultDuties } from './duties.ts'
import { type Expert, expertFlow, type Leave } from './experts.ts'
import { officeFlow } from './offices.ts'
import { ExpertList, ExpertPage, expertColumns, OfficeList } from './pages/pool.tsx'
import { candidates, experts, offices, topicNames } from './queries/experts.ts'
import { awayUntil } from './recommending.ts'

/** Whom the centre can ask: 专家库 and 政府部门名录. */
export const poolRoutes = new Hono<Env>()
  .get('/desk/consultations/experts', atDesk(showExperts, ...consultDuties))
  .get('/desk/consultations/experts/:id', atDesk(showExpert, ...consultDuties))
  .get('/desk/consultations/offices', atDesk(showOffices, ...consultDuties))

const crumbs = [{ href: '/desk/consultations', label: '咨询' }]

async function showExperts(ctx: Ctx, c: Http): Promise<Answer> {
  const [rows, names, pool] = await Promise.all([
    experts(ctx, { ended: true }),
    topicNames(ctx),
    candidates(ctx),
  ])
  const today = dayOf(ctx.now)
  const lines = rows.map(row => {
    const one = pool.find(known => known.id === row.id)
    return {
      id: row.id,
      name: row.name,
      from: row.staff_id ? '本中心' : row.identity_id ? '外部' : '外部（未确认）',
      introduction: row.introduction,
      kinds: row.kinds.map(kind => wordsOf(kinds, kind)).join('、'),
      topics: row.topic_ids.flatMap(id => names.get(id) ?? []).join('、'),
      open: row.open,
      most: row.most_open,
      answered: row.answered,
      away: (one && awayUntil(one, today)) ?? '',
      state: badgeOf(expertFlow, row.state),
    }
  })
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title: '咨询专家库', rows: lines, columns: expertColumns })
  const page = (
    <ExpertList rows={lines} query={c.req.query()} mayAdd={mayCreate(ctx, expertFlow, 'addOutsider')} />
  )
  return desk(ctx, c, { title: '专家库', crumbs }, page)
}

async function showExpert(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, expertFlow, c.req.param('id') ?? '')) as unknown as Expert
  const [names, buttons, told, all] = await Promise.all([
    topicNames(ctx),
    buttonsFor(ctx, expertFlow, row),
    story(ctx, { recordId: row.id }),
    experts(ctx, { ended: true }),
  ])
  const load = all.find(one => one.id === row.id)
  const page = (
    <ExpertPage
      name={row.name}
      state={badgeOf(expertFlow, row.state)}
      facts={{
        from: row.staff_id ? '本中心人员' : row.identity_id ? '外部专家' : '外部专家，还没有登录确认',
        phone: row.phone ? maskPhone(row.phone) : '',
        introduction: row.introduction,
        kinds: row.kinds.map(kind => wordsOf(kinds, kind)).join('、'),
        topics: row.topic_ids.flatMap(id => names.get(id) ?? []).join('、'),
        load: `手上 ${load?.open ?? 0} 件，最多 ${row.most_open} 件；答过 ${load?.answered ?? 0} 件`,
        leaves: (row.leaves as unknown as Leave[]).map(({ from, to }) => `${from} 至 ${to}`).join('\n'),
      }}
      buttons={buttons}
      back={`/desk/consultations/experts/${row.id}`}
      story={told}
    />
  )
  const place = [...crumbs, { href: '/desk/consultations/experts', label: '专家库' }]
  return desk(ctx, c, { title: row.name, crumbs: place }, page)
}

async function showOffices(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await Promise.all(
    (await offices(ctx, { ended: true })).map(async row => ({
      ...row,
      state: badgeOf(officeFlow, row.state),
      buttons: await buttonsFor(ctx, officeFlow, row),
    })),
  )
  const page = <OfficeList rows={rows} mayAdd={mayCreate(ctx, officeFlow, 'add')} />
  return desk(ctx, c, { title: '政府部门名录', crumbs }, page)
}
