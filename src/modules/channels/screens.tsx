import { Hono } from 'hono'
import { addDays, dayOf, mondayOf, startOfDay } from '#platform/calendar'
import { type Ctx, stranger } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { time, weekday } from '#platform/format'
import { type Env, type Http, readIn } from '#platform/http'
import { find } from '#platform/perform'
import { profileOf } from '#platform/profile'
import {
  columnsOfAll,
  happenings,
  type Publication,
  recentPublications,
  sectionOf,
} from '#platform/publications'
import { assets } from '#ui/assets'
import { via } from './marks.ts'
import { type Face, HallScreen } from './pages/screen.tsx'
import { screens } from './queries.ts'
import { type Part, parts, type Screen, screenFlow } from './screen.ts'

/** 大厅大屏: one page after another, turned by the browser itself without any script. */
export const screenRoutes = new Hono<Env>()
  .get('/screen', c => readIn(c, async ctx => show(ctx, c, (await screens(ctx, true))[0] ?? null)))
  .get('/screen/:id', c =>
    readIn(c, async ctx =>
      show(
        ctx,
        c,
        (await find({ ...ctx, actor: stranger }, screenFlow, c.req.param('id') ?? '')) as unknown as Screen,
      ),
    ),
  )

type Shown = Pick<Screen, 'parts' | 'columns' | 'seconds' | 'words'>
/** Without any screen that was set: everything, so that a television shows something on its first day. */
const usual = (): Shown => ({
  parts: Object.keys(parts),
  columns: columnsOfAll().map(one => one.code),
  seconds: 20,
  words: '',
})
const perFace = 6

async function show(ctx: Ctx, c: Http, screen: Screen | null): Promise<Response> {
  const shown: Shown = screen ?? usual()
  const faces = await facesOf(ctx, shown)
  const asked = Number(c.req.query('page') ?? 1)
  const number = Number.isInteger(asked) && asked >= 1 && asked <= faces.length ? asked : 1
  const path = screen ? `/screen/${screen.id}` : '/screen'
  const next = `${path}?page=${(number % faces.length) + 1}`
  c.header('cache-control', 'no-store')
  c.header('refresh', `${shown.seconds}; url=${next}`)
  c.header('x-robots-tag', 'noindex')
  return c.html(
    <HallScreen
      {...hallFrame(ctx)}
      face={faces[number - 1] as Face}
      number={number}
      of={faces.length}
      words={shown.words}
    />,
  )
}

/** What every page of a screen in the hall shows around it. */
export function hallFrame(ctx: Ctx) {
  const { phone, address, hours } = profileOf(ctx.centre)
  const today = dayOf(ctx.now)
  return {
    ...{ centre: ctx.centre.name, demo: ctx.centre.demo, phone, address, hours, clock: time(ctx.now) },
    day: `${today.slice(0, 4)} 年 ${Number(today.slice(5, 7))} 月 ${Number(today.slice(8))} 日 ${weekday(today)}`,
    working: ctx.centre.calendar.isWorkingDay(today),
    styles: assets().styles,
  }
}

/** The pages that it turns; long lists go on over several. */
async function facesOf(ctx: Ctx, shown: Shown): Promise<Face[]> {
  const today = dayOf(ctx.now)
  const faces: Face[] = []
  for (const part of shown.parts as Part[]) {
    if (part === 'news') {
      const news = await recentPublications(ctx, { limit: 2 * perFace, columns: shown.columns })
      faces.push(
        ...paged(parts.news, await Promise.all(news.map(one => lineOf(ctx, one))), '最近没有新发布的内容'),
      )
    }
    if (part === 'today') {
      const now = await happenings(ctx, startOfDay(today), startOfDay(addDays(today, 1)))
      faces.push(...paged(parts.today, await Promise.all(now.map(one => lineOf(ctx, one))), '今天没有活动'))
    }
    if (part === 'week') {
      const until = addDays(mondayOf(today), 7)
      const week = await happenings(ctx, startOfDay(addDays(today, 1)), startOfDay(until))
      faces.push(
        ...paged(parts.week, await Promise.all(week.map(one => lineOf(ctx, one))), '本周后几天没有活动'),
      )
    }
    if (part === 'codes') faces.push({ title: parts.codes, lines: [], empty: '', codes: await codesOf(ctx) })
  }
  return faces
}

function paged(title: string, lines: Face['lines'], empty: string): Face[] {
  if (lines.length === 0) return [{ title, lines, empty, codes: [] }]
  const faces: Face[] = []
  for (let at = 0; at < lines.length; at += perFace)
    faces.push({ title, lines: lines.slice(at, at + perFace), empty, codes: [] })
  return faces
}

async function lineOf(ctx: Ctx, one: Publication): Promise<Face['lines'][number]> {
  const on = (at: Date) => `${Number(dayOf(at).slice(5, 7))} 月 ${Number(dayOf(at).slice(8))} 日`
  const { happens } = one
  return {
    title: one.title,
    note: happens
      ? `${on(happens.from)} ${time(happens.from)}，${happens.place}`
      : `${sectionOf(one)}，${on(one.at)}`,
    qr: await qrSvg(`${ctx.centre.origin}${via('screen', one)}`),
  }
}

const codesOf = (ctx: Ctx): Promise<Face['codes']> =>
  Promise.all(
    (
      [
        ['/items', '看服务、办事'],
        ['/progress', '查办理进度'],
        ['/activities', '报名活动'],
        ['/complaints', '投诉建议'],
        ['/subscribe', '订阅邮件摘要'],
      ] as const
    ).map(async ([path, label]) => ({ label, qr: await qrSvg(ctx.centre.origin + path) })),
  )
