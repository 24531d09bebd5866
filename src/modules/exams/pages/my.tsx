import type { Button, Told } from '#modules/actions'
import type { Field } from '#platform/forms'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import type { ClockView, OwnLine, OwnView } from '../view.ts'

/** 我的考试: what is coming, and what came of it. */
export const MyExams = ({ open, past }: { open: readonly OwnLine[]; past: readonly OwnLine[] }) => (
  <div class="wrap stack">
    <PageHead title="我的考试" />
    {open.length === 0 && past.length === 0 && (
      <Card>
        <Empty
          icon="writing"
          title="还没有考试"
          text="报名参加培训班，需要考核的，考试安排会出现在这里。"
          action={{ href: '/training', label: '看看培训班' }}
        />
      </Card>
    )}
    {open.length > 0 && (
      <Card title="要参加的">
        <Lines rows={open} />
      </Card>
    )}
    {past.length > 0 && (
      <Card title="以前的">
        <Lines rows={past} />
      </Card>
    )}
  </div>
)

const Lines = ({ rows }: { rows: readonly OwnLine[] }) => (
  <ul class="task-list">
    {rows.map(one => (
      <li>
        <div>
          <a href={`/my/exams/${one.id}`}>{one.title}</a>{' '}
          <Badge tone={one.state.tone}>{one.state.label}</Badge>
          <p>{one.about}</p>
          <p class="quiet">
            {one.score !== null
              ? `${one.score} 分，${one.passed ? '合格' : '不合格'}`
              : one.until
                ? `正在计时，${one.until} 收卷`
                : `${one.when}，${one.place}`}
          </p>
        </div>
      </li>
    ))}
  </ul>
)

const formId = 'exam-paper'

const Clock = ({ clock, form }: { clock: ClockView; form?: string }) => (
  <p class="exam-clock" role="timer">
    <strong
      data-controller="countdown"
      data-countdown-due-value={clock.due}
      data-countdown-now-value={clock.now}
      data-countdown-form-value={form ? `#${form} form` : '#none'}
    >
      还剩约 {clock.left} 分钟
    </strong>
    <span>{clock.until} 收卷</span>
  </p>
)

interface PaperProps {
  id: string
  title: string
  clock: ClockView
  fields: readonly Field[]
  values: Record<string, unknown>
  savedAt: Date | null
}

/** The paper: all questions on one page, saved as one goes. */
export const PaperPage = ({ id, title, clock, fields, values, savedAt }: PaperProps) => (
  <div class="wrap stack">
    <PageHead title={title} lead={`共 ${fields.length} 题。答案会自动保存，关掉页面或换手机，时间照样走。`} />
    <Clock clock={clock} form={formId} />
    <div class="card exam-paper" id={formId}>
      <Form
        action={`/my/exams/${id}/hand-in`}
        fields={fields}
        values={values}
        errors={{}}
        submit="答完了，去交卷"
        draft={`/my/exams/${id}/answers`}
        draftSavedAt={savedAt}
        keep="保存"
      />
    </div>
  </div>
)

interface HandInProps {
  id: string
  title: string
  clock: ClockView
  count: number
  empty: readonly number[]
}

/** Once more before it is for good. */
export const HandInPage = ({ id, title, clock, count, empty }: HandInProps) => (
  <div class="wrap stack">
    <PageHead title="交卷" lead={title} />
    <Clock clock={clock} />
    {empty.length > 0 ? (
      <Alert tone="warning" title={`还有 ${empty.length} 题没有作答`}>
        <p>第 {empty.join('、')} 题。</p>
      </Alert>
    ) : (
      <Alert tone="success" title={`${count} 题都答了`}>
        <p>还有时间的话，可以再检查一遍。</p>
      </Alert>
    )}
    <Card>
      <p>交卷后不能再改。</p>
      <form method="post" action={`/my/exams/${id}/hand-in`} class="form" data-controller="submit-once">
        <input type="hidden" name="sure" value="1" />
        <div class="form-foot">
          <button type="submit" class="button button-primary">
            确认交卷
          </button>
          <a class="button button-secondary" href={`/my/exams/${id}`}>
            回去再看看
          </a>
        </div>
      </form>
    </Card>
  </div>
)

interface Props {
  view: OwnView
  buttons: readonly Button[]
  story: readonly Told[]
}

/** One exam of one's own: before it, while the papers are marked, and its result. */
export const MySitting = ({ view, buttons, story }: Props) => (
  <div class="wrap stack">
    <PageHead
      title={view.title}
      lead={view.about}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
    />
    <Next view={view} />
    {view.result && <Result result={view.result} />}
    {view.review && (
      <Card title="复核">
        <p>您的申请：{view.review.asked}</p>
        <p>
          {view.review.answer === null ? '正在由没有评过您试卷的人复核。' : `答复：${view.review.answer}`}
        </p>
      </Card>
    )}
    <Card title="考试安排">
      <Facts
        items={[
          { label: '时间', value: view.when },
          { label: '地点', value: view.place },
          view.minutes !== null && { label: '答题时长', value: `${view.minutes} 分钟，从开始答题起算` },
          { label: '考什么', value: view.parts },
          { label: '合格', value: view.pass },
          { label: '补考', value: view.retake },
          view.attempt > 1 && { label: '第几次', value: `第 ${view.attempt} 次（补考）` },
          view.handedIn !== null && { label: '交卷', value: view.handedIn },
        ]}
      />
      {view.rules && <p>{view.rules}</p>}
      {buttons.length > 0 && <ActionButtons offers={buttons} back={`/my/exams/${view.id}`} />}
    </Card>
    <Card title="经过">
      <Timeline items={story} />
    </Card>
  </div>
)

function Next({ view }: { view: OwnView }) {
  switch (view.phase) {
    case 'sitting':
      return (
        <Alert tone="warning" title="时间到了">
          <p>正在按您已经保存的答案收卷，过一会儿再看。</p>
        </Alert>
      )
    case 'on_paper':
      return (
        <Alert tone="info" title="您这次用纸质试卷">
          <p>请在监考人员发的试卷上作答，不能再在手机上答题。</p>
        </Alert>
      )
    case 'handed_in':
    case 'marked':
      return (
        <Alert tone="info" title="已交卷">
          <p>成绩由中心统一公布，公布后通知您。</p>
        </Alert>
      )
    case 'absent':
      return (
        <Alert tone="warning" title="这场考试没有您的成绩">
          <p>有补考的，安排好以后通知您。</p>
        </Alert>
      )
    default:
      return null
  }
}

type ResultView = NonNullable<OwnView['result']>

export const Result = ({ result }: { result: ResultView }) => (
  <>
    <Card title="成绩">
      <p class="exam-score">
        <strong>{result.score} 分</strong>{' '}
        <Badge tone={result.passed ? 'green' : 'red'}>{result.passed ? '合格' : '不合格'}</Badge>
      </p>
      <Facts
        items={[
          result.theory !== null && { label: '理论', value: result.theory },
          result.practice !== null && { label: '实操', value: result.practice },
          result.changed !== null && { label: '更正原因', value: result.changed },
          ...result.points.map(one => ({ label: one.label, value: one.marks })),
        ]}
      />
    </Card>
    {result.questions.length > 0 && (
      <Card title="答题情况">
        <ol class="exam-answers">
          {result.questions.map(one => (
            <li>
              <p>{one.stem}</p>
              <p>
                您的答案：{one.answer} <Badge tone={one.full ? 'green' : 'orange'}>{one.marks}</Badge>
              </p>
              {one.key !== null && <p>正确答案：{one.key}</p>}
              {one.explanation && <p class="quiet">{one.explanation}</p>}
            </li>
          ))}
        </ol>
      </Card>
    )}
  </>
)
