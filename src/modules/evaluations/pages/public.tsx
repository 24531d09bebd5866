import type { Child } from 'hono/jsx'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import type { Results } from '../results.ts'
import type { Compared } from '../view.ts'
import { Figures, ResultCards } from './parts.tsx'

interface Line {
  id: string
  title: string
  score: string
  /** '计入 29 项，公布 2026-08-03' */
  about: string
}

export const PublicRounds = ({
  groups,
}: {
  groups: ReadonlyArray<{ label: string; rows: readonly Line[] }>
}) => (
  <div class="wrap stack">
    <PageHead
      title="评价结果"
      lead="中心服务得怎么样：中心自己评、服务对象评、独立的第三方评。每一轮都写明怎样评的、评了多少、结果怎样、要改进什么。"
    />
    {groups.length === 0 && (
      <Card>
        <Empty title="还没有公布的评价结果" text="评价审定后在这里公布。" />
      </Card>
    )}
    {groups.map(group => (
      <Card title={group.label}>
        <ul class="link-list">
          {group.rows.map(row => (
            <li>
              <a href={`/evaluations/${row.id}`}>{row.title}</a>
              <small>{[row.score, row.about].filter(Boolean).join(' · ')}</small>
            </li>
          ))}
        </ul>
      </Card>
    ))}
    <p class="quiet">
      收到中心的迎检资料包，可以<a href="/packs/verify">核对有没有改动</a>。
    </p>
  </div>
)

interface PageProps {
  title: string
  days: string
  published: string
  method: string
  improvements: string
  results: Results
  facts: ReadonlyArray<{ label: string; value: string }>
  compared: readonly Compared[]
  cover: string
  /** Services that nobody looked at, each with why. */
  missed: ReadonlyArray<{ label: string; why: string }>
  panel: Child | null
}

/** One round for everyone: method, counts, results, what was not looked at, what will be improved. */
export const PublicRound = (props: PageProps) => (
  <div class="wrap stack">
    <PageHead title={props.title} lead={`评价 ${props.days} 的服务，${props.published} 公布`} />
    <Card title="怎样评的">
      <p class="prose">{props.method}</p>
    </Card>
    <ResultCards results={props.results} facts={props.facts} compared={props.compared} />
    {props.panel}
    <Card title="评到了哪些服务">
      <p>{props.cover}。</p>
      {props.missed.length > 0 && (
        <Figures head={['没有评到的服务', '原因']} rows={props.missed.map(one => [one.label, one.why])} />
      )}
    </Card>
    <Card title="将要改进什么">
      <p class="prose">{props.improvements}</p>
    </Card>
    <p>
      <a href="/evaluations">全部评价结果</a>
    </p>
  </div>
)
