import { date } from '#platform/format'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import type { Progress } from '../queries.ts'

interface Props {
  number: string
  code: string
  errors?: Record<string, string>
  found?:
    | (Progress & { label: string; tone: 'green' | 'orange' | 'red' | 'grey' | 'blue'; next: string })
    | undefined
}

/** Progress for whoever holds number and 查询码: the state, and no names. */
export function ProgressPage({ number, code, errors = {}, found }: Props) {
  return (
    <div class="wrap stack">
      <PageHead title="查进度" lead="输入受理回执上的编号和查询码。" />
      {found && (
        <Card title={found.title}>
          <p>
            <Badge tone={found.tone}>{found.label}</Badge>
          </p>
          <p>{found.next}</p>
          <Facts
            items={[
              { label: '编号', value: found.number },
              { label: '提交日期', value: date(found.submitted_at) },
              { label: '承诺时限', value: `受理后 ${found.promised_days + found.extended_days} 个工作日` },
              found.closed_at !== null && { label: '办结日期', value: date(found.closed_at) },
            ]}
          />
        </Card>
      )}
      <Card>
        <Form
          answersWithPage
          action="/progress"
          fields={[
            {
              name: 'number',
              label: '办件编号',
              widget: 'code',
              required: true,
              placeholder: '例如 340822-20261124-0001',
            },
            {
              name: 'code',
              label: '查询码',
              widget: 'code',
              required: true,
              placeholder: '6 位',
              maxLength: 6,
              help: '在受理回执和短信里；登录后在“我的”里打开这件，也能看到。',
            },
          ]}
          values={{ number, code }}
          errors={errors}
          submit="查询"
        />
      </Card>
    </div>
  )
}
