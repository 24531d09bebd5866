import type { Centre } from '#platform/ctx'
import type { Publication } from '#platform/publications'
import { type ByHand, byHand } from './marks.ts'
import { limits } from './settings.ts'

export interface Texts {
  title: string
  summary: string
  body: string
  tags: string[]
}

interface Format {
  label: string
  /** The most characters of each part; absent: the platform has no such part. */
  limits(centre: Centre): { title: number; summary?: number; body: number }
  /** Text with hashtags in it, or an article with a layout of its own. */
  layout: 'article' | 'plain'
  /** Pictures as the platform shows them, in pixels. */
  pictures: ReadonlyArray<{ name: string; width: number; height: number }>
}

/** What each platform takes. The numbers are settings of the centre; the sizes are those that its editor asks for. */
export const formats: Record<ByHand, Format> = {
  wechat: {
    label: byHand.wechat,
    limits: centre => ({
      title: limits.wechatTitle.of(centre),
      summary: limits.wechatSummary.of(centre),
      body: limits.wechatBody.of(centre),
    }),
    layout: 'article',
    pictures: [
      { name: '封面-头条', width: 900, height: 383 },
      { name: '封面-次条', width: 500, height: 500 },
    ],
  },
  xiaohongshu: {
    label: byHand.xiaohongshu,
    limits: centre => ({ title: limits.redTitle.of(centre), body: limits.redBody.of(centre) }),
    layout: 'plain',
    pictures: [{ name: '竖图', width: 1242, height: 1656 }],
  },
  douyin: {
    label: byHand.douyin,
    limits: centre => ({ title: limits.douyinTitle.of(centre), body: limits.douyinBody.of(centre) }),
    layout: 'plain',
    pictures: [{ name: '竖屏封面', width: 1080, height: 1920 }],
  },
  shipinhao: {
    label: byHand.shipinhao,
    limits: centre => ({ title: limits.videoTitle.of(centre), body: limits.videoBody.of(centre) }),
    layout: 'plain',
    pictures: [{ name: '封面', width: 1080, height: 1260 }],
  },
}

/** Characters as people and platforms count them: an emoji is one. */
export const lengthOf = (text: string): number =>
  [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text.trim())].length

/** The first `most` characters, with … where there were more. */
export function shortened(text: string, most: number): string {
  const parts = [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text.trim())].map(
    one => one.segment,
  )
  return parts.length <= most ? parts.join('') : `${parts.slice(0, most - 1).join('')}…`
}

/** What a package starts with: the publication's own words, cut where the platform cuts; staff then make it good. */
export function firstTexts(centre: Centre, channel: ByHand, publication: Publication, label: string): Texts {
  const most = formats[channel].limits(centre)
  const tags = [label, '农村电商', '便民服务']
  const tail = formats[channel].layout === 'plain' ? lengthOf(hashtags(tags)) + 2 : 0
  return {
    title: shortened(publication.title, most.title),
    summary: most.summary ? shortened(publication.summary.replaceAll(/\s+/g, ' '), most.summary) : '',
    body: shortened(publication.text, most.body - tail),
    tags,
  }
}

export const hashtags = (tags: readonly string[]): string => tags.map(tag => `#${tag}`).join(' ')

/** What is copied into a platform that takes plain text: hashtags at the end. */
export const plainText = ({ body, tags }: Pick<Texts, 'body' | 'tags'>): string =>
  tags.length > 0 ? `${body}\n\n${hashtags(tags)}` : body

export interface Count {
  part: string
  count: number
  most: number
  over: number
}

/** How long each part is, and by how much it is too long. */
export function counts(centre: Centre, channel: ByHand, texts: Texts): Count[] {
  const most = formats[channel].limits(centre)
  const body = formats[channel].layout === 'plain' ? plainText(texts) : texts.body
  const parts: Array<[string, string, number | undefined]> = [
    ['标题', texts.title, most.title],
    ['摘要', texts.summary, most.summary],
    ['正文', body, most.body],
  ]
  return parts.flatMap(([part, text, limit]) =>
    limit ? [{ part, count: lengthOf(text), most: limit, over: Math.max(0, lengthOf(text) - limit) }] : [],
  )
}
