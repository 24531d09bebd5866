import type { Button, Told } from '#modules/actions'
import type { FileRow } from '#platform/files'
import { dateTime, money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Steps } from '#ui/steps'
import { Timeline } from '#ui/timeline'
import { isDelivered, type ShownAnswer } from '../answers.ts'
import type { Deadline, Step } from '../steps.ts'
import { DeadlineBadge, Files, Messages, type MessageView, Quotes, type QuoteView } from './parts.tsx'

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
  submittedAt: Date
  closedAt: Date | null
  channel: string
  price: number | null
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

/** The workbench's view of a case: everything on one screen. */
export function DeskCase({ view }: { view: CaseView }) {
  const back = `/desk/cases/${view.id}`
  return (
    <>
      <PageHead
        title={view.title}
        badges={
          <>
            <Badge tone={view.state.tone}>{view.state.label}</Badge>
            <DeadlineBadge deadline={view.deadline} />
            {view.urged && (
              <a href="/desk/supervision">
                <Badge tone="red">督办中</Badge>
              </a>
            )}
          </>
        }
        actions={<ActionButtons offers={view.buttons} back={back} />}
      />
      <div class="columns">
        <div>
          {view.steps && (
            <Card>
              <Steps items={view.steps} />
            </Card>
          )}
          <Need view={view} />
          <Answer view={view} />
          <Delivered view={view} />
          {view.quotes.length > 0 && (
            <Card
              title={`报价比较（邀请 ${view.quotes.length} 家，已报 ${view.quotes.filter(quote => quote.price_fen !== null).length} 家）`}
            >
              <p class="table-note">邀请理由：{view.quotes[0]?.reason}</p>
              <Quotes quotes={view.quotes} agreeAt={null} />
            </Card>
          )}
          <Card title="留言与备注">
            <Messages
              messages={view.messages}
              now={view.now}
              own="centre"
              writeAt={view.writeAt}
              noteAt={view.noteAt}
              formKey={view.formKey}
              hideStaff={false}
            />
          </Card>
        </div>
        <aside>
          <DeskParty view={view} />
          <Card
            title="进展"
            {...(view.lookupCode && { action: <a href={`/desk/cases/${view.id}/receipt`}>打印回执</a> })}
          >
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

function DeskParty({ view }: { view: CaseView }) {
  return (
    <Card title="服务对象">
      {view.party && (
        <div class="party-line">
          <span class="avatar" aria-hidden="true">
            {view.party.name.slice(0, 1)}
          </span>
          <div>
            <a href={`/desk/parties/${view.party.id}`}>
              <strong>{view.party.name}</strong>
            </a>
            <p class="quiet">
              {view.party.contact} · <Phone number={view.party.phone} />
            </p>
          </div>
        </div>
      )}
      {view.provider && (
        <p class="quiet">
          选定服务商：<a href={`/desk/providers/${view.provider.id}`}>{view.provider.name}</a>（
          {view.provider.contact} <Phone number={view.provider.phone} />）
        </p>
      )}
    </Card>
  )
}

function Need({ view }: { view: CaseView }) {
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
          { label: '提交', value: dateTime(view.submittedAt) },
          {
            label: '承诺',
            value: `${view.promisedDays} 个工作日${view.extendedDays > 0 ? `，已延长 ${view.extendedDays} 个` : ''}`,
          },
          view.assignee !== null && { label: '经办人', value: view.assignee },
          view.price !== null && { label: '成交价', value: money(view.price) },
          ...view.answers,
        ]}
      />
      <Files files={view.files.filter(file => !isDelivered(file.field))} />
    </Card>
  )
}

function Delivered({ view }: { view: CaseView }) {
  const files = view.files.filter(file => isDelivered(file.field))
  return (
    files.length > 0 && (
      <Card title="交付的成果">
        <Files files={files} />
      </Card>
    )
  )
}

function Answer({ view }: { view: CaseView }) {
  if (!view.answer) return null
  return (
    <Card title="答复">
      <p class="prose">{view.answer}</p>
      {view.answerBasis && <p class="quiet">依据：{view.answerBasis}</p>}
    </Card>
  )
}

interface Own {
  view: CaseView
  next: string
  rateAt: string | null
  canAgree: boolean
}

/** The applicant's (or the invited provider's) own view. */
export function MyCase({ view, next, rateAt, canAgree }: Own) {
  const back = `/my/cases/${view.id}`
  return (
    <div class="wrap stack">
      <PageHead
        title={view.title}
        lead={view.number}
        badges={
          <>
            <Badge tone={view.state.tone}>{view.state.label}</Badge>
            <DeadlineBadge deadline={view.deadline} />
          </>
        }
      />
      <Alert
        tone={['returned', 'quoted', 'delivered', 'answered'].includes(view.state.name) ? 'warning' : 'info'}
      >
        {next}
      </Alert>
      {view.steps && (
        <Card>
          <Steps items={view.steps} />
        </Card>
      )}
      {view.rating === 'used' && view.side === 'applicant' && (
        <Card>
          <p>这次服务您已经评价过，谢谢您。</p>
        </Card>
      )}
      {rateAt && (
        <Card title="请评价这次服务">
          <p>您的评价决定我们怎么改进，可以匿名。</p>
          <a class="button button-primary" href={rateAt}>
            去评价
          </a>
        </Card>
      )}
      <Answer view={view} />
      <Delivered view={view} />
      {view.quotes.length > 0 && (
        <Card title="报价">
          <Quotes quotes={view.quotes} agreeAt={canAgree ? `/act/service_case/agree/${view.id}` : null} />
        </Card>
      )}
      {view.buttons.length > 0 && (
        <Card title="您可以">
          <ActionButtons
            offers={view.buttons.filter(button => !button.href.includes('/agree/'))}
            back={back}
          />
        </Card>
      )}
      <Need view={view} />
      {view.side === 'provider' && view.party && (
        <Card title="申请人">
          <p>
            {view.party.name}，联系人 {view.party.contact}，电话 <Phone number={view.party.phone} />
          </p>
        </Card>
      )}
      {view.provider && (
        <Card title="服务商">
          <p>
            <a href={`/providers/${view.provider.id}`}>{view.provider.name}</a>，联系人{' '}
            {view.provider.contact}，电话 <Phone number={view.provider.phone} />
          </p>
        </Card>
      )}
      <Card title="留言">
        <Messages
          messages={view.messages}
          now={view.now}
          own={view.side}
          writeAt={view.writeAt}
          noteAt={null}
          formKey={view.formKey}
          hideStaff={true}
        />
      </Card>
      <Card
        title="进展"
        {...(view.lookupCode && { action: <a href={`/my/cases/${view.id}/receipt`}>打印回执</a> })}
      >
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}
