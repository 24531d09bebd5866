import type { Centre } from '#platform/ctx'
import { aboutThing, centreInBrief } from '#platform/structured-data'
import type { Basis } from './codes.ts'
import type { PublicEntry } from './queries.ts'

/** An entry in words of schema.org: a question with its answer, or an article. */
export function entryData(centre: Centre, entry: PublicEntry): object {
  const url = `${centre.origin}/knowledge/${entry.id}`
  const by = centreInBrief(centre)
  const dates = {
    ...(entry.published_at && { dateModified: entry.published_at.toISOString() }),
    ...(entry.first_published_at && { datePublished: entry.first_published_at.toISOString() }),
  }
  const citation = (entry.basis as unknown as Basis[]).map(({ name, number, link }) => ({
    ...{ '@type': 'Legislation', name: [name, number].filter(Boolean).join(' ') },
    ...(link && { url: link }),
  }))
  const more = { inLanguage: 'zh-CN', ...(entry.valid_until && { expires: entry.valid_until }) }
  if (entry.form === 'article')
    return aboutThing({
      ...{ '@type': 'Article', url, headline: entry.title, articleBody: entry.body, ...more, ...dates },
      ...{ author: by, publisher: by },
      ...(citation.length > 0 && { citation }),
    })
  return aboutThing({
    ...{ '@type': 'QAPage', url, ...more },
    mainEntity: {
      ...{ '@type': 'Question', name: entry.title, text: entry.title, answerCount: 1, ...dates, author: by },
      acceptedAnswer: {
        ...{ '@type': 'Answer', text: entry.body, url: `${url}#answer`, author: by, ...dates },
        ...(citation.length > 0 && { citation }),
      },
    },
  })
}
