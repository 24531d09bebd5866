import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { OwnView } from '../view.ts'

interface Mark {
  label: string
  tone: BadgeTone
}
type Fact = { label: string; value: Child }

interface SittingProps {
  id: string
  name: string
  state: Mark
  exam: { href: string; label: string }
  facts: readonly Fact[]
  result: NonNullable<OwnView['result']> | null
  scored: boolean
  printable: boolean
  files: Parameters<typeof Files>[0]['files']
  buttons: readonly Button[]
  story: readonly Told[]
}

/** One sitting: when it was, the paper with its marks, what was changed and why. */
export const DeskSitting = (props: SittingProps) => {
  const here = `/desk/exams/sittings/${props.id}`
  return (
    <>
      <PageHead
        title={props.name}
        lead={props.exam.label}
        badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
        actions={props.buttons.length > 0 && <ActionButtons offers={props.buttons} back={here} />}
      />
      <div class="columns">
        <div>
          <Card title="应试" action={props.printable && <a href={`${here}/paper.pdf`}>打印试卷</a>}>
            <Facts items={[...props.facts]} />
          </Card>
          {props.result && <Marks result={props.result} scored={props.scored} />}
          {props.files.length > 0 && (
            <Card title="答卷和现场照片">
              <Files files={props.files} />
            </Card>
          )}
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={props.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const Marks = ({ result, scored }: { result: NonNullable<OwnView['result']>; scored: boolean }) => (
  <>
    <Card title="成绩">
      <Facts
        items={[
          scored && {
            label: '总成绩',
            value: `${result.score} 分，${result.passed ? '合格' : '不合格'}`,
          },
          result.theory !== null && { label: '理论', value: result.theory },
          result.practice !== null && { label: '实操', value: result.practice },
          result.changed !== null && { label: '更正原因', value: result.changed },
          ...(result.practice === null
            ? []
            : result.points.map(one => ({ label: one.label, value: one.marks }))),
        ]}
      />
    </Card>
    {result.questions.length > 0 && (
      <Card title="试卷">
        <ol class="exam-answers">
          {result.questions.map(one => (
            <li>
              <p>{one.stem}</p>
              <p>
                答案：{one.answer} <Badge tone={one.full ? 'green' : 'orange'}>{one.marks}</Badge>
              </p>
              {one.key !== null && <p class="quiet">正确答案：{one.key}</p>}
            </li>
          ))}
        </ol>
      </Card>
    )}
  </>
)
