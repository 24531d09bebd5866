import sanitize from 'sanitize-html'
import { invalid } from './errors.ts'
import { arrange } from './rich-text/arrange.ts'
import { fromMarkup, looksLikeHtml } from './rich-text/markup.ts'
import { isLink, isUpload } from './rich-text/vocabulary.ts'

export { blocksOf, passagesOf, plainText, silentPictures, webLinksIn } from './rich-text/read.ts'

/**
 * What a body is stored as, whatever was sent: plain text with light markup, the editor's HTML, or what a word processor
 * or a WeChat article left on the clipboard. First the structure is kept and the rest thrown away (`arrange`); last, and
 * by itself sufficient against hostile input, the allow-list. Cleaning what is clean changes nothing.
 */
export function cleanBody(given: string): string {
  if (given.length > mostCharacters) throw invalid({ body: '内容过长，请分成几篇。' })
  const html = looksLikeHtml(given) ? given : fromMarkup(given)
  return sanitize(arrange(html), allowed).trim()
}
const mostCharacters = 400_000

/** The whole vocabulary of an article. Pictures are uploads of this house only; nothing is loaded from elsewhere. */
const allowed: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'h2', 'h3', 'ul', 'ol', 'li', 'blockquote', 'hr', 'br'],
    ...['strong', 'em', 'sub', 'sup', 'a', 'img'],
    ...['table', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href'],
    img: ['src', 'alt'],
    th: ['colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  // The words of a bad link stay.
  exclusiveFilter: ({ tag, attribs }) =>
    tag === 'a' && !isLink(attribs.href) ? 'excludeTag' : tag === 'img' && !isUpload(attribs.src),
  nestingLimit: 40,
}
