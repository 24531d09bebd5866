import type { Told } from '#modules/actions'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { CheckLine } from '../view.ts'

interface Props {
  line: CheckLine
  /** Of a call: whom, and the number for as long as it is shown. */
  call: {
    name: string
    phone: string | null
    until: string
    opening: string
    questions: readonly string[]
  } | null
  recordHref: string | null
  /** Where the check did not agree: to the finding. */
  noteHref: string | null
  answers: Array<{ label: string; value: string }>
  note: string
  photos: ReadonlyArray<{ id: string; name: string; media_type: string }>
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

export const CheckPage = ({
  line,
  call,
  recordHref,
  noteHref,
  answers,
  note,
  photos,
  buttons,
  story,
}: Props) => (
  <>
    <PageHead
      title={line.title}
      badges={<Badge tone={line.state.tone}>{line.state.label}</Badge>}
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={line.href} />}
    />
    <div class="columns">
      <div>
        {call && <Call call={call} />}
        <Card title="核查">
          <Facts
            items={[
              { label: '方式', value: line.method },
              { label: '台账', value: line.register },
              { label: '抽中次序', value: line.rank === null ? '' : `第 ${line.rank} 个` },
              { label: '记录', value: recordHref ? <a href={recordHref}>查看记录</a> : '' },
              { label: '打过', value: line.tries > 0 ? `${line.tries} 次` : '' },
              { label: '结果', value: line.outcome },
              { label: '哪里对不上', value: line.contradiction },
              { label: '日期', value: line.doneOn },
              ...answers,
              { label: '记录和原话', value: note },
            ]}
          />
          <Pictures files={photos} alt={line.title} />
          {noteHref && (
            <p>
              <a class="button button-primary" href={noteHref}>
                记为问题
              </a>
            </p>
          )}
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)

const Call = ({ call }: { call: NonNullable<Props['call']> }) => (
  <>
    {call.phone === null && (
      <Alert tone="info" title="号码在打电话时才显示">
        <p>点“打电话，显示号码”后显示给您一个人看，到时自动隐去；每看一次都有记录。</p>
      </Alert>
    )}
    <Card title="打给谁、怎么说">
      <Facts
        items={[
          { label: '接电话的人', value: call.name },
          { label: '电话', value: call.phone ? <b>{call.phone}</b> : '' },
          { label: '显示到', value: call.until },
        ]}
      />
      <p>{call.opening}</p>
      {call.questions.length > 0 && (
        <ol>
          {call.questions.map(one => (
            <li>{one}</li>
          ))}
        </ol>
      )}
    </Card>
  </>
)
