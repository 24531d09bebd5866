import type { Button, Told } from '#modules/actions'
import { dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { listTabs, Tabs } from './head.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface FindingLine {
  id: string
  number: string
  title: string
  source: string
  clause: string
  severity: Mark
  occurrence: string
  seen: number
  level: string
  rule: string
  state: Mark
  deadline: { text: string; tone: BadgeTone } | null
  improvement: { id: string; number: string } | null
  raised: Date
  seenAt: Date
}

export const findingColumns: ReadonlyArray<Column<FindingLine>> = [
  { key: 'number', label: '编号', phone: 'hide', width: 12, value: row => row.number },
  {
    key: 'title',
    label: '问题',
    phone: 'title',
    width: 44,
    value: row => row.title,
    cell: row => <a href={`/desk/improvements/findings/${row.id}`}>{row.title}</a>,
  },
  {
    key: 'severity',
    label: '轻重',
    value: row => row.severity.label,
    cell: row => <Badge tone={row.severity.tone}>{row.severity.label}</Badge>,
  },
  { key: 'clause', label: '条款', value: row => row.clause },
  { key: 'source', label: '来源', value: row => row.source },
  { key: 'occurrence', label: '复发', value: row => row.occurrence },
  { ...(stateColumn as Column<FindingLine>) },
  {
    key: 'due',
    label: '时限',
    value: row => row.deadline?.text ?? '',
    cell: row => (row.deadline ? <Badge tone={row.deadline.tone}>{row.deadline.text}</Badge> : '—'),
  },
  {
    key: 'improvement',
    label: '改进事项',
    phone: 'hide',
    value: row => row.improvement?.number ?? '',
    cell: row =>
      row.improvement ? (
        <a href={`/desk/improvements/items/${row.improvement.id}`}>{row.improvement.number}</a>
      ) : (
        '—'
      ),
  },
  { key: 'raised', label: '发现', kind: 'date', aside: true, phone: 'hide', value: row => row.raised },
  { key: 'seen', label: '发现次数', kind: 'number', aside: true, phone: 'hide', value: row => row.seen },
  { key: 'seenAt', label: '最近一次', kind: 'date', aside: true, phone: 'hide', value: row => row.seenAt },
  { key: 'level', label: '由谁办', aside: true, phone: 'hide', value: row => row.level },
  { key: 'rule', label: '为什么在这里', aside: true, phone: 'hide', long: true, value: row => row.rule },
]

interface ListProps {
  rows: readonly FindingLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
  counts: ReadonlyArray<{ label: string; value: number; href: string }>
  mayEnter: boolean
}

export const FindingList = ({ rows, query, filters, next, counts, mayEnter }: ListProps) => (
  <>
    <PageHead
      title="问题与改进"
      lead="评价、投诉、检查、时限和数据中的问题自动汇到这里，也可以自己提出；每个问题都要有着落。"
      actions={
        mayEnter && (
          <a class="button" href="/act/finding/enter?back=/desk/improvements">
            提出问题
          </a>
        )
      }
    />
    <Tabs tabs={listTabs('/desk/improvements')} label="问题与改进的各部分" />
    <div class="stats">
      {counts.map(one => (
        <Stat value={String(one.value)} label={one.label} href={one.href} />
      ))}
    </div>
    <DataTable
      path="/desk/improvements"
      query={query}
      rows={rows}
      columns={findingColumns}
      search="问题或编号"
      filters={filters}
      next={next === null ? null : { after: next }}
      exportable
      empty={{
        title: '没有这样的问题',
        text: '换个条件试试；发现了问题，请点「提出问题」。',
      }}
    />
  </>
)

interface PageProps {
  id: string
  title: string
  marks: readonly Mark[]
  buttons: readonly Button[]
  begin: string | null
  facts: string
  rule: string
  about: ReadonlyArray<{ label: string; value: string }>
  party: { id: string; name: string } | null
  evidence: ReadonlyArray<{ label: string; href: string; facts: string; at: Date }>
  files: ReadonlyArray<Picture & { size: number }>
  same: ReadonlyArray<{ id: string; number: string; words: string; current: boolean }>
  joined: ReadonlyArray<{ id: string; number: string; title: string }>
  into: { id: string; number: string } | null
  improvement: { id: string; number: string; title: string } | null
  story: readonly Told[]
}

export function FindingPage(props: PageProps) {
  const back = `/desk/improvements/findings/${props.id}`
  return (
    <>
      <PageHead
        title={props.title}
        badges={props.marks.map(one => <Badge tone={one.tone}>{one.label}</Badge>)}
        actions={
          <>
            {props.begin && (
              <a class="button" href={`${props.begin}&back=${encodeURIComponent(back)}`}>
                立项改进
              </a>
            )}
            <ActionButtons offers={props.buttons} back={back} />
          </>
        }
      />
      <div class="columns">
        <div>
          <Card title="情况">
            <p class="prose">{props.facts}</p>
            {props.rule && <p class="quiet">为什么在这里：{props.rule}</p>}
            <Facts items={[...props.about]} />
          </Card>
          <Evidence {...props} />
        </div>
        <aside>
          <Links {...props} />
          <Card title="经过">
            <Timeline items={props.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const Evidence = ({ evidence, files, id }: Pick<PageProps, 'evidence' | 'files' | 'id'>) => (
  <Card title="证据">
    <ul class="bullets">
      {evidence.map(one => (
        <li>
          {one.href.endsWith(id) ? <b>{one.label}</b> : <a href={one.href}>{one.label}</a>}
          <span class="quiet"> · {dateTime(one.at)}</span>
          <p>{one.facts}</p>
        </li>
      ))}
    </ul>
    <Files files={files} />
  </Card>
)

const Links = ({ same, joined, into, improvement, party }: PageProps) => (
  <>
    {improvement && (
      <Card title="改进事项">
        <a href={`/desk/improvements/items/${improvement.id}`}>
          {improvement.number} {improvement.title}
        </a>
      </Card>
    )}
    {into && (
      <Card title="并入">
        <a href={`/desk/improvements/findings/${into.id}`}>问题 {into.number}</a>
      </Card>
    )}
    {joined.length > 0 && (
      <Card title="并入这里的">
        <ul class="bullets">
          {joined.map(one => (
            <li>
              <a href={`/desk/improvements/findings/${one.id}`}>
                {one.number} {one.title}
              </a>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {same.length > 1 && (
      <Card title="同一问题各次出现">
        <ol class="bullets">
          {same.map(one => (
            <li>
              {one.current ? one.number : <a href={`/desk/improvements/findings/${one.id}`}>{one.number}</a>}
              <span class="quiet"> · {one.words}</span>
            </li>
          ))}
        </ol>
      </Card>
    )}
    {party && (
      <Card title="有关单位">
        <a href={`/desk/parties/${party.id}`}>{party.name}</a>
      </Card>
    )}
  </>
)
