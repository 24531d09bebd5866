import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { StateBadge } from './contract.tsx'

interface ObjectionProps {
  objection: { id: string; raised_by: string; phone: string; body: string; answer: string | null }
  contract: { id: string; title: string }
  state: StateBadge
  buttons: Button[]
  story: Told[]
}

export function ObjectionPage({ objection, contract, state, buttons, story }: ObjectionProps) {
  return (
    <>
      <PageHead
        title="公示异议"
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/operator/objections/${objection.id}`} />}
      />
      <div class="columns">
        <Card title="异议内容">
          <Facts
            items={[
              {
                label: '项目',
                value: <a href={`/desk/operator/contracts/${contract.id}`}>{contract.title}</a>,
              },
              { label: '提出人', value: objection.raised_by },
              { label: '电话', value: objection.phone },
              { label: '内容', value: objection.body },
              objection.answer !== null && { label: '答复', value: objection.answer },
            ]}
          />
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </div>
    </>
  )
}
