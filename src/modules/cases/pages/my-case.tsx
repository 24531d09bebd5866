import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Steps } from '#ui/steps'
import { Timeline } from '#ui/timeline'
import { Answer, type CaseView, Delivered, Need } from './matter.tsx'
import { DeadlineBadge, Messages, Quotes } from './parts.tsx'

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
          {view.side === 'applicant' && view.quotes[0] && (
            <p class="table-note">为什么邀请这几家：{view.quotes[0].reason}</p>
          )}
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
