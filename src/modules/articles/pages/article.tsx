import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type StepItem, Steps } from '#ui/steps'
import { Timeline } from '#ui/timeline'
import type { Changed } from '../diff.ts'
import { ArticleBody } from './body.tsx'
import { type Choice, Differences, Edits, type EditView } from './edits.tsx'

export interface WordView {
  place: string
  before: string
  term: string
  after: string
  kind: string
  suggestion: string
  blocks: boolean
}
export interface ReviewView {
  version: number
  round: number
  stage: string
  who: string
  verdict: string
  returned: boolean
  opinion: string
  corrected: boolean
  at: string
}

export interface DeskView {
  id: string
  title: string
  state: { label: string; tone: BadgeTone }
  expired: boolean
  /** Where the public reads it; null while it cannot. */
  shown: string | null
  publishAt: string | null
  withdrawReason: string | null
  steps: StepItem[]
  facts: Array<{ label: string; value: string }>
  body: string
  correction: string | null
  words: readonly WordView[]
  faults: readonly string[]
  reviews: readonly ReviewView[]
  edits: readonly EditView[]
  chosen: { from: string; to: string; changes: readonly Changed[] }
  choices: readonly Choice[]
  cover: (Picture & { size: number }) | null
  attachments: ReadonlyArray<Picture & { size: number }>
  permits: ReadonlyArray<Picture & { size: number }>
  broken: ReadonlyArray<{ url: string; finding: string }>
  reads: { all: number; month: number }
  buttons: Button[]
  story: readonly Told[]
}

/** One article at the workbench: where it stands, what to look at, what was changed by whom, who said what. */
export const DeskArticle = ({ one }: { one: DeskView }) => (
  <>
    <PageHead
      title={one.title}
      lead={one.facts
        .slice(0, 2)
        .map(fact => fact.value)
        .join(' · ')}
      badges={
        <>
          <Badge tone={one.state.tone}>{one.state.label}</Badge>
          {one.expired && <Badge tone="grey">已过期</Badge>}
        </>
      }
      actions={<ActionButtons offers={one.buttons} back={`/desk/articles/${one.id}`} />}
    />
    <Notes one={one} />
    <Card>
      <Steps items={one.steps} />
    </Card>
    <Words words={one.words} faults={one.faults} />
    <Card
      title="正文"
      action={one.shown ? <a href={one.shown}>看公开的页面</a> : <span class="quiet">还没有公开</span>}
    >
      {one.correction && (
        <Alert tone="info" title="更正说明">
          {one.correction}
        </Alert>
      )}
      <ArticleBody html={one.body} />
    </Card>
    <Differences id={one.id} chosen={one.chosen} choices={one.choices} />
    <Edits edits={one.edits} />
    <Reviews id={one.id} reviews={one.reviews} />
    <Card title="稿件信息">
      <Facts items={one.facts} />
      {one.cover && <Files files={[one.cover]} />}
      {one.attachments.length > 0 && <h3>附件</h3>}
      <Files files={one.attachments} />
      {one.permits.length > 0 && <h3>转载授权（不公开）</h3>}
      <Files files={one.permits} />
      <p class="quiet">
        阅读 {one.reads.all} 次，近 30 天 {one.reads.month} 次。不记是谁。
      </p>
    </Card>
    <Card title="经过">
      <Timeline items={one.story} />
    </Card>
  </>
)

const Notes = ({ one }: { one: DeskView }) => (
  <>
    {one.publishAt && (
      <Alert tone="info" title={`已签发，定于 ${one.publishAt} 自动发布`}>
        在这之前可以取消定时，退回采编。
      </Alert>
    )}
    {one.withdrawReason && (
      <Alert tone="warning" title="已撤稿">
        {one.withdrawReason}
      </Alert>
    )}
    {one.broken.length > 0 && (
      <Alert tone="warning" title={`有 ${one.broken.length} 个链接打不开`}>
        <ul class="bullets">
          {one.broken.map(link => (
            <li>
              {link.url}：{link.finding}
            </li>
          ))}
        </ul>
        <a href="/desk/articles/links?state=broken">去处理</a>
      </Alert>
    )}
  </>
)

/** Every word of the list in its place, for the writer and for each reviewer. */
const Words = ({ words, faults }: { words: readonly WordView[]; faults: readonly string[] }) =>
  words.length + faults.length === 0 ? (
    <Card title="用词提示">
      <p class="quiet">没有发现需要核对的词。</p>
    </Card>
  ) : (
    <Card title={`用词提示（${words.length + faults.length} 处）`}>
      <ul class="found-words">
        {faults.map(fault => (
          <li>
            <Badge tone="red">必须改正</Badge> {fault}
          </li>
        ))}
        {words.map(word => (
          <li>
            <Badge tone={word.blocks ? 'red' : 'orange'}>{word.blocks ? '必须改正' : '请核对'}</Badge>{' '}
            {word.place}：…{word.before}
            <mark>{word.term}</mark>
            {word.after}…
            <br />
            <small class="quiet">
              {word.kind}
              {word.suggestion && `，建议：${word.suggestion}`}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  )

const Reviews = ({ id, reviews }: { id: string; reviews: readonly ReviewView[] }) => (
  <Card
    title="审核意见"
    action={
      <a href={`/desk/articles/${id}/sheet.pdf`} data-turbo="false">
        打印稿件审签单
      </a>
    }
  >
    {reviews.length === 0 ? (
      <p class="quiet">还没有人审核。</p>
    ) : (
      <ul class="task-list">
        {reviews.map(review => (
          <li>
            <div>
              <strong>
                {review.stage} {review.who}
              </strong>{' '}
              <Badge tone={review.returned ? 'orange' : 'green'}>{review.verdict}</Badge>{' '}
              {review.corrected && <Badge tone="blue">改了文字</Badge>}
              <p>{review.opinion}</p>
              <p class="quiet">
                第 {review.version} 版，第 {review.round} 次送审 · {review.at}
              </p>
            </div>
          </li>
        ))}
      </ul>
    )}
  </Card>
)
