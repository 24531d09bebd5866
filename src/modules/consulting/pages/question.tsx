import { Paragraphs } from '#modules/knowledge'
import { ActedByWords } from '#modules/parties'
import { date, friendly } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Timeline } from '#ui/timeline'
import type { OwnView } from '../view.ts'
import { CitedPolicy } from './cited.tsx'

/** What whoever asked sees of it: where it stands first, then the answer, then what they asked. */
export const Question = ({ view }: { view: OwnView }) => (
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
          { label: '类型', value: `${view.kind}，${view.channel}` },
          { label: '提出日期', value: date(view.submittedAt) },
          view.acted !== null && { label: '代办', value: <ActedByWords acted={view.acted} /> },
        ]}
      />
    </Card>
    {view.answer && (
      <Card title="答复">
        <Paragraphs text={view.answer.text} />
        <Facts
          columns={1}
          items={[
            view.answer.policy !== null && {
              label: '依据的政策',
              value: <CitedPolicy policy={view.answer.policy} to="/policies" />,
            },
            { label: view.answer.policy ? '其他依据' : '依据', value: view.answer.basis },
            view.answer.entry !== null && {
              label: '另见',
              value: <a href={`/knowledge/${view.answer.entry.id}`}>{view.answer.entry.title}</a>,
            },
            { label: '答复时间', value: view.answer.at ?? '' },
          ]}
        />
      </Card>
    )}
    {view.rateAt && (
      <Card title="请评价这次答复">
        <p>您的评价决定我们怎么改进，可以匿名。</p>
        <a class="button button-primary" href={view.rateAt}>
          去评价
        </a>
      </Card>
    )}
    {view.rating === 'used' && (
      <Card>
        <p>这次答复您已经评价过，谢谢您。</p>
      </Card>
    )}
    <Card title="您问的">
      <p class="prose">{view.question}</p>
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
