import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files, type Picture, Pictures } from '#ui/files'
import { type Choice, Find } from '#ui/find'
import { PageHead } from '#ui/page-head'
import { type Paper, PostingBody, type PostingFacts } from './parts.tsx'

export interface MarketLine {
  id: string
  kind: string
  title: string
  party: string
  quantity: string
  price: string
  place: string
  months: string
  photo: string | null
  dealt: boolean
  day: string
}
interface Props {
  postings: readonly MarketLine[]
  choices: readonly Choice[]
  question: string
  filtered: boolean
  next: string | null
  deals: number
}

const Line = ({ one }: { one: MarketLine }) => (
  <li class="card market-card">
    <div>
      <p class="market-head">
        <Badge tone={one.kind === '供给' ? 'green' : 'blue'}>{one.kind}</Badge>
        {one.dealt ? <Badge tone="orange">已成交</Badge> : <span class="quiet">{one.day}</span>}
      </p>
      <a href={`/market/${one.id}`}>{one.title}</a>
      <p class="market-price">
        <b>{one.price}</b>
        <span>{one.quantity}</span>
      </p>
      <p class="quiet">{[one.place, one.months, one.party].filter(Boolean).join(' · ')}</p>
    </div>
    {one.photo && <img src={`/files/${one.photo}/preview`} alt="" loading="lazy" width={112} height={84} />}
  </li>
)

/** 供需大厅: what is sold and wanted in the county; no contact stands here. */
export function MarketPage({ postings, choices, question, filtered, next, deals }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="供需大厅"
        lead="县里卖的、收的都在这里。看中了点“申请对接”，中心替您联系，不收费。"
        actions={
          <div class="actions">
            <a class="button button-primary" href="/market/new?kind=supply">
              我要卖
            </a>
            <a class="button button-primary" href="/market/new?kind=demand">
              我要买
            </a>
            {deals > 0 && (
              <a class="button" href="/market/deals">
                成交消息
              </a>
            )}
          </div>
        }
      />
      <div class="list-tools">
        <Find path="/market" question={question} placeholder="产品或要求" choices={choices} />
      </div>
      {postings.length === 0 ? (
        <Card>
          <Empty
            icon="list-search"
            title={filtered ? '没有找到这样的供需' : '还没有公开的供需信息'}
            text="发布您要卖或要买的，有合适的对家会告诉您。"
            {...(filtered && { action: { href: '/market', label: '看全部' } })}
          />
        </Card>
      ) : (
        <ul class="market-cards">
          {postings.map(one => (
            <Line one={one} />
          ))}
        </ul>
      )}
      {next && (
        <nav class="pager" aria-label="翻页">
          <a href={next}>下一页</a>
        </nav>
      )}
    </div>
  )
}

interface PostingProps {
  posting: { id: string; title: string; kind: string; party: string; dealt: boolean; publishedOn: string }
  facts: PostingFacts
  photos: readonly Picture[]
  papers: readonly Paper[]
}

export function PostingPage({ posting, facts, photos, papers }: PostingProps) {
  return (
    <div class="wrap stack">
      <PageHead
        title={posting.title}
        lead={posting.party}
        badges={
          <>
            <Badge tone={facts.supply ? 'green' : 'blue'}>{posting.kind}</Badge>
            {posting.dealt && <Badge tone="orange">已成交</Badge>}
          </>
        }
      />
      <Card>
        <PostingBody facts={facts} />
        <Pictures files={photos} alt={posting.title} />
        <Files files={papers} />
        <Facts items={[{ label: '发布', value: posting.publishedOn }]} />
      </Card>
      {posting.dealt ? (
        <Card>
          <p>这一条已经成交。还想找类似的，可以发布您的{facts.supply ? '需求' : '供给'}。</p>
          <a class="button" href={`/market/new?kind=${facts.supply ? 'demand' : 'supply'}`}>
            {facts.supply ? '我要买' : '我要卖'}
          </a>
        </Card>
      ) : (
        <Card title={facts.supply ? '想买' : '我有货'}>
          <p>联系方式不公开。申请对接后，中心联系对方；双方都同意，才互相告知姓名和电话。不收费。</p>
          <a class="button button-primary" href={`/act/introduction/ask?posting_id=${posting.id}`}>
            申请对接
          </a>
        </Card>
      )}
      <p>
        <a href="/market">供需大厅</a>
      </p>
    </div>
  )
}

interface NewProps {
  kind: 'supply' | 'demand'
  families: ReadonlyArray<{ label: string; leaves: ReadonlyArray<{ value: string; label: string }> }>
  base: string
}

/** The first of two steps: what kind of goods. The second asks only what fits. */
export const NewPosting = ({ kind, families, base }: NewProps) => (
  <div class="wrap stack">
    <PageHead
      title={kind === 'supply' ? '我要卖：先选品类' : '我要买：先选品类'}
      lead="选好后填几项就行，写到一半会自动保存。"
      actions={
        <a class="button" href={`/market/new?kind=${kind === 'supply' ? 'demand' : 'supply'}`}>
          {kind === 'supply' ? '改为我要买' : '改为我要卖'}
        </a>
      }
    />
    {families.map(family => (
      <Card title={family.label}>
        <div class="actions">
          {family.leaves.map(leaf => (
            <a class="button button-secondary" href={`${base}?kind=${kind}&category=${leaf.value}`}>
              {leaf.label}
            </a>
          ))}
        </div>
      </Card>
    ))}
  </div>
)

export const DealsPage = ({
  deals,
}: {
  deals: ReadonlyArray<{ title: string; sides: string; notice: string; day: string }>
}) => (
  <div class="wrap stack">
    <PageHead title="成交消息" lead="经双方同意公开的对接成果。" />
    {deals.length === 0 ? (
      <Card>
        <Empty
          icon="inbox"
          title="还没有公开的成交消息"
          action={{ href: '/market', label: '到供需大厅看看' }}
        />
      </Card>
    ) : (
      deals.map(one => (
        <Card title={one.title}>
          <p class="prose">{one.notice}</p>
          <p class="quiet">
            {one.sides} · {one.day}
          </p>
        </Card>
      ))
    )}
    <p>
      <a href="/market">供需大厅</a>
    </p>
  </div>
)
