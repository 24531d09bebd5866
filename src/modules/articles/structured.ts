import type { Centre } from '#platform/ctx'
import { aboutThing, centreInBrief } from '#platform/structured-data'
import type { PublicArticle } from './queries.ts'

/** An article in words of schema.org (NewsArticle), with what was corrected when. */
export function articleData(centre: Centre, article: PublicArticle, text: string): object {
  const { origin } = centre
  const changed = article.corrected_at ?? article.first_at
  return aboutThing({
    '@type': 'NewsArticle',
    url: `${origin}/news/${article.id}`,
    headline: article.title,
    description: article.summary,
    articleBody: text,
    articleSection: article.column,
    inLanguage: 'zh-CN',
    ...(article.first_at && { datePublished: article.first_at.toISOString() }),
    ...(changed && { dateModified: changed.toISOString() }),
    ...(article.valid_until && { expires: article.valid_until }),
    ...(article.cover_file && { image: `${origin}/files/${article.cover_file}` }),
    ...(article.correction && { correction: article.correction }),
    author: { '@type': 'Person', name: article.byline },
    ...(article.origin === 'reprint' && {
      isBasedOn: {
        '@type': 'CreativeWork',
        name: article.source,
        ...(article.source_link && { url: article.source_link }),
      },
    }),
    publisher: centreInBrief(centre),
  })
}
