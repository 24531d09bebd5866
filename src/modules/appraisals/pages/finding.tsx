import type { Told } from '#modules/actions'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { FindingLine } from '../view.ts'

type FileLine = { id: string; name: string; media_type: string; size: number }

interface Props {
  line: FindingLine
  item: string
  facts: string
  /** The record of the evidence room that it rests on. */
  basis: { words: string; href: string | null } | null
  advice: string
  evidence: readonly FileLine[]
  proof: readonly FileLine[]
  raised: string | null
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

export const FindingPage = ({
  line,
  item,
  facts,
  basis,
  advice,
  evidence,
  proof,
  raised,
  buttons,
  story,
}: Props) => (
  <>
    <PageHead
      title={`${line.number}. ${line.title}`}
      badges={
        <>
          <Badge tone={line.severity.tone}>{line.severity.label}</Badge>{' '}
          <Badge tone={line.state.tone}>{line.state.label}</Badge>
        </>
      }
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={line.href} />}
    />
    <div class="columns">
      <div>
        <Card title="问题">
          <Facts
            columns={1}
            items={[
              { label: '条款', value: `第 ${line.clause} 条` },
              { label: '评分项', value: item },
              { label: '事实', value: <span class="prose">{facts}</span> },
              basis && {
                label: '依据',
                value: basis.href ? <a href={basis.href}>{basis.words}</a> : basis.words,
              },
              { label: '建议', value: advice },
            ]}
          />
          <Files files={evidence} />
        </Card>
        {line.answer && (
          <Card title="中心的答复">
            <p class="prose">{line.answer}</p>
            <Files files={proof} />
          </Card>
        )}
        {line.ruling && (
          <Card title="复核意见">
            <p class="prose">{line.ruling}</p>
          </Card>
        )}
        {raised && (
          <Card title="改进">
            <p>
              <a href={raised}>已转入问题与改进</a>
            </p>
          </Card>
        )}
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
