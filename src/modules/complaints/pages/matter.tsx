import { date, friendly } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { Timeline } from '#ui/timeline'
import type { OwnView } from '../view.ts'

/** What whoever complained sees of it: where it stands first, then the answer, then what they wrote. */
export function Matter({ view }: { view: OwnView }) {
  const { facts } = view
  return (
    <>
      <Card>
        <p>
          <Badge tone={view.state.tone}>{view.state.label}</Badge>{' '}
          {view.deadline && <Badge tone={view.deadline.tone}>{view.deadline.text}</Badge>}
        </p>
        <p>{view.next}</p>
        <Facts
          items={[
            { label: '编号', value: view.number },
            { label: '类别', value: `${facts.kind}，关于${facts.about}` },
            { label: '对象', value: facts.respondent },
            { label: '提交日期', value: date(view.submittedAt) },
            facts.limit !== null && { label: '办理时限', value: `受理后 ${facts.limit} 个工作日` },
          ]}
        />
      </Card>
      {view.refusalText && (
        <Card title={`不予受理：${facts.refusal}`}>
          <p class="prose">{view.refusalText}</p>
        </Card>
      )}
      {view.appealOutcome && (
        <Card title="主管部门的复查意见">
          <p class="prose">{view.appealOutcome}</p>
        </Card>
      )}
      {view.answer && (
        <Card title="答复">
          {view.finding && (
            <p>
              <b>{view.finding}</b>
              {view.answeredAt && <span class="quiet">　{date(view.answeredAt)}</span>}
            </p>
          )}
          <p class="prose">{view.answer}</p>
          {view.measures && (
            <>
              <h3>整改措施</h3>
              <p class="prose">{view.measures}</p>
            </>
          )}
        </Card>
      )}
      <Card title="您反映的">
        <p class="prose">{view.body}</p>
        {view.opensFiles ? (
          <Files files={view.files} />
        ) : (
          view.files.length > 0 && <p class="quiet">附照片 {view.files.length} 张。</p>
        )}
        {view.details.map(one => (
          <Alert title={`${one.label}，${friendly(one.at, view.now)}`}>
            <p class="prose">{one.body}</p>
          </Alert>
        ))}
      </Card>
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </>
  )
}
