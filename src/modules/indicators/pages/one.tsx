import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { ChartFigure, type ChartTable } from '#ui/chart'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, stateColumn, Table } from '#ui/table'
import { Timeline, type TimelineItem } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}

export interface PointLine {
  code: string
  label: string
  value: string
  before: string
  yearBefore: string
  state: Mark
  since: string
  broken: boolean
  anomalies: string[]
  /** Of the band that was set. */
  outside: string | null
  records: string | null
  correct: string | null
  current: boolean
}

export interface IndicatorView {
  code: string
  label: string
  badges: Mark[]
  facts: Array<{ label: string; value: string }>
  kinds: Array<{ href: string; label: string; current: boolean }>
  lead: string
  /** Null as long as there is nothing to draw. */
  figure: { src: string; table: ChartTable } | null
  points: PointLine[]
  /** Of one period. */
  period: { label: string; lines: Share[]; hidden: number } | null
  structure: { title: string; lines: Share[] } | null
  versions: Array<{
    href: string
    label: string
    state: Mark
    definition: string
    since: string
  }>
  corrections: Array<{ href: string; label: string; about: string; state: Mark }>
  buttons: Button[]
  draft: string | null
  story: TimelineItem[]
}

/** One indicator: its figures with what they mean beside them, and where each comes from. */
export function IndicatorPage({ view }: { view: IndicatorView }) {
  const path = `/desk/indicators/${view.code}`
  return (
    <>
      <PageHead
        title={view.label}
        lead={view.lead}
        badges={view.badges.map(one => <Badge tone={one.tone}>{one.label}</Badge>)}
        actions={
          <>
            {view.draft && (
              <a class="button" href={view.draft}>
                修改口径
              </a>
            )}
            <ActionButtons offers={view.buttons} back={path} />
          </>
        }
      />
      <div class="columns">
        <div>
          <nav class="tabs section-tight" aria-label="统计期">
            {view.kinds.map(one => (
              <a href={one.href} {...(one.current && { 'aria-current': 'page' })}>
                {one.label}
              </a>
            ))}
          </nav>
          <Card>
            {view.figure ? (
              <ChartFigure title={view.label} definition={view.lead} {...view.figure} />
            ) : (
              <p class="quiet">近几期都没有数据，有了数据后这里画出走势。</p>
            )}
          </Card>
          <Points points={view.points} />
          {view.period && <Towns {...view.period} />}
          {view.structure && <Structure {...view.structure} />}
        </div>
        <aside>
          <Card title="口径">
            <Facts columns={1} items={view.facts} />
          </Card>
          <Versions versions={view.versions} />
          <Corrections corrections={view.corrections} />
          <Card title="经过">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const Points = ({ points }: { points: readonly PointLine[] }) => (
  <Card title="各期数据">
    <Table columns={pointColumns} rows={points} />
  </Card>
)

const pointColumns: ReadonlyArray<Column<PointLine>> = [
  {
    key: 'label',
    label: '统计期',
    phone: 'title',
    value: one => one.label,
    cell: one => (
      <>
        <a href={`?period=${one.code}`} {...(one.current && { 'aria-current': 'true' })}>
          {one.label}
        </a>
        {one.broken && (
          <>
            {' '}
            <Badge tone="orange">口径改变，与以前不可比</Badge>
          </>
        )}
      </>
    ),
  },
  { key: 'value', label: '数值', value: one => one.value, cell: Figure },
  { key: 'before', label: '比上期', value: one => one.before },
  { key: 'year', label: '比上年同期', value: one => one.yearBefore },
  stateColumn as Column<PointLine>,
  {
    key: 'records',
    label: '记录',
    value: one => (one.records ? '查看' : ''),
    cell: one => (
      <div>
        {one.records ? <a href={one.records}>查看</a> : '—'}
        {one.correct && (
          <>
            {' '}
            <a href={one.correct}>申请更正</a>
          </>
        )}
      </div>
    ),
  },
]

/** A figure, and what is to be known of it. */
function Figure({ value, since, outside, anomalies }: PointLine) {
  const remarks = [
    ...(since ? [`锁定后记录变为 ${since}`] : []),
    ...(outside ? [outside] : []),
    ...anomalies.map(says => `异常：${says}`),
  ]
  return (
    <div>
      {value}
      {remarks.map(says => (
        <small class="quiet">{says}</small>
      ))}
    </div>
  )
}

interface Share {
  label: string
  value: string
  share: string
  href?: string
}

const shareColumns = (of: string): ReadonlyArray<Column<Share>> => [
  {
    key: 'label',
    label: of,
    phone: 'title',
    value: one => one.label,
    cell: one => (one.href ? <a href={one.href}>{one.label}</a> : one.label),
  },
  { key: 'value', label: '数值', value: one => one.value },
  { key: 'share', label: '占比', value: one => one.share },
]

const Towns = ({ label, lines, hidden }: NonNullable<IndicatorView['period']>) => (
  <Card title={`分乡镇（${label}）`}>
    {lines.length === 0 ? (
      <p class="quiet">这一期没有分乡镇的数。</p>
    ) : (
      <Table columns={shareColumns('乡镇')} rows={lines} />
    )}
    {hidden > 0 && (
      <p class="quiet">{`${hidden} 个乡镇报送的单位太少，不显示；能推算出来的也一并不显示。`}</p>
    )}
  </Card>
)

const Structure = ({ title, lines }: NonNullable<IndicatorView['structure']>) => (
  <Card title={title}>
    <Table columns={shareColumns('构成')} rows={lines} />
  </Card>
)

const Versions = ({ versions }: Pick<IndicatorView, 'versions'>) =>
  versions.length > 0 && (
    <Card title="口径的各版">
      <ul class="link-list">
        {versions.map(one => (
          <li>
            <a href={one.href}>{one.label}</a> <Badge tone={one.state.tone}>{one.state.label}</Badge>
            <small>
              {one.since}：{one.definition}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  )

const Corrections = ({ corrections }: Pick<IndicatorView, 'corrections'>) =>
  corrections.length > 0 && (
    <Card title="更正单">
      <ul class="link-list">
        {corrections.map(one => (
          <li>
            <a href={one.href}>{one.label}</a> <Badge tone={one.state.tone}>{one.state.label}</Badge>
            <small>{one.about}</small>
          </li>
        ))}
      </ul>
    </Card>
  )
