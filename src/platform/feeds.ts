/** A feed of news (频道订阅), whatever the format: what a reader asks for again and again. */
export interface Feed {
  title: string
  description: string
  /** Whose it is: the centre. */
  author: string
  /** Address of the page that shows the same, and of the feed itself; absolute. */
  home: string
  self: string
  /** When the newest entry came; of an empty feed, since when it could have had one. */
  updated: Date
  entries: readonly FeedEntry[]
}

export interface FeedEntry {
  /** Never changes: a reader tells by it what it has seen. */
  uuid: string
  title: string
  /** Plain text. */
  text: string
  link: string
  at: Date
  category: string
}

/** Name of the file and media type, by format. */
export const feedTypes = {
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  json: 'application/feed+json',
} as const
export type FeedFormat = keyof typeof feedTypes

export const feedText = (format: FeedFormat, feed: Feed): string =>
  ({ atom: atomText, rss: rssText, json: jsonText })[format](feed)

/** Atom (RFC 4287). */
function atomText({ title, description, author, home, self, updated, entries }: Feed): string {
  return document(
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">`,
    `<id>${xml(self)}</id>`,
    `<title>${xml(title)}</title>`,
    `<subtitle>${xml(description)}</subtitle>`,
    `<updated>${updated.toISOString()}</updated>`,
    `<author><name>${xml(author)}</name></author>`,
    `<link rel="self" type="${feedTypes.atom}" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(home)}"/>`,
    ...entries.map(entry =>
      [
        `<entry><id>${urn(entry)}</id>`,
        `<title>${xml(entry.title)}</title>`,
        `<published>${entry.at.toISOString()}</published>`,
        `<updated>${entry.at.toISOString()}</updated>`,
        `<link rel="alternate" type="text/html" href="${xml(entry.link)}"/>`,
        `<category term="${xml(entry.category)}"/>`,
        `<content type="text">${xml(entry.text)}</content></entry>`,
      ].join(''),
    ),
    '</feed>',
  )
}

/** RSS 2.0 (rssboard.org/rss-specification). */
function rssText({ title, description, home, self, updated, entries }: Feed): string {
  return document(
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>`,
    `<title>${xml(title)}</title>`,
    `<link>${xml(home)}</link>`,
    `<description>${xml(description)}</description>`,
    `<language>zh-cn</language>`,
    `<lastBuildDate>${updated.toUTCString()}</lastBuildDate>`,
    `<atom:link rel="self" type="${feedTypes.rss}" href="${xml(self)}"/>`,
    ...entries.map(entry =>
      [
        `<item><title>${xml(entry.title)}</title>`,
        `<link>${xml(entry.link)}</link>`,
        `<guid isPermaLink="false">${urn(entry)}</guid>`,
        `<pubDate>${entry.at.toUTCString()}</pubDate>`,
        `<category>${xml(entry.category)}</category>`,
        `<description>${xml(entry.text)}</description></item>`,
      ].join(''),
    ),
    '</channel></rss>',
  )
}

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). */
function jsonText({ title, description, author, home, self, entries }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: home,
    feed_url: self,
    language: 'zh-CN',
    authors: [{ name: author }],
    items: entries.map(entry => ({
      id: urn(entry),
      url: entry.link,
      title: entry.title,
      content_text: entry.text,
      date_published: entry.at.toISOString(),
      date_modified: entry.at.toISOString(),
      tags: [entry.category],
    })),
  })
}

const urn = ({ uuid }: FeedEntry): string => `urn:uuid:${uuid}`

const document = (...lines: string[]): string =>
  ['<?xml version="1.0" encoding="utf-8"?>', ...lines].join('\n')

/** A text within XML: five characters have names, and those that XML 1.0 knows no way to write are left out. */
const xml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll(/[&<>"']/g, character => names[character] as string)
const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
