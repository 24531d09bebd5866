import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import type { Problem, ReportFacts } from '../report-facts.ts'

export const PublicReports = ({
  rows,
}: {
  rows: ReadonlyArray<{ id: string; title: string; day: string; summary: string }>
}) => (
  <div class="wrap stack">
    <PageHead
      title="改进报告"
      lead="根据大家的评价和反映，我们发现了什么、改了什么、效果怎样，每季度公布一次。"
    />
    {rows.length === 0 ? (
      <Empty icon="clipboard-check" title="还没有公布的报告" text="季度结束、报告批准后在这里公布。" />
    ) : (
      rows.map(one => (
        <Card title={one.title} action={<span class="quiet">{one.day} 公布</span>}>
          <p class="prose">{one.summary}</p>
          <a href={`/improvements/${one.id}`}>
            查看全文<span class="visually-hidden">：{one.title}</span>
          </a>
        </Card>
      ))
    )}
  </div>
)

interface Props {
  title: string
  day: string
  summary: string
  outlook: string
  counts: ReportFacts['counts']
  problems: readonly Problem[]
}

/** No owner, no person and no firm: what was wrong, what was done, the figure before and after. */
export const PublicReport = ({ title, day, summary, outlook, counts, problems }: Props) => (
  <div class="wrap stack">
    <PageHead title={title} lead={`${day} 公布`} />
    <div class="stats">
      {counts.map(one => (
        <Stat value={String(one.value)} label={one.label} />
      ))}
    </div>
    <Card title="小结">
      <p class="prose">{summary}</p>
    </Card>
    {problems.map(one => (
      <Card title={one.title} action={<Badge tone="blue">{one.state}</Badge>}>
        <Facts
          items={[
            { label: '根本原因', value: one.root },
            { label: '要达到', value: one.goal },
            { label: one.indicator || '指标', value: one.before && `改进前 ${one.before}` },
            { label: '目标', value: one.target },
            { label: '改进后', value: one.after },
            { label: '回头看', value: one.look },
          ]}
        />
      </Card>
    ))}
    <Card title="下一季打算">
      <p class="prose">{outlook}</p>
    </Card>
    <p>
      <a href="/improvements">全部改进报告</a>
    </p>
  </div>
)
