import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import type { ProjectView } from '../view.ts'
import { PlanCard, type StateBadge } from './parts.tsx'

interface Props {
  name: string
  seat: string
  state: StateBadge
  total: string
  opinion: string
  /** While the review goes on. */
  plan: ProjectView | null
  buttons: Button[]
  back: string
}

/** One review, for the expert from outside who was asked for it. */
export const MyReview = ({ name, seat, state, total, opinion, plan, buttons, back }: Props) => (
  <div class="wrap stack">
    <PageHead
      title={`评审${name}`}
      lead={`${seat}席。各位分别打分，交齐以前互相看不到；计划书只用于评审，不要外传。`}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={<ActionButtons offers={buttons} back={back} />}
    />
    {total !== '' && (
      <Card title="您的评审表">
        <Facts
          items={[
            { label: '得分', value: `${total} 分` },
            { label: '意见', value: opinion },
          ]}
        />
      </Card>
    )}
    {plan ? <PlanCard view={plan} /> : <p class="quiet">评审已经结束，计划书不再显示。</p>}
    <p>
      <a href="/my/incubation">我的孵化</a>
    </p>
  </div>
)
