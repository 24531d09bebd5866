import { Paragraphs } from '#modules/knowledge'
import { ActedByWords } from '#modules/parties'
import { dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Entries } from '#ui/entries'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'
import type { DeskView } from '../view.ts'
import { CitedPolicy } from './cited.tsx'

/** One consultation on one screen: what was asked, to whom it was passed, the answer, the way so far. */
export function DeskConsultation({ view }: { view: DeskView }) {
  const { row } = view
  const back = `/desk/consultations/${row.id}`
  return (
    <>
      <PageHead
        title={`${view.kind}咨询`}
        lead={row.number}
        badges={
          <>
            <Badge tone={view.state.tone}>{view.state.label}</Badge>
            {view.deadline && <Badge tone={view.deadline.tone}>{view.deadline.text}</Badge>}
            {view.urged && (
              <a href="/desk/supervision">
                <Badge tone="red">督办中</Badge>
              </a>
            )}
            {row.returns > 0 && <Badge tone="orange">没解决，退回 {row.returns} 次</Badge>}
          </>
        }
        actions={
          <>
            <ActionButtons offers={view.buttons} back={back} />
            {view.mayPublish && (
              <a class="button button-secondary" href={`${back}/public`}>
                拟成公开问答
              </a>
            )}
          </>
        }
      />
      <div class="columns">
        <div>
          <Card title="问的是">
            <p class="prose">{row.question}</p>
            <Files files={view.files} />
            <Facts
              items={[
                { label: '渠道', value: [view.channel, row.place].filter(Boolean).join('，') },
                { label: '提出', value: dateTime(row.submitted_at) },
                { label: '首问人', value: view.first },
                view.owner !== view.first && { label: '现在负责', value: view.owner },
                { label: '时长', value: view.took },
                { label: '是否解决', value: view.solved },
              ]}
            />
          </Card>
          {view.transfers.length > 0 && <Transfers view={view} back={back} />}
          {view.answer && (
            <Card title="答复">
              {view.answer.policy?.over && (
                <Alert tone="warning" title="所引政策已失效">
                  这件答复依据的政策后来失效或撤回了。咨询人还会看到这条答复，情况有变的请联系对方说明。
                </Alert>
              )}
              <Paragraphs text={view.answer.text} />
              <Facts
                columns={1}
                items={[
                  view.answer.policy !== null && {
                    label: '依据的政策',
                    value: <CitedPolicy policy={view.answer.policy} to="/desk/policies" />,
                  },
                  { label: view.answer.policy ? '其他依据' : '依据', value: view.answer.basis },
                  view.answer.entry !== null && {
                    label: '引用',
                    value: <a href={`/desk/knowledge/${view.answer.entry.id}`}>{view.answer.entry.title}</a>,
                  },
                  { label: '答复人', value: [view.answer.by, view.answer.at].filter(Boolean).join('，') },
                  view.entry !== null && {
                    label: '公开问答',
                    value: <a href={`/desk/knowledge/${view.entry.id}`}>{view.entry.title}</a>,
                  },
                ]}
              />
            </Card>
          )}
          <Entries title="补充、跟进与备注" outsider="咨询人" view={view} />
        </div>
        <aside>
          <Card title="咨询人">
            <div class="party-line">
              <span class="avatar" aria-hidden="true">
                {view.who.slice(0, 1)}
              </span>
              <div>
                <strong>{view.who}</strong>
                {view.party && (
                  <p>
                    <a href={`/desk/parties/${view.party.id}`}>{view.party.name}</a>
                  </p>
                )}
                {view.acted && <ActedByWords acted={view.acted} />}
                <p class="quiet">
                  {view.phone ? <Phone number={view.phone} /> : row.unnamed ? '不知道是谁' : '没有留电话'}
                </p>
              </div>
            </div>
          </Card>
          <Card
            title="经过"
            action={
              <a href={`${back}/register.pdf`} data-turbo="false">
                接待登记表
              </a>
            }
          >
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const Transfers = ({ view, back }: { view: DeskView; back: string }) => (
  <Card title="转办">
    {view.transfers.map(one => (
      <div class="stack">
        <p>
          <b>
            {one.target}：{one.who}
          </b>{' '}
          <Badge tone={one.state.tone}>{one.state.label}</Badge> <span class="quiet">{one.at}</span>
        </p>
        <p class="quiet prose">{one.reason}</p>
        {one.question && <p class="quiet prose">转去的话：{one.question}</p>}
        {one.officePhone && (
          <p>
            <Phone number={one.officePhone} />
          </p>
        )}
        {one.answer && <p class="prose">答：{one.answer}</p>}
        {one.declined && (
          <Alert tone="warning" title="退回">
            {one.declined}
          </Alert>
        )}
        <ActionButtons offers={one.buttons} back={back} />
      </div>
    ))}
  </Card>
)
