import { settleColumns } from '#modules/articles'
import { system } from '#platform/ctx'
import type { TestApp, Visitor } from './app.ts'
import { does } from './deeds.ts'
import type { FormValue } from './visitor.ts'
import type { World } from './world.ts'

/** A plain article as the form takes it, without its column. */
export const article = {
  title: '怀宁蓝莓节线上专场开播',
  summary: '六家合作社同台直播，两小时卖出鲜果三千多单。',
  body: '十一月二十日，怀宁蓝莓节线上专场在电商产业园开播。\n\n六家合作社轮流上场，鲜果当天从产地发出。',
  byline: '刘芳',
  origin: 'original',
  source: '怀宁县电子商务公共服务中心',
}

/** The usual columns, as a new centre has them. */
export const opensNews = (app: TestApp, world: World): Promise<void> =>
  world.at(system, app.clock.now, settleColumns)

/** The id of a column, as the form offers it. */
export async function columnNamed(writer: Visitor, name: string): Promise<string> {
  const form = await writer.get('/act/article/write')
  return (
    form.page
      .querySelectorAll('select[name=column_id] option')
      .find(option => option.textContent.trim() === name)
      ?.getAttribute('value') ?? ''
  )
}

/** Writes an article through the form; returns its id. */
export const writes = async (writer: Visitor, more: Record<string, FormValue> = {}): Promise<string> =>
  does(writer, 'article/write', {
    ...article,
    column_id: await columnNamed(writer, '中心动态'),
    ...more,
  })

export interface Reviewers {
  first: Visitor
  second: Visitor
  signer: Visitor
}

/** Brings a written article through its reviews up to the signing. */
export async function reviewed(
  writer: Visitor,
  { first, second }: Pick<Reviewers, 'first' | 'second'>,
  id: string,
  more: Record<string, FormValue> = {},
): Promise<void> {
  await does(writer, `article/submit/${id}`, more)
  await does(first, `article/pass1/${id}`, { opinion: '内容属实，同意。', ...more })
  await does(second, `article/pass2/${id}`, { opinion: '导向正确，同意送签。', ...more })
}

/** Written, reviewed and let out; returns its id. */
export async function publishesArticle(
  writer: Visitor,
  reviewers: Reviewers,
  more: Record<string, FormValue> = {},
): Promise<string> {
  const id = await writes(writer, more)
  await reviewed(writer, reviewers, id)
  await does(reviewers.signer, `article/publish/${id}`, { opinion: '同意签发。' })
  return id
}

/** One that everybody can read, in a centre that has just begun. */
export async function publicArticle(app: TestApp, world: World): Promise<string> {
  await opensNews(app, world)
  const [writer, first] = [await world.worker('刘芳'), await world.worker('王敏')]
  const [second, signer] = [await world.worker('李卫东'), await world.worker('周健')]
  return publishesArticle(writer, { first, second, signer })
}
