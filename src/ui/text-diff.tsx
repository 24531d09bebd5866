import type { Changed } from '#platform/differences'

/** Paragraphs that changed, word by word: struck out what went, underlined what came. */
export const TextDiff = ({ changes }: { changes: readonly Changed[] }) =>
  changes.length === 0 ? (
    <p class="quiet">文字没有变化。</p>
  ) : (
    <dl class="text-diff">
      {changes.map(one => (
        <div>
          <dt>{one.place}</dt>
          <dd>
            {one.pieces.map(piece =>
              piece.kind === 'gone' ? (
                <del>{piece.text}</del>
              ) : piece.kind === 'new' ? (
                <ins>{piece.text}</ins>
              ) : (
                piece.text
              ),
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
