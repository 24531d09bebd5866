import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { QuestionLine } from './bank.tsx'
import { BankTabs } from './desk.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
type Query = Record<string, string>

export interface PaperLine {
  id: string
  title: string
  mode: string
  questions: number
  total: number
  state: Mark
}

export const paperColumns: ReadonlyArray<Column<PaperLine>> = [
  {
    key: 'title',
    label: '试卷',
    phone: 'title',
    width: 40,
    value: row => row.title,
    cell: row => <a href={`/desk/exams/papers/${row.id}`}>{row.title}</a>,
  },
  { key: 'mode', label: '组卷方式', value: row => row.mode },
  { key: 'questions', label: '题数', kind: 'number', value: row => row.questions },
  { key: 'total', label: '总分', kind: 'number', value: row => row.total },
  stateColumn,
]

interface PapersProps {
  rows: readonly PaperLine[]
  query: Query
  mayCompose: boolean
}

/** 试卷. */
export const DeskPapers = ({ rows, query, mayCompose }: PapersProps) => (
  <>
    <PageHead
      title="试卷"
      lead="按规则给每个考生随机抽题，或者所有人用同样的题目。"
      actions={
        mayCompose && (
          <a class="button button-primary" href="/act/exam_paper/compose?back=/desk/exams/papers">
            组一份试卷
          </a>
        )
      }
    />
    <BankTabs current="/desk/exams/papers" />
    <DataTable
      path="/desk/exams/papers"
      {...{ query, columns: paperColumns, rows }}
      exportable
      empty={{ title: '还没有试卷', text: '题库里有了审核通过的试题，就可以组卷。' }}
    />
  </>
)

interface PaperProps {
  id: string
  title: string
  lead: string
  note: string
  state: Mark
  rules: ReadonlyArray<{ kind: string; topic: string; difficulty: string; count: number; marks: number }>
  items: ReadonlyArray<QuestionLine & { marks: number }>
  buttons: readonly Button[]
  story: readonly Told[]
}

/** One paper: its rules, or its questions. */
export const DeskPaper = (props: PaperProps) => (
  <>
    <PageHead
      title={props.title}
      lead={props.lead}
      badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
      actions={
        props.buttons.length > 0 && (
          <ActionButtons offers={props.buttons} back={`/desk/exams/papers/${props.id}`} />
        )
      }
    />
    <div class="columns">
      <div>
        <Card title={props.rules.length > 0 ? '抽题规则' : '题目'}>
          {props.note && <p>{props.note}</p>}
          <ul class="bullets">
            {props.rules.map(one => (
              <li>
                {one.kind} {one.count} 题，每题 {one.marks} 分；知识点：{one.topic}；难度：{one.difficulty}
              </li>
            ))}
            {props.items.map(one => (
              <li>
                <a href={`/desk/exams/questions/${one.id}`}>
                  题 {one.number} {one.stem}
                </a>
                （{one.kind}，第 {one.version} 版，{one.marks} 分）
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={props.story} />
        </Card>
      </aside>
    </div>
  </>
)
