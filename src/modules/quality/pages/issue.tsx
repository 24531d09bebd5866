import type { Button, Told } from '#modules/actions'
import { date, dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'

interface Props {
  issue: {
    id: string
    title: string
    href: string
    rule: string
    module: string
    kind: string
    says: string
    mend: string
    state: { label: string; tone: BadgeTone }
    entered_at: Date
    settled_at: Date | null
    explanation: string
  }
  who: string | null
  settledBy: string | null
  buttons: Button[]
  story: Told[]
}

/** One entry that a rule found: what is the matter, how it is put right, and who did. */
export const IssuePage = ({ issue, who, settledBy, buttons, story }: Props) => (
  <>
    <PageHead
      title={issue.title}
      lead={issue.says}
      badges={<Badge tone={issue.state.tone}>{issue.state.label}</Badge>}
      actions={
        <>
          <a class="button button-secondary" href={issue.href}>
            打开原记录
          </a>
          <ActionButtons offers={buttons} back={`/desk/data-quality/${issue.id}`} />
        </>
      }
    />
    <div class="columns">
      <Card title="怎样更正">
        <p>{issue.mend}</p>
        <Facts
          items={[
            { label: '规则', value: issue.rule },
            { label: '问题', value: issue.kind },
            { label: '模块', value: issue.module },
            { label: '登记人', value: who },
            { label: '登记时间', value: date(issue.entered_at) },
            { label: '更正或说明', value: settledBy },
            { label: '更正时间', value: issue.settled_at && dateTime(issue.settled_at) },
            { label: '情况说明', value: issue.explanation },
          ]}
        />
      </Card>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
