import type { Child } from 'hono/jsx'
import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { ChartFigure, type ChartTable } from '#ui/chart'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { TableWrap } from '#ui/table'
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
  src: string
  table: ChartTable
  points: PointLine[]
  /** Of one period. */
  period: {
    label: string
    lines: Array<{ town: string; value: string; share: string }>
    hidden: number
  } | null
  structure: {
    title: string
    lines: Array<{ label: string; value: string; share: string; href?: string }>
  } | null
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
            <ChartFigure title={view.label} definition={view.lead} src={view.src} table={view.table} />
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
    <Plain head={['统计期', '数值', '比上期', '比上年同期', '状态', '记录']}>
      {points.map(one => (
        <tr>
          <td class="phone-title" data-label="统计期">
            <a href={`?period=${one.code}`} {...(one.current && { 'aria-current': 'true' })}>
              {one.label}
            </a>
            {one.broken && (
              <>
                {' '}
                <Badge tone="orange">口径改变，与以前不可比</Badge>
              </>
            )}
          </td>
          <td data-label="数值">
            {one.value}
            {one.since && <small class="quiet">{`（锁定后记录变为 ${one.since}）`}</small>}
            {one.outside && (
              <small class="quiet">
                <br />
                {one.outside}
              </small>
            )}
            {one.anomalies.map(says => (
              <small class="quiet">
                <br />
                异常：{says}
              </small>
            ))}
          </td>
          <td data-label="比上期">{one.before || '—'}</td>
          <td data-label="比上年同期">{one.yearBefore || '—'}</td>
          <td data-label="状态">
            <Badge tone={one.state.tone}>{one.state.label}</Badge>
          </td>
          <td data-label="记录">
            {one.records ? <a href={one.records}>查看</a> : '—'}
            {one.correct && (
              <>
                {' '}
                <a href={one.correct}>申请更正</a>
              </>
            )}
          </td>
        </tr>
      ))}
    </Plain>
  </Card>
)

const Towns = ({ label, lines, hidden }: NonNullable<IndicatorView['period']>) => (
  <Card title={`分乡镇（${label}）`}>
    {lines.length === 0 ? (
      <p class="quiet">这一期没有分乡镇的数。</p>
    ) : (
      <Plain head={['乡镇', '数值', '占比']}>
        {lines.map(one => (
          <tr>
            <td class="phone-title" data-label="乡镇">
              {one.town}
            </td>
            <td data-label="数值">{one.value}</td>
            <td data-label="占比">{one.share}</td>
          </tr>
        ))}
      </Plain>
    )}
    {hidden > 0 && (
      <p class="quiet">{`${hidden} 个乡镇报送的单位太少，不显示；能推算出来的也一并不显示。`}</p>
    )}
  </Card>
)

const Structure = ({ title, lines }: NonNullable<IndicatorView['structure']>) => (
  <Card title={title}>
    <Plain head={['构成', '数值', '占比']}>
      {lines.map(one => (
        <tr>
          <td class="phone-title" data-label="构成">
            {one.href ? <a href={one.href}>{one.label}</a> : one.label}
          </td>
          <td data-label="数值">{one.value}</td>
          <td data-label="占比">{one.share}</td>
        </tr>
      ))}
    </Plain>
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

/** A table that is read, not searched. */
export const Plain = ({ head, children }: { head: readonly string[]; children: Child }) => (
  <TableWrap>
    <table class="table">
      <thead>
        <tr>
          {head.map(one => (
            <th scope="col">{one}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </TableWrap>
)
