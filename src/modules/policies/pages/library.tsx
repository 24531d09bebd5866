import { Facet, Pager } from '#modules/catalogue'
import { partyKinds } from '#modules/parties'
import { count } from '#platform/format'
import { Badge } from '#ui/badge'
import { Empty } from '#ui/empty'
import { Find } from '#ui/find'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { levels, topics } from '../codes.ts'
import type { Counted } from '../queries/library.ts'
import type { WindowState } from '../window.ts'

export interface PolicyLine {
  id: string
  title: string
  number: string
  issuer: string
  issued_on: string
  plain_gains: string
  window: WindowState
}

interface Props {
  rows: readonly PolicyLine[]
  query: { q?: string; level?: string; audience?: string; topic?: string; now?: string }
  counted: Counted | null
  next: string | null
  later: boolean
}

const path = '/policies'
const asOptions = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))

const facets = [
  {
    name: 'now',
    label: '现在',
    options: [
      { value: 'open', label: '可以申报' },
      { value: 'over', label: '已失效' },
    ],
  },
  { name: 'audience', label: '对象', options: asOptions(partyKinds) },
  { name: 'topic', label: '主题', options: asOptions(topics) },
  { name: 'level', label: '层级', options: asOptions(levels) },
] as const

/** 政策库 for everybody: search, facets with counts, newest first. */
export function Library({ rows, query, counted, next, later }: Props) {
  return (
    <div class="wrap">
      <PageHead
        title="政策库"
        lead="用大白话说清楚：能得什么、谁能得、怎么办、什么时候办。"
        actions={
          <a class="button button-primary" href="/policies/fit">
            我能享受哪些政策
          </a>
        }
      />
      <Find
        path={path}
        question={query.q ?? ''}
        placeholder="搜标题、文号或内容，如 直播、冷库"
        kept={{ now: query.now, audience: query.audience, topic: query.topic, level: query.level }}
        frame="policies"
      />
      <turbo-frame id="policies" target="_top">
        <div class="facets">
          {facets.map(facet => (
            <Facet {...facet} path={path} query={query} counts={counted?.by[facet.name]} />
          ))}
        </div>
        {rows.length === 0 ? (
          <Empty
            icon="list-search"
            title="没有找到相符的政策"
            text="换个说法试试；或者打服务热线，我们帮您查。"
            action={{ href: path, label: '查看全部政策' }}
          />
        ) : (
          <>
            {counted && <p class="quiet">共 {count(counted.total)} 项</p>}
            <ul class="policy-list">
              {rows.map(row => (
                <Line row={row} over={query.now === 'over'} />
              ))}
            </ul>
          </>
        )}
        <Pager path={path} query={query} next={next} later={later} />
      </turbo-frame>
      <p class="feeds">
        <Icon name="rss" size={18} />
        用阅读器订阅：
        <a href="/policies/changes.atom">Atom</a>
        <a href="/policies/changes.rss">RSS</a>
        <a href="/policies/changes.json">JSON Feed</a>
      </p>
    </div>
  )
}

const Line = ({ row, over }: { row: PolicyLine; over: boolean }) => (
  <li>
    <div class="fit-head">
      <a href={`/policies/${row.id}`}>{row.title}</a>
      <Badge tone={over ? 'grey' : row.window.tone}>{over ? '已失效' : row.window.label}</Badge>
    </div>
    <p>{row.plain_gains}</p>
    <span class="item-meta">
      {row.number && <span>{row.number}</span>}
      <span>{row.issuer}</span>
      <span>{row.issued_on} 公布</span>
    </span>
  </li>
)
