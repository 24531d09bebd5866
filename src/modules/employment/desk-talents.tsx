import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import { educations, optionsOf, trades, wordsOf } from './codes.ts'
import { handleTalents } from './duties.ts'
import { introductionFlow } from './introduction.ts'
import { DeskTalent, IntroductionPage, TalentList, talentColumns } from './pages/talents.tsx'
import type { Talent } from './people.ts'
import { townOptions } from './post-inputs.ts'
import { introductionById, introductionsOfTalent, talentList } from './queries/talents.ts'
import { talentFlow } from './talent.ts'
import { introductionView } from './view.ts'
import { placeWords } from './words.ts'

/** 5.3.2 人才库 at the workbench, for who introduces. */
export const deskTalentRoutes = new Hono<Env>()
  .get('/desk/talents', atDesk(showTalents, handleTalents))
  .get('/desk/talents/introductions/:id', atDesk(showIntroduction, handleTalents))
  .get('/desk/talents/:id', atDesk(showTalent, handleTalents))

const home = { href: '/desk/talents', label: '人才库' }
const perPage = 50

const lineOf = (row: Talent) => ({
  ...{ id: row.id, headline: row.headline, years: row.years, wish: row.wish },
  skills: row.skills.join('、'),
  trade: wordsOf(trades, row.trade),
  town: placeWords(row.town, ''),
  education: wordsOf(educations, row.education),
})

async function showTalents(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', trade = '', town = '' } = c.req.query()
  const file = wantedFile(c)
  const filter = { question: q.trim().slice(0, 40), trade, town, after: pageKey(c) }
  const { rows, next } = await talentList(ctx, filter, file?.most ?? perPage)
  const lines = rows.map(row => ({ ...lineOf(row), introductions: row.introductions }))
  const filters = [
    { name: 'trade', label: '行当', options: optionsOf(trades) },
    { name: 'town', label: '乡镇', options: townOptions(ctx) },
  ]
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '人才库', columns: talentColumns, rows: lines, filters, cut: next !== null },
    })
  const page = <TalentList {...{ rows: lines, query: c.req.query(), filters, next }} />
  return desk(ctx, c, { title: '人才库' }, page)
}

async function showTalent(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, talentFlow, c.req.param('id') ?? '')) as unknown as Talent
  if (row.state !== 'listed') throw notFound('这位人才')
  noteLook(c, '查看人才资料', row.id)
  const introductions = await introductionsOfTalent(ctx, row.id)
  const page = (
    <DeskTalent
      talent={{
        ...lineOf(row),
        ...{ name: row.contact_name, phone: row.contact_phone, since: date(row.consent_at) },
      }}
      introductions={introductions.map(one => ({
        href: `/desk/talents/introductions/${one.id}`,
        title: one.post ?? '岗位',
        about: `${one.employer} · ${date(one.asked_at)} · ${one.officer}`,
        state: badgeOf(introductionFlow, one.state),
      }))}
      mayIntroduce={mayCreate(ctx, introductionFlow, 'ask')}
      buttons={await buttonsFor(ctx, talentFlow, row)}
    />
  )
  return desk(ctx, c, { title: row.headline, crumbs: [home] }, page)
}

async function showIntroduction(ctx: Ctx, c: Http): Promise<Answer> {
  const { id } = await find(ctx, introductionFlow, c.req.param('id') ?? '')
  const row = await introductionById(ctx, id)
  if (!row) throw notFound('这次引荐')
  const view = await introductionView(ctx, row, true)
  const page = <IntroductionPage view={view} back={`/desk/talents/introductions/${id}`} />
  return desk(ctx, c, { title: '人才引荐', crumbs: [home] }, page)
}
