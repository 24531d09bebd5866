import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { AssessmentView } from '../view.ts'
import { Known, Marks, Orders, Outcome } from './parts.tsx'

/** What the firm may expect next, in a sentence. */
const next: Record<string, string> = {
  scoring: '中心正在按评估期内的情况打分，打分后请您说明。',
  hearing: '请核对依据和得分：同意的点“同意评估结果”，有不同看法的说明情况。逾期按现有材料决定。',
  deciding: '已听取您的意见，由打分人以外的人决定。',
  rectifying: '请按要求整改，完成后上传凭据。逾期未报告的，中心另作决定。',
  rechecking: '整改情况已送达，中心正在复查。',
  renewed: '评估通过，服务协议已续签。',
  rectified: '整改合格，服务协议已续签。',
  failed: '整改没有通过复查，中心将研究是否暂停。',
  suspension_proposed: '中心正在研究是否暂停，决定后会通知您。',
  ended: '已退出服务商库，评估终止。',
}

/** One's own assessment. */
export function MyAssessment({ view }: { view: AssessmentView }) {
  const { row, state, deadline, buttons } = view
  const waits = row.state === 'hearing' || row.state === 'rectifying'
  return (
    <div class="wrap stack">
      <PageHead
        title={`${row.name}年度评估`}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {waits && deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
          </>
        }
      />
      <Card>
        <p>{next[row.state]}</p>
        <p>
          <a href={`/my/providers/${row.provider_id}`}>服务商资料</a>
        </p>
        <ActionButtons offers={buttons} back={`/my/assessments/${row.id}`} />
      </Card>
      <Outcome view={view} />
      {row.total !== null && <Marks view={view} />}
      <Known
        view={view}
        linkOf={of =>
          of === 'orders' ? '#orders' : of === 'provider' ? `/my/providers/${row.provider_id}` : null
        }
      />
      <Orders view={view} path="/my/cases" />
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}
