import { date, dateTime } from '#platform/format'
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

/** One complaint on one screen: what was said, what is alike, what the provider says, the answer, the way so far. */
export function DeskComplaint({ view }: { view: DeskView }) {
  const { row, facts } = view
  const back = `/desk/complaints/${row.id}`
  // Whoever passes it to the bureau does not see it any more: they go back to the list.
  const passing = view.buttons.filter(button => button.href.includes('/passToBureau/'))
  return (
    <>
      <PageHead
        title={`${facts.kind}：${facts.respondent || facts.about}`}
        badges={
          <>
            <Badge tone={view.state.tone}>{view.state.label}</Badge>
            {view.deadline && <Badge tone={view.deadline.tone}>{view.deadline.text}</Badge>}
            {row.for_bureau && <Badge tone="orange">涉及中心</Badge>}
            {row.anonymous && <Badge tone="grey">匿名</Badge>}
            {view.urged && (
              <a href="/desk/supervision">
                <Badge tone="red">督办中</Badge>
              </a>
            )}
          </>
        }
        actions={
          <>
            <ActionButtons offers={view.buttons.filter(button => !passing.includes(button))} back={back} />
            <ActionButtons offers={passing} back="/desk/complaints" />
          </>
        }
      />
      <div class="columns">
        <div>
          {view.alike.length > 0 && <Alike view={view} />}
          <Said view={view} />
          {view.statements.length > 0 && <Statements view={view} />}
          <Outcome view={view} />
          <Entries title="补充、理由与备注" outsider="反映人" view={view} />
        </div>
        <aside>
          <Complainant view={view} />
          <Card
            title="经过"
            action={
              <span class="quiet">
                <a href={`${back}/sheet.pdf`} data-turbo="false">
                  办理单
                </a>{' '}
                {row.answer && (
                  <a href={`${back}/answer.pdf`} data-turbo="false">
                    答复函
                  </a>
                )}
              </span>
            }
          >
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const Alike = ({ view }: { view: DeskView }) => (
  <Card title="可能是同一件事">
    <ul class="task-list">
      {view.alike.map(one => (
        <li>
          <div>
            <a href={`/desk/complaints/${one.id}`}>{one.number}</a>
            <p class="quiet">
              {[one.samePhone && '同一电话', one.share > 0 && `内容相近 ${Math.round(one.share * 100)}%`]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <p>{one.excerpt}</p>
          </div>
          <Badge tone={one.state.tone}>{one.state.label}</Badge>
        </li>
      ))}
    </ul>
    <p class="quiet">确是同一件的，点“并入先前的一件”；两位反映人都会得到通知。</p>
  </Card>
)

function Said({ view: { row, facts, files, merged } }: { view: DeskView }) {
  return (
    <Card title="反映的内容">
      <p class="prose">{row.body}</p>
      <Files files={files} />
      <Facts
        items={[
          { label: '编号', value: row.number },
          { label: '关于', value: facts.about },
          { label: '对象', value: facts.respondent },
          facts.serviceCase !== null && {
            label: '办件',
            value: (
              <a href={`/desk/cases/${facts.serviceCase.id}`}>
                {facts.serviceCase.title}（{facts.serviceCase.number}）
              </a>
            ),
          },
          facts.provider !== null && {
            label: '服务商',
            value: <a href={`/desk/providers/${facts.provider.id}`}>{facts.provider.name}</a>,
          },
          {
            label: '来源',
            value: [facts.channel, facts.registeredBy && `${facts.registeredBy}登记`]
              .filter(Boolean)
              .join('，'),
          },
          { label: '收到', value: dateTime(row.submitted_at) },
          merged !== null && {
            label: '并入',
            value: <a href={`/desk/complaints/${merged.id}`}>{merged.number}</a>,
          },
          facts.limit !== null && {
            label: '办理时限',
            value: `${facts.complexity}，${facts.limit} 个工作日${row.extended_days > 0 ? `（已延期 ${row.extended_days} 个）` : ''}`,
          },
          { label: '承办人', value: facts.assignee },
        ]}
      />
    </Card>
  )
}

const Statements = ({ view }: { view: DeskView }) => (
  <Card title="服务商的说明">
    {view.statements.map(one => (
      <div class="stack">
        <p>
          <b>{one.provider}</b> <Badge tone={one.state.tone}>{one.state.label}</Badge>{' '}
          <span class="quiet">{date(one.asked_at)} 请其说明</span>
        </p>
        <p class="quiet prose">问：{one.question}</p>
        {one.statement && <p class="prose">答：{one.statement}</p>}
        <Files files={one.files} />
      </div>
    ))}
  </Card>
)

function Outcome({ view: { row, facts } }: { view: DeskView }) {
  if (!facts.finding && !facts.refusal && !row.refusal_text && !row.appeal) return null
  return (
    <Card title="处理结果">
      <Facts
        columns={1}
        items={[
          row.refusal_text !== null && { label: '不予受理', value: facts.refusal || '已由主管部门改为受理' },
          row.refusal_text !== null && { label: '说明', value: row.refusal_text },
          row.appeal !== null && { label: '申请复查', value: row.appeal },
          row.appeal_outcome !== null && { label: '复查意见', value: row.appeal_outcome },
          { label: '核查结论', value: [facts.finding, facts.cause].filter(Boolean).join('，') },
          row.answer !== null && { label: '答复', value: <span class="prose">{row.answer}</span> },
          row.measures !== null && { label: '整改措施', value: <span class="prose">{row.measures}</span> },
          row.answered_at !== null && { label: '答复时间', value: dateTime(row.answered_at) },
          { label: '反映人意见', value: facts.satisfaction },
          row.alone && { label: '回访', value: '主管部门没有其他办理人员，由承办人本人回访。' },
        ]}
      />
    </Card>
  )
}

function Complainant({ view: { row, phone, unreached } }: { view: DeskView }) {
  return (
    <Card title="反映人">
      {row.anonymous ? (
        <p class="quiet">匿名，没有姓名和电话。答复后本人凭查询码查看。</p>
      ) : (
        <div class="party-line">
          <span class="avatar" aria-hidden="true">
            {(row.contact_name ?? '—').slice(0, 1)}
          </span>
          <div>
            {row.party_id ? (
              <a href={`/desk/parties/${row.party_id}`}>
                <strong>{row.contact_name}</strong>
              </a>
            ) : (
              <strong>{row.contact_name}</strong>
            )}
            <p class="quiet">{phone ? <Phone number={phone} /> : '没有留电话，答复函寄送或当面交给'}</p>
          </div>
        </div>
      )}
      {unreached.length > 0 && (
        <Alert tone="warning" title="短信没有送达，请打电话告知">
          {unreached.map(body => (
            <p>{body}</p>
          ))}
        </Alert>
      )}
    </Card>
  )
}
