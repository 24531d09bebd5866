import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import {
  Matches,
  type MatchLine,
  type Paper,
  PostingBody,
  type PostingFacts,
  type StateBadge,
} from './parts.tsx'

interface ListProps<Row> {
  rows: readonly Row[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
}
const nextPage = (next: string | null) => (next ? { after: next } : null)

export interface PostingLine {
  id: string
  kind: string
  title: string
  category: string
  party: string
  quantity: string
  price: string
  place: string
  validUntil: string
  matches: number
  state: StateBadge
}

/** 供需台账 */
export const postingColumns: ReadonlyArray<Column<PostingLine>> = [
  {
    key: 'title',
    label: '名称',
    phone: 'title',
    width: 28,
    value: row => row.title,
    cell: row => <a href={`/desk/postings/${row.id}`}>{row.title}</a>,
  },
  stateColumn as Column<PostingLine>,
  { key: 'kind', label: '供需', value: row => row.kind },
  { key: 'category', label: '品类', long: true, value: row => row.category },
  { key: 'party', label: '主体', width: 28, long: true, value: row => row.party },
  { key: 'quantity', label: '数量', value: row => row.quantity },
  { key: 'price', label: '价格', value: row => row.price },
  { key: 'place', label: '地点', long: true, value: row => row.place },
  { key: 'until', label: '有效期至', value: row => row.validUntil },
  { key: 'matches', label: '匹配', kind: 'number', value: row => row.matches },
]

export const PostingList = ({
  rows,
  query,
  filters,
  next,
  mayRegister,
}: ListProps<PostingLine> & { mayRegister: boolean }) => (
  <>
    <PageHead
      title="供需信息"
      lead="卖的、买的：登记、审核、公开、匹配、到期、成交。"
      actions={
        <div class="actions">
          <a class="button" href="/market">
            供需大厅
          </a>
          {mayRegister && (
            <>
              <a class="button button-primary" href="/act/posting/register?kind=supply">
                登记供给
              </a>
              <a class="button button-primary" href="/act/posting/register?kind=demand">
                登记需求
              </a>
            </>
          )}
        </div>
      }
    />
    <DataTable
      path="/desk/postings"
      query={query}
      columns={postingColumns}
      rows={rows}
      next={nextPage(next)}
      search="名称或主体"
      filters={filters}
      exportable
      empty={{ title: '没有这样的供需信息', text: '来访来电的，可以替对方登记。' }}
    />
  </>
)

interface PostingProps {
  posting: {
    id: string
    title: string
    kind: string
    supply: boolean
    party: { id: string; name: string }
    contact: { name: string; phone: string }
    channel: string
    public: boolean
  }
  facts: PostingFacts
  state: StateBadge
  buttons: Button[]
  matches: readonly MatchLine[]
  photos: readonly Picture[]
  papers: readonly Paper[]
  story: readonly Told[]
  mayReadParty: boolean
  mayPropose: boolean
}

export function DeskPosting(props: PostingProps) {
  const { posting, facts, state, buttons, matches, photos, papers, story } = props
  const pair = (id: string) =>
    posting.supply ? `supply_id=${posting.id}&demand_id=${id}` : `supply_id=${id}&demand_id=${posting.id}`
  return (
    <>
      <PageHead
        title={posting.title}
        lead={posting.party.name}
        badges={
          <>
            <Badge tone={posting.supply ? 'green' : 'blue'}>{posting.kind}</Badge>
            <Badge tone={state.tone}>{state.label}</Badge>
          </>
        }
        actions={<ActionButtons offers={buttons} back={`/desk/postings/${posting.id}`} />}
      />
      <div class="columns">
        <div>
          <Card
            title="内容"
            {...(posting.public && { action: <a href={`/market/${posting.id}`}>公开页面</a> })}
          >
            <PostingBody facts={facts} />
            <Facts
              items={[
                {
                  label: '主体',
                  value: props.mayReadParty ? (
                    <a href={`/desk/parties/${posting.party.id}`}>{posting.party.name}</a>
                  ) : (
                    posting.party.name
                  ),
                },
                {
                  label: '联系人',
                  value: (
                    <>
                      {posting.contact.name} <Phone number={posting.contact.phone} />
                    </>
                  ),
                },
                { label: '来自', value: posting.channel },
              ]}
            />
            <Pictures files={photos} alt={posting.title} />
            <Files files={papers} />
          </Card>
          <Card title="匹配">
            {matches.length === 0 ? (
              <p class="quiet">没有达到分数的对家。</p>
            ) : (
              <Matches
                matches={matches}
                href={id => `/desk/postings/${id}`}
                actionAt={id =>
                  props.mayPropose
                    ? { href: `/act/introduction/propose?${pair(id)}`, label: '提议对接' }
                    : null
                }
              />
            )}
          </Card>
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
