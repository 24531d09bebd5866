import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Steps } from '#ui/steps'
import { Timeline } from '#ui/timeline'
import { Answer, type CaseView, Delivered, Need } from './matter.tsx'
import { DeadlineBadge, Messages, Quotes } from './parts.tsx'

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
