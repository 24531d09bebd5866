import { articleFlow, linkFlow, settleColumns, settleTerms } from '#modules/articles'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { type ArticleKey, type ArticleText, articleTexts } from './article-texts.ts'
import { drawn, type Picture, photosOf } from './pictures.ts'
import { random } from './random.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Scene {
  settled: Settled
  now: Date
  columns: Map<string, string>
  photos: Map<string, Picture>
  permit: Picture
}

/** Articles of the county in every state: most of them public, one corrected, one expired, one with a dead link. */
export async function liveArticles(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  await settled.at(system, new Date(now.getTime() - 340 * day), async ctx => {
    await settleColumns(ctx)
    await settleTerms(ctx)
  })
  const scene: Scene = {
    ...{ settled, now, photos: await photosOf(kernel) },
    permit: await drawn(kernel, '转载授权书.png', '#f4f1ea', '#c9c2b2'),
    columns: await settled.at(system, now, async ctx => {
      const rows = await ctx.db.selectFrom('article_column').select(['id', 'name']).execute()
      return new Map(rows.map(row => [row.name, row.id]))
    }),
  }
  const open = new Map<ArticleKey, string>()
  const published: ReadonlyArray<readonly [ArticleKey, number]> = [
    ...([
      ['packing', 210],
      ['return', 160],
      ['cake', 118],
      ['blueberry', 92],
      ['reprint', 74],
    ] as const),
    ...([
      ['station', 58],
      ['studio', 41],
      ['list', 30],
      ['training', 19],
      ['subsidy', 12],
    ] as const),
    ...([
      ['fair', 8],
      ['contest', 7],
    ] as const),
  ]
  for (const [key, daysAgo] of published) open.set(key, await publish(scene, key, daysAgo))
  const id = (key: ArticleKey): string => open.get(key) as string
  await correct(scene, id('fair'))
  await beginCorrection(scene, id('station'))
  await withdraw(scene, id('contest'))
  await expire(scene, id('list'))
  await schedule(scene)
  await underWay(scene)
  await findDeadLink(scene, id('studio'))
  await read(kernel, settled, [...open.values()], now)
}

const staff = ({ settled }: Scene, name: string): Actor => settled.staff.get(name) as Actor
const ago = ({ now }: Scene, days: number): Date => new Date(now.getTime() - days * day)

/** A body in HTML: its links are written as {link:address|words}. */
const bodyOf = ({ body }: ArticleText): string =>
  body.includes('{link:')
    ? body
        .split(/\n\s*\n/)
        .map(block =>
          block.startsWith('## ')
            ? `<h2>${block.slice(3)}</h2>`
            : block.startsWith('- ')
              ? `<ul>${block
                  .split('\n')
                  .map(line => `<li>${line.slice(2)}</li>`)
                  .join('')}</ul>`
              : `<p>${block}</p>`,
        )
        .join('')
        .replaceAll(/\{link:([^|]+)\|([^}]+)\}/g, '<a href="$1">$2</a>')
    : body

async function contentOf(ctx: Ctx, scene: Scene, text: ArticleText): Promise<Record<string, unknown>> {
  const { column, title, summary, byline = '刘芳', source = ctx.centre.name, cover, valid } = text
  const photo = cover && scene.photos.get(cover.family)
  return {
    ...{ title, summary, byline, source, body: bodyOf(text), column_id: scene.columns.get(column) },
    origin: text.origin ?? 'original',
    ...(text.source_link && { source_link: text.source_link }),
    ...(text.origin === 'reprint' && { permit: [await stage(ctx, scene.permit, 'permit')] }),
    ...(cover && photo && { cover: [await stage(ctx, photo, 'cover')], cover_alt: cover.alt }),
    // When it was written, the end was still to come.
    ...(valid !== undefined && { valid_until: addDays(dayOf(scene.now), valid) }),
  }
}

const write = (scene: Scene, key: ArticleKey, daysAgo: number): Promise<string> =>
  scene.settled.at(staff(scene, '刘芳'), ago(scene, daysAgo), async ctx => {
    const content = await contentOf(ctx, scene, articleTexts[key])
    return (await perform(ctx, articleFlow, 'write', null, content)).id
  })

const act = (
  scene: Scene,
  who: string,
  daysAgo: number,
  action: string,
  id: string,
  input: Record<string, unknown> = {},
): Promise<unknown> =>
  scene.settled.at(staff(scene, who), ago(scene, daysAgo), ctx =>
    perform(ctx, articleFlow, action, id, { checked: true, ...input }),
  )

const opinions = ['事实核对过，同意。', '数字与台账一致，同意。', '文字通顺，人名地名无误，同意。'] as const
const firsts = ['王敏', '张涛', '陈静'] as const

/** Handed in, and passed by as many as `stages` says. */
async function review(scene: Scene, id: string, daysAgo: number, stages: 0 | 1 | 2): Promise<void> {
  const turn = Math.round(daysAgo) % 3
  await act(scene, '刘芳', daysAgo - 0.1, 'submit', id)
  if (stages >= 1)
    await act(scene, firsts[turn] as string, daysAgo - 0.4, 'pass1', id, { opinion: opinions[turn] })
  if (stages >= 2)
    await act(scene, '李卫东', daysAgo - 0.6, 'pass2', id, { opinion: '导向正确，符合中心实际，同意送签。' })
}

async function publish(scene: Scene, key: ArticleKey, daysAgo: number): Promise<string> {
  const id = await write(scene, key, daysAgo)
  await review(scene, id, daysAgo, 2)
  await act(scene, '周健', daysAgo - 0.9, 'publish', id, { opinion: '同意签发。' })
  return id
}

/** The text as its form starts, to be changed. */
const formOf = (scene: Scene, id: string): Promise<Record<string, unknown>> =>
  scene.settled.at(staff(scene, '刘芳'), scene.now, async ctx => {
    const row = await ctx.db.selectFrom('article').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const { correction: _, ...known } =
      (await articleFlow.actions.correct.prefill?.(ctx, row as never, {})) ?? {}
    return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null))
  })

async function correct(scene: Scene, id: string): Promise<void> {
  const known = await formOf(scene, id)
  await act(scene, '刘芳', 5, 'correct', id, {
    ...known,
    body: String(known.body).replace('下周三前', '下周五前').replace('五百单', '三百单'),
    correction: '原文的报名截止日期和发货要求有误：报名延长到下周五，发货要求为三天内发出三百单。特此更正。',
  })
  await review(scene, id, 4.9, 2)
  await act(scene, '周健', 4, 'publish', id, { opinion: '更正及时，同意签发。' })
}

async function beginCorrection(scene: Scene, id: string): Promise<void> {
  const known = await formOf(scene, id)
  await act(scene, '刘芳', 1.4, 'correct', id, {
    ...known,
    body: String(known.body).replace('打印申报材料', '打印申报材料，每页收工本费两角'),
    correction: '补充说明打印申报材料的工本费，其他内容没有变化。',
  })
  await review(scene, id, 1.2, 0)
}

const withdraw = (scene: Scene, id: string): Promise<unknown> =>
  act(scene, '李卫东', 3, 'withdraw', id, { reason: '场地已修好，比赛恢复举办，另发新的通知。' })

/** What the first night after its end does. */
const expire = ({ settled, now }: Scene, id: string): Promise<unknown> =>
  settled.at(system, new Date(now.getTime() - 5 * day), ctx => perform(ctx, articleFlow, 'expire', id))

async function schedule(scene: Scene): Promise<void> {
  const id = await write(scene, 'festival', 2)
  await review(scene, id, 2, 2)
  const publish_at = `${addDays(dayOf(scene.now), 3)}T09:00`
  await act(scene, '周健', 0.8, 'schedule', id, { opinion: '配合年集开市发布，同意。', publish_at })
}

/** One at each stage, one sent back, one just begun. */
async function underWay(scene: Scene): Promise<void> {
  await review(scene, await write(scene, 'visit', 0.9), 0.8, 0)
  const nursery = await write(scene, 'nursery', 1.8)
  await act(scene, '刘芳', 1.7, 'submit', nursery)
  const known = await formOf(scene, nursery)
  await act(scene, '王敏', 1.2, 'proof', nursery, {
    ...{ title: known.title, summary: known.summary },
    body: String(known.body).replace('成活率在九成以上', '成活率在九成左右'),
  })
  await act(scene, '王敏', 1.1, 'pass1', nursery, {
    opinion: '成活率按技术站的数字改为“九成左右”；“全县最大”请二审再核。',
  })
  await review(scene, await write(scene, 'loan', 1.9), 1.8, 2)
  const sent = await scene.settled.at(staff(scene, '刘芳'), ago(scene, 2.5), async ctx => {
    const content = await contentOf(ctx, scene, {
      column: '典型案例',
      title: '石牌戏校的孩子也来拍贡糕',
      summary: '戏校学生把贡糕唱进短视频，视频里的孩子都征得了家长同意。',
      body: '周末的石牌古镇，戏校的孩子们换上戏服，把切贡糕的手艺编成了一段黄梅小调。\n\n视频由家长和老师陪同拍摄，已取得书面同意。',
    })
    return (await perform(ctx, articleFlow, 'write', null, content)).id
  })
  await act(scene, '刘芳', 2.4, 'submit', sent)
  await act(scene, '张涛', 2, 'sendBack', sent, {
    reason: '请补充家长书面同意的存档编号，并把播放数字核实后写上。',
  })
  await scene.settled.at(staff(scene, '刘芳'), ago(scene, 0.2), async ctx => {
    const content = await contentOf(ctx, scene, {
      column: '产业资源',
      title: '茶油新榨，山里飘香',
      summary: '霜降过后茶籽归仓，榨坊开榨，可供货的合作社名单在这里。',
      body: '霜降过后，茶籽归仓。秀山、公岭一带的榨坊陆续开榨，可供货的合作社正在登记中，名单稍后补充。',
    })
    await perform(ctx, articleFlow, 'write', null, content)
  })
}

/** Two nights on end it did not open. */
async function findDeadLink(scene: Scene, id: string): Promise<void> {
  const url = 'https://www.gongkai.example.gov.cn/zhibo'
  await scene.settled.at(system, ago(scene, 1), async ctx => {
    await ctx.db
      .insertInto('article_link_check')
      .values({ article_id: id, url, checked_at: ctx.now, failures: 2 })
      .execute()
    const found = { article_id: id, url, label: '网络直播营销管理办法', finding: '网页不存在' }
    await perform(ctx, linkFlow, 'find', null, found)
  })
}

/** Counters are no actions: they stand as readers left them. */
async function read(kernel: Kernel, settled: Settled, ids: readonly string[], now: Date): Promise<void> {
  const chance = random(55_001)
  const rows = ids.flatMap(id =>
    [0, 1, 3, 6, 12].map(back => {
      const on = dayOf(new Date(now.getTime() - back * day))
      return { article_id: id, day: on, reads: 3 + chance.below(60) }
    }),
  )
  if (rows.length > 0)
    await kernel.database.write({ centre: settled.id }, db =>
      db.insertInto('article_count').values(rows).execute(),
    )
}
