import { raw } from 'hono/html'

/**
 * A clean body (`#platform/rich-text`) as it is read: tables are moved sideways by themselves, pictures come when they are
 * near. Nothing else than what the cleaning let through is in it.
 */
export const ArticleBody = ({ html }: { html: string }) => (
  <div class="article-body">
    {raw(
      html
        .replaceAll(
          '<table>',
          '<div class="table-wrap" role="group" aria-label="表格" tabindex="0"><table class="article-table">',
        )
        .replaceAll('</table>', '</table></div>')
        .replaceAll(
          /<img src="(\/files\/[0-9a-f-]{36})"/g,
          '<img loading="lazy" src="$1/preview?size=large"',
        ),
    )}
  </div>
)
