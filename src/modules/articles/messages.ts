import type { Message } from '#platform/notify'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { writeArticles } from './duties.ts'
import type { Article } from './inputs.ts'

const texts = {
  returned: defineTemplate('article.returned', '稿件《{title}》退回修改：{reason}'),
  published: defineTemplate('article.published', '稿件《{title}》已经发布。'),
  withdrawn: defineTemplate('article.withdrawn', '稿件《{title}》已撤稿：{reason}'),
  expired: defineTemplate(
    'article.expired',
    '稿件《{title}》已过有效期，页面已标明“已过期”。需要时请更新有效期或撤稿。',
  ),
  broken: defineTemplate('article.broken', '稿件《{title}》里有打不开的链接，请更正或核对。'),
}

const page = ({ id }: { id: string }): string => `/desk/articles/${id}`

/** Those who wrote the version. */
export const toldWriters = (
  what: 'returned' | 'published' | 'withdrawn',
  row: Pick<Article, 'id' | 'title' | 'writers'>,
  reason = '',
): Message[] =>
  row.writers.map(staff =>
    what === 'published'
      ? message({ staff }, texts.published, { title: row.title }, page(row))
      : message({ staff }, texts[what], { title: row.title, reason }, page(row)),
  )

export const toldEditors = (what: 'expired' | 'broken', row: { id: string; title: string }): Message =>
  message({ duty: writeArticles.code }, texts[what], { title: row.title }, page(row))
