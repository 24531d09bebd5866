import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}
type Fact = { label: string; value: string }
type Query = Record<string, string>

export interface ExamLine {
  id: string
  title: string
  classTitle: string
  classId: string
  when: string
  parts: string
  candidates: number
  passed: number | null
  owner: string
  state: Mark
}

const ofClass: ReadonlyArray<Column<ExamLine>> = [
  {
    key: 'title',
    label: '考试',
    phone: 'title',
    width: 30,
    value: row => row.title,
    cell: row => <a href={`/desk/exams/${row.id}`}>{row.title}</a>,
  },
  { key: 'when', label: '时间', width: 26, long: true, value: row => row.when },
  { key: 'parts', label: '考什么', long: true, phone: 'hide', value: row => row.parts },
  { key: 'candidates', label: '考生', kind: 'number', value: row => row.candidates },
  { key: 'passed', label: '合格', kind: 'number', value: row => row.passed },
  { key: 'owner', label: '负责人', phone: 'hide', value: row => row.owner },
  stateColumn,
]
export const examColumns: ReadonlyArray<Column<ExamLine>> = [
  ...ofClass.slice(0, 1),
  {
    key: 'class',
    label: '培训班',
    width: 26,
    long: true,
    value: row => row.classTitle,
    cell: row => <a href={`/desk/classes/${row.classId}/exams`}>{row.classTitle}</a>,
  },
  ...ofClass.slice(1),
]

/** The tabs of the bank: exams, questions, papers. */
export const BankTabs = ({ current }: { current: string }) => (
  <nav class="tabs" aria-label="题库与考试">
    {[
      ['/desk/exams', '考试'],
      ['/desk/exams/questions', '题库'],
      ['/desk/exams/papers', '试卷'],
    ].map(([href, label]) => (
      <a href={href} {...(href === current && { 'aria-current': 'page' })}>
        {label}
      </a>
    ))}
  </nav>
)

interface ListProps {
  rows: readonly ExamLine[]
  filters: readonly Filter[]
  query: Query
  next: Record<string, string> | null
  mayPlan: boolean
  /** Whether questions and papers are open to them. */
  knowsBank: boolean
}

/** All exams, newest first. */
export const DeskExams = ({ rows, filters, query, next, mayPlan, knowsBank }: ListProps) => (
  <>
    <PageHead
      title="题库与考试"
      lead="一人安排，另一人批准；到时间自动收卷，客观题自动评分，成绩统一公布。"
      actions={
        mayPlan && (
          <a class="button button-primary" href="/act/exam/plan?back=/desk/exams">
            安排考试
          </a>
        )
      }
    />
    {knowsBank && <BankTabs current="/desk/exams" />}
    <DataTable
      path="/desk/exams"
      {...{ query, columns: examColumns, rows, filters, next }}
      exportable
      empty={{ title: '还没有考试', text: '先在题库里编好试题、组好试卷，再给培训班安排考试。' }}
    />
  </>
)

interface OfClassProps {
  rows: readonly ExamLine[]
  plan: string
  hasExam: boolean
  query: Query
  path: string
}

/** The tab 考试 of a class. */
export const ClassExams = ({ rows, plan, hasExam, query, path }: OfClassProps) => (
  <>
    {plan && (
      <Card title="考核方案">
        <p>{plan}</p>
      </Card>
    )}
    <DataTable
      {...{ path, query, columns: ofClass, rows }}
      empty={{
        title: '还没有安排考试',
        text: hasExam ? '这个班结业要考核，请安排考试。' : '这个班结业不要求考核；需要的也可以安排。',
      }}
    />
  </>
)

export interface SittingLine {
  id: string
  name: string
  attempt: number
  handed: string
  theory: number | null
  practice: number | null
  score: number | null
  passed: string
  state: Mark
}

export const sittingColumns: ReadonlyArray<Column<SittingLine>> = [
  {
    key: 'name',
    label: '考生',
    phone: 'title',
    sort: true,
    value: row => row.name,
    cell: row => <a href={`/desk/exams/sittings/${row.id}`}>{row.name}</a>,
  },
  { key: 'attempt', label: '第几次', kind: 'number', phone: 'hide', value: row => row.attempt },
  { key: 'handed', label: '交卷', phone: 'hide', value: row => row.handed },
  { key: 'theory', label: '理论', kind: 'number', sort: true, value: row => row.theory },
  { key: 'practice', label: '实操', kind: 'number', sort: true, value: row => row.practice },
  { key: 'score', label: '总成绩', kind: 'number', sort: true, value: row => row.score },
  { key: 'passed', label: '结果', value: row => row.passed },
  stateColumn,
]

interface Props {
  id: string
  title: string
  rules: string
  state: Mark
  trainingClass: { href: string; label: string }
  facts: readonly Fact[]
  pools: readonly string[]
  warning: string | null
  figures: { candidates: number; sat: number; absent: number; passed: number; mean: string }
  scoreSheets: boolean
  /** Where a 补考 is planned. */
  retake: string | null
  rows: readonly SittingLine[]
  buttons: readonly Button[]
  query: Query
  story: readonly Told[]
}

/** One exam: its plan, its candidates and how they did. */
export const DeskExam = (props: Props) => {
  const here = `/desk/exams/${props.id}`
  return (
    <>
      <PageHead
        title={props.title}
        lead={props.trainingClass.label}
        badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
        actions={props.buttons.length > 0 && <ActionButtons offers={props.buttons} back={here} />}
      />
      {props.warning && (
        <Alert tone="warning">
          <p>{props.warning}</p>
        </Alert>
      )}
      <div class="stats">
        <Stat value={`${props.figures.candidates} 人`} label="考生" />
        <Stat value={`${props.figures.sat} 人`} label="参加" />
        <Stat value={`${props.figures.absent} 人`} label="缺考" />
        <Stat value={`${props.figures.passed} 人`} label="合格" />
        <Stat value={props.figures.mean} label="平均分" />
      </div>
      <Card
        title="考生和成绩"
        action={props.scoreSheets && <a href={`${here}/score-sheets.pdf`}>打印实操评分表</a>}
      >
        <DataTable
          path={here}
          query={props.query}
          columns={sittingColumns}
          rows={props.rows}
          exportable
          empty={{ title: '还没有考生', text: '批准以后点“确定考生名单”，录取的学员就列进来。' }}
        />
      </Card>
      <div class="columns">
        <div>
          <Card title="考试安排" action={<a href={props.trainingClass.href}>培训班</a>}>
            <Facts items={[...props.facts]} />
            {props.rules && <p>{props.rules}</p>}
            {props.retake && (
              <p>
                <a class="button button-secondary" href={props.retake}>
                  安排补考
                </a>
              </p>
            )}
          </Card>
          {props.pools.length > 0 && (
            <Card title="抽题">
              <p class="quiet">
                批准时固定下来，题库以后怎么改都不影响；每个考生按自己的种子抽，随时可以重抽核对。
              </p>
              <ul class="bullets">
                {props.pools.map(one => (
                  <li>{one}</li>
                ))}
              </ul>
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
