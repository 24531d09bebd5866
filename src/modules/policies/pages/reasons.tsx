import { Badge, type BadgeTone } from '#ui/badge'
import { Empty } from '#ui/empty'
import { Icon } from '#ui/icon'
import { noPromise } from '../codes.ts'
import type { Verdict } from '../evaluate.ts'
import type { Fit, ReasonGroup } from '../fit.ts'

export const verdictWords: Record<Verdict, string> = { yes: '符合', no: '不符合', unknown: '还差信息' }
export const verdictTones: Record<Verdict, BadgeTone> = { yes: 'green', no: 'grey', unknown: 'orange' }
const icons = { yes: 'circle-check', no: 'circle-x', unknown: 'help-circle' } as const

/** Condition by condition: what is asked, what we know, what comes of it. */
export const Reasons = ({ groups }: { groups: readonly ReasonGroup[] }) => (
  <ul class="reasons">
    {groups.map(group =>
      group.any ? (
        <li class={`reason-${group.verdict}`}>
          <Icon name={icons[group.verdict]} />
          <div>
            <b>下面满足一项即可</b>
            <ul class="reasons">
              {group.reasons.map(reason => (
                <ReasonLine {...reason} />
              ))}
            </ul>
          </div>
        </li>
      ) : (
        group.reasons.map(reason => <ReasonLine {...reason} />)
      ),
    )}
  </ul>
)

const ReasonLine = ({ asks, known, verdict }: ReasonGroup['reasons'][number]) => (
  <li class={`reason-${verdict}`}>
    <Icon name={icons[verdict]} />
    <div>
      {asks}
      <small>
        现在知道的：{known}；<b>{verdict === 'unknown' ? '还不能判断' : verdictWords[verdict]}</b>
      </small>
    </div>
  </li>
)

const headings: Record<Verdict, { title: string; none: string }> = {
  yes: { title: '初步看符合的', none: '暂时没有，回答更多问题后可能会有。' },
  unknown: { title: '还差信息的', none: '没有，该问的都问过了。' },
  no: { title: '不符合的', none: '' },
}
const alone: Record<Verdict, string> = {
  yes: '初步看符合',
  unknown: '还差信息，不能判断',
  no: '初步看不符合',
}

/** 符合, 还差信息, 不符合: each with its reasons; what does not fit is folded away. */
export function Fits({
  fits,
  href = id => `/policies/${id}`,
}: {
  fits: readonly Fit[]
  href?: (id: string) => string
}) {
  if (fits.length === 0)
    return (
      <Empty
        icon="file-text"
        title="现在没有可以申报的政策"
        text="有新政策会在政策库公布，也可以订阅政策提醒。"
        action={{ href: '/policies', label: '去政策库看看' }}
      />
    )
  const single = fits.length === 1
  return (
    <>
      <p class="quiet">{noPromise}</p>
      {(['yes', 'unknown', 'no'] as const).map(verdict => {
        const those = fits.filter(one => one.verdict === verdict)
        // Of a single policy only its answer is of interest.
        if (those.length === 0 && (single || verdict === 'no')) return null
        const list = <FitList fits={those} href={href} open={single} />
        return (
          <section class="card">
            <div class="card-head">
              <h2>{single ? alone[verdict] : `${headings[verdict].title}（${those.length}）`}</h2>
            </div>
            {those.length === 0 ? (
              <p class="quiet">{headings[verdict].none}</p>
            ) : verdict === 'no' && !single ? (
              <details class="more">
                <summary>看看是哪些、为什么</summary>
                {list}
              </details>
            ) : (
              list
            )}
          </section>
        )
      })}
    </>
  )
}

const FitList = ({
  fits,
  href,
  open,
}: {
  fits: readonly Fit[]
  href: (id: string) => string
  open: boolean
}) => (
  <ul class="fit-list">
    {fits.map(fit => (
      <li>
        <div class="fit-head">
          <a href={href(fit.id)}>{fit.title}</a>
          <Badge tone={fit.window.tone}>{fit.window.label}</Badge>
        </div>
        <p>{fit.gains}</p>
        <details class="more" open={open}>
          <summary>
            为什么
            <span class="visually-hidden">
              “{fit.title}”{verdictWords[fit.verdict]}
            </span>
          </summary>
          <Reasons groups={fit.groups} />
        </details>
      </li>
    ))}
  </ul>
)
