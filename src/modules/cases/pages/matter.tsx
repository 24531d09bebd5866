import type { Button, Told } from '#modules/actions'
import { type ActedBy, ActedByWords } from '#modules/parties'
import type { FileRow } from '#platform/files'
import { dateTime, money } from '#platform/format'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { isDelivered, type ShownAnswer } from '../answers.ts'
import type { Deadline, Step } from '../steps.ts'
import type { MessageView, QuoteView } from './parts.tsx'

/** What a case is about and what came of it, for whoever reads it. */
export interface CaseView {
  id: string
  number: string
  title: string
  /** For the applicant and those who work on cases. */
  lookupCode: string | null
  state: { name: string; label: string; tone: 'green' | 'orange' | 'red' | 'grey' | 'blue' }
  deadline: Deadline | null
  /** The bureau has asked about it, and it is not done yet. */
  urged: boolean
  steps: Step[] | null
  buttons: Button[]
  answers: ShownAnswer[]
  files: FileRow[]
  quotes: QuoteView[]
  messages: MessageView[]
  story: Told[]
  handling: string
  answer: string | null
  answerBasis: string | null
  promisedDays: number
  extendedDays: number
  agreedUntil: string | null
  submittedAt: Date
  closedAt: Date | null
  channel: string
  /** 代办: who asked for it on the party's behalf, and what they were asked to do. */
  proxy: ActedBy | null
  price: number | null
  /** 服务订单 with the provider who is agreed. */
  order: { id: string; number: string } | null
  party: { id: string; name: string; kind: string; contact: string; phone: string } | null
  provider: { id: string; name: string; contact: string; phone: string } | null
  assignee: string | null
  /** For which side the reader writes. */
  side: 'centre' | 'applicant' | 'provider'
  /** Of the right to rate: 'open', 'used' or 'expired'; null where there is none (yet). */
  rating: string | null
  /** Where the reader may write a message, or a note among staff. */
  writeAt: string | null
  noteAt: string | null
  /** Makes a message that is sent twice count once. */
  formKey: string
  now: Date
}

const channels: Record<string, string> = { portal: '网上提交', counter: '窗口登记', phone: '电话登记' }

export function Need({ view }: { view: CaseView }) {
  return (
    <Card title="需求">
      <Facts
        items={[
          { label: '编号', value: <span class="number">{view.number}</span> },
          view.lookupCode !== null &&
            view.side === 'applicant' && {
              label: '查询码',
              value: (
                <>
                  <b class="number">{view.lookupCode}</b>
                  <span class="quiet">（不登录也能凭它查进度）</span>
                </>
              ),
            },
          { label: '来源', value: channels[view.channel] ?? '' },
          view.proxy !== null && {
            label: '代办',
            value: <ActedByWords acted={view.proxy} matter={view.side !== 'provider'} />,
          },
          { label: '提交', value: dateTime(view.submittedAt) },
          {
            label: '承诺',
            value: [
              `${view.promisedDays} 个工作日`,
              view.extendedDays > 0 && `已延长 ${view.extendedDays} 个`,
              view.agreedUntil !== null && `协议约定 ${view.agreedUntil} 前全部交付`,
            ]
              .filter(Boolean)
              .join('，'),
          },
          view.assignee !== null && { label: '经办人', value: view.assignee },
          view.price !== null && { label: '成交价', value: money(view.price) },
          view.order !== null && {
            label: '服务订单',
            value: (
              <a href={`${view.side === 'centre' ? '/desk' : '/my'}/orders/${view.order.id}`}>
                {view.order.number}（协议、里程碑、付款、质保）
              </a>
            ),
          },
          ...view.answers,
        ]}
      />
      <Files files={view.files.filter(file => !isDelivered(file.field))} />
    </Card>
  )
}

export function Delivered({ view }: { view: CaseView }) {
  const files = view.files.filter(file => isDelivered(file.field))
  return (
    files.length > 0 && (
      <Card title="交付的成果">
        <Files files={files} />
      </Card>
    )
  )
}

export function Answer({ view }: { view: CaseView }) {
  if (!view.answer) return null
  return (
    <Card title="答复">
      <p class="prose">{view.answer}</p>
      {view.answerBasis && <p class="quiet">依据：{view.answerBasis}</p>}
    </Card>
  )
}
