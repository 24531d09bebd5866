import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files, type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'
import {
  type IntroductionView,
  Matches,
  type MatchLine,
  type Paper,
  PostingBody,
  type PostingFacts,
  Results,
  type StateBadge,
} from './parts.tsx'

interface MyLine {
  id: string
  title: string
  kind: string
  validUntil: string
  matches: number
  state: StateBadge
  buttons: Button[]
}

/** What one sells and wants, each with its one tap to go on. */
export const MyPostings = ({ postings }: { postings: readonly MyLine[] }) => (
  <div class="wrap stack">
    <PageHead
      title="我的供需"
      lead="有合适的对家，每天最多通知您一次。"
      actions={
        <div class="actions">
          <a class="button button-primary" href="/market/new?kind=supply">
            我要卖
          </a>
          <a class="button button-primary" href="/market/new?kind=demand">
            我要买
          </a>
          <a class="button" href="/market">
            供需大厅
          </a>
        </div>
      }
    />
    {postings.length === 0 && (
      <Card>
        <Empty icon="basket" title="还没有发布过" text="要卖什么、要买什么，填几项就能发布，审核后公开。" />
      </Card>
    )}
    {postings.map(one => (
      <Card title={one.title} action={<Badge tone={one.state.tone}>{one.state.label}</Badge>}>
        <p class="quiet">
          {one.kind} · 有效期至 {one.validUntil}
        </p>
        <p>
          <a href={`/my/postings/${one.id}`}>
            {one.matches > 0 ? `有 ${one.matches} 条合适的，去看看` : '查看详情'}
          </a>
        </p>
        <ActionButtons offers={one.buttons} back="/my/postings" />
      </Card>
    ))}
  </div>
)

interface PostingProps {
  posting: { id: string; title: string; kind: string; contact: string; returned: string | null }
  facts: PostingFacts
  state: StateBadge
  buttons: Button[]
  matches: readonly MatchLine[]
  photos: readonly Picture[]
  papers: readonly Paper[]
  story: readonly Told[]
}

export const MyPosting = ({
  posting,
  facts,
  state,
  buttons,
  matches,
  photos,
  papers,
  story,
}: PostingProps) => (
  <div class="wrap stack">
    <PageHead
      title={posting.title}
      lead={posting.kind}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={`/my/postings/${posting.id}`} />}
    />
    {posting.returned && (
      <Card title="需要修改">
        <p class="prose">{posting.returned}</p>
      </Card>
    )}
    <Card title="合适的对家">
      {matches.length === 0 ? (
        <p class="quiet">
          {state.label === '公开中' ? '还没有合适的，有了会告诉您。' : '公开后开始为您匹配。'}
        </p>
      ) : (
        <Matches
          matches={matches}
          href={id => `/market/${id}`}
          actionAt={id => ({
            href: `/act/introduction/ask?posting_id=${id}&own_posting_id=${posting.id}`,
            label: '申请对接',
          })}
        />
      )}
    </Card>
    <Card title="内容">
      <PostingBody facts={facts} />
      <Pictures files={photos} alt={posting.title} />
      <Files files={papers} />
      <Facts items={[{ label: '联系人（不公开）', value: posting.contact }]} />
    </Card>
    <Card title="经过">
      <Timeline items={story} />
    </Card>
    <p>
      <a href="/my/postings">我的供需</a>
    </p>
  </div>
)

interface IntroductionsProps {
  introductions: ReadonlyArray<{ id: string; title: string; other: string; day: string; state: StateBadge }>
}
export const MyIntroductions = ({ introductions }: IntroductionsProps) => (
  <div class="wrap stack">
    <PageHead title="我的对接" lead="和谁谈、谈到哪一步、成了多少。" />
    <Card>
      {introductions.length === 0 ? (
        <Empty
          icon="arrows-exchange"
          title="还没有对接"
          text="在供需大厅看中了，点“申请对接”。"
          action={{ href: '/market', label: '去供需大厅' }}
        />
      ) : (
        <ul class="task-list">
          {introductions.map(one => (
            <li>
              <div>
                <a href={`/my/introductions/${one.id}`}>{one.title}</a>
                <p class="quiet">{[one.other, one.day].filter(Boolean).join(' · ')}</p>
              </div>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
)

const next: Record<string, string> = {
  待受理: '工作人员正在查看，受理后联系对方。',
  待需方同意: '中心觉得这两家合适，请您答复是否愿意。',
  待对方同意: '正在等对方答复；双方都同意，才互相告知联系方式。',
  洽谈中: '双方已互告联系方式。每谈一次记一笔，有了意向、合同、交货、收款，登记成果并拍照留底。',
}

/** One's own introduction on the phone: what is awaited first, then the other side, then what came of it. */
export function MyIntroduction({ view }: { view: IntroductionView }) {
  const back = `/my/introductions/${view.id}`
  const other = view.mine === 'asker' ? view.owner : view.asker
  const turn = view.mine === 'owner' && view.state.label === '待对方同意'
  return (
    <div class="wrap stack">
      <PageHead
        title={view.title}
        lead={
          turn ? `${view.asker.name}想和您对接，请答复是否同意。` : (next[view.state.label] ?? view.reason)
        }
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
        actions={<ActionButtons offers={view.buttons} back={back} />}
      />
      <Card title="对方">
        <Facts
          items={[
            { label: '名称', value: other.name },
            other.contact && { label: '联系人', value: other.contact.name },
            other.contact && { label: '电话', value: <Phone number={other.contact.phone} /> },
            { label: '想怎么合作', value: view.words },
            { label: '承办人', value: view.officer },
            { label: '结果', value: [view.outcome, view.reason].filter(Boolean).join('：') },
            { label: '公开成交消息', value: view.publicWords },
          ]}
        />
        <p>
          <a href={`/market/${view.posting.id}`}>看看这条{view.posting.kind}</a>
        </p>
      </Card>
      <Results view={view} back={back} />
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
      <p>
        <a href="/my/introductions">我的对接</a>
      </p>
    </div>
  )
}
