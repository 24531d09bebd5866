import type { ArticleView, Line } from '../view.ts'

interface Props {
  articles: readonly ArticleView[]
  /** For staff: where an article is changed; null where it cannot be now. */
  editHref?: ((rank: number) => string) | null
  /** For whoever may change settings. */
  limitHref?: ((code: string) => string) | null
  /** Staff are told what nothing in the program carries out. */
  staff?: boolean
}

/** 第一条… with the limits that hold now, and beneath each what carries it out and how that goes. */
export function Articles({ articles, editHref, limitHref, staff }: Props) {
  return (
    <ol class="articles">
      {articles.map(article => (
        <li id={`a-${article.rank}`}>
          <div class="article-head">
            <h2>
              {article.ordinal}　{article.heading}
            </h2>
            {(editHref || limitHref) && (
              <span class="article-tools">
                {limitHref &&
                  article.limits.map(one => (
                    <a href={limitHref(one.code)}>
                      修改{one.label}
                      <span class="visually-hidden">（{article.ordinal}）</span>
                    </a>
                  ))}
                {editHref && (
                  <a href={editHref(article.rank)}>
                    修改条文与绑定<span class="visually-hidden">（{article.ordinal}）</span>
                  </a>
                )}
              </span>
            )}
          </div>
          <p class="prose">
            {article.pieces.map(piece =>
              typeof piece === 'string' ? (
                piece
              ) : (
                <span class={piece.value.length > 16 ? 'limit' : 'limit short'}>{piece.value}</span>
              ),
            )}
          </p>
          {article.lines.length > 0 && (
            <ul class="kept">
              {article.lines.map(line => (
                <KeptLine line={line} />
              ))}
            </ul>
          )}
          {staff && article.unbound && <p class="quiet">这一条没有绑定到程序，靠人执行。</p>}
          {staff && article.lost > 0 && (
            <p class="quiet">有 {article.lost} 处绑定在程序里已经没有了，请重新绑定。</p>
          )}
        </li>
      ))}
    </ol>
  )
}

const KeptLine = ({ line }: { line: Line }) => (
  <li>
    <b>{line.name}</b>
    <p>
      {[line.words.replace(/。$/, ''), line.figure].filter(Boolean).join('；')}
      {line.late && (
        <>
          ；<span class={line.bad ? 'late' : ''}>{line.late}</span>
        </>
      )}
    </p>
    {line.records.length > 0 && (
      <p>
        {line.records.map((record, at) => (
          <>
            {at > 0 && '、'}
            <a href={record.href}>{record.title}</a>
          </>
        ))}
      </p>
    )}
  </li>
)
