import type { Button } from '#modules/actions'
import type { FileRow } from '#platform/files'
import { dateTime, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import type { ShownAnswer } from '../answers.ts'
import type { Deadline } from '../steps.ts'
import { DeadlineBadge } from './parts.tsx'

interface Props {
  quote: {
    id: string
    state: { label: string; tone: 'green' | 'orange' | 'red' | 'grey' | 'blue' }
    price_fen: number | null
    days: number | null
    proposal: string | null
    reason: string
    invited_at: Date
    case_id: string
    agreed: boolean
  }
  serviceCase: {
    title: string
    number: string
    /** Whether the need is still this provider's to read. */
    open: boolean
    answers: ShownAnswer[]
    files: FileRow[]
  }
  deadline: Deadline | null
  buttons: Button[]
}

/** An invitation to quote, as the invited provider sees it. */
export function QuotePage({ quote, serviceCase, deadline, buttons }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title={`报价：${serviceCase.title}`}
        lead={serviceCase.number}
        badges={
          <>
            <Badge tone={quote.state.tone}>{quote.state.label}</Badge>
            <DeadlineBadge deadline={deadline} />
          </>
        }
      />
      <Card title={serviceCase.open ? '对方的需求' : '这次邀请'}>
        {!serviceCase.open && <p class="quiet">这次报价已经结束，对方的需求不再显示。</p>}
        <Facts
          items={[
            ...serviceCase.answers,
            { label: '受邀时间', value: dateTime(quote.invited_at) },
            { label: '邀请理由', value: quote.reason },
          ]}
        />
        <Files files={serviceCase.files} />
      </Card>
      {quote.price_fen !== null && (
        <Card title="您的报价">
          <Facts
            items={[
              { label: '报价', value: money(quote.price_fen) },
              { label: '工期', value: `${quote.days} 个工作日` },
              { label: '方案', value: quote.proposal ?? '' },
            ]}
          />
        </Card>
      )}
      {buttons.length > 0 && (
        <Card title="您可以">
          <ActionButtons offers={buttons} back={`/my/quotes/${quote.id}`} />
        </Card>
      )}
      {quote.agreed && (
        <Card title="已选定您">
          <p>
            请与申请人联系并按期交付：<a href={`/my/cases/${quote.case_id}`}>查看办件、留言与交付</a>
          </p>
        </Card>
      )}
    </div>
  )
}
