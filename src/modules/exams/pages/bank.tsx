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
import type { BroughtIn } from '../gift-import.ts'
import { type Content, letterOf } from '../kinds.ts'
import { BankTabs } from './desk.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
type Query = Record<string, string>

export interface QuestionLine {
  id: string
  number: number
  version: number
  kind: string
  topic: string
  difficulty: string
  stem: string
  state: Mark
}

export const questionColumns: ReadonlyArray<Column<QuestionLine>> = [
  { key: 'number', label: '题号', kind: 'number', value: row => row.number },
  {
    key: 'stem',
    label: '题目',
    phone: 'title',
    width: 60,
    value: row => row.stem,
    cell: row => <a href={`/desk/exams/questions/${row.id}`}>{row.stem}</a>,
  },
  { key: 'kind', label: '题型', value: row => row.kind },
  { key: 'topic', label: '知识点', value: row => row.topic },
  { key: 'difficulty', label: '难度', phone: 'hide', value: row => row.difficulty },
  { key: 'version', label: '版本', kind: 'number', phone: 'hide', value: row => row.version },
  stateColumn,
]

interface ListProps {
  rows: readonly QuestionLine[]
  filters: readonly Filter[]
  query: Query
  next: Record<string, string> | null
  mayWrite: boolean
  /** In use, by kind. */
  counts: ReadonlyArray<{ label: string; count: number }>
}

/** 题库. */
export const DeskQuestions = ({ rows, filters, query, next, mayWrite, counts }: ListProps) => (
  <>
    <PageHead
      title="题库"
      lead="一人编写，另一人审核；在用的题要改，先起草新版本，已经抽到的试卷不变。"
      actions={
        mayWrite && (
          <>
            <a class="button button-secondary" href="/desk/exams/questions/all.gift">
              导出文本
            </a>
            <a class="button button-secondary" href="/desk/exams/questions/gift">
              导入
            </a>
            <a class="button button-primary" href="/act/exam_question/write?back=/desk/exams/questions">
              新编试题
            </a>
          </>
        )
      }
    />
    <BankTabs current="/desk/exams/questions" />
    <div class="stats">
      {counts.map(one => (
        <Stat value={`${one.count} 题`} label={one.label} />
      ))}
    </div>
    <DataTable
      path="/desk/exams/questions"
      {...{ query, columns: questionColumns, rows, filters, next }}
      search="题目、知识点或题号"
      exportable
      empty={{ title: '没有试题', text: '可以逐题编写，也可以用表格或文本成批导入。' }}
    />
  </>
)

interface QuestionProps {
  id: string
  title: string
  content: Content
  explanation: string
  reason: string | null
  state: Mark
  facts: ReadonlyArray<{ label: string; value: string }>
  versions: ReadonlyArray<{ href: string; label: string; state: Mark; current: boolean }>
  revise: string | null
  buttons: readonly Button[]
  story: readonly Told[]
}

/** One version of a question, with what is right. */
export const DeskQuestion = (props: QuestionProps) => (
  <>
    <PageHead
      title={props.title}
      badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
      actions={
        <>
          {props.revise && (
            <a class="button button-secondary" href={props.revise}>
              修改成新版本
            </a>
          )}
          {props.buttons.length > 0 && (
            <ActionButtons offers={props.buttons} back={`/desk/exams/questions/${props.id}`} />
          )}
        </>
      }
    />
    <div class="columns">
      <div>
        {props.reason && (
          <Alert tone="info">
            <p>{props.reason}</p>
          </Alert>
        )}
        <Card title="题目">
          <p>{props.content.stem}</p>
          {props.content.options.length > 0 && (
            <ul class="bullets">
              {props.content.options.map((one, at) => (
                <li>
                  {letterOf(at)}. {one.text} {one.right && <Badge tone="green">正确</Badge>}
                </li>
              ))}
            </ul>
          )}
          {props.content.points.length > 0 && (
            <ul class="bullets">
              {props.content.points.map(one => (
                <li>
                  {one.label}，{one.most} 分
                </li>
              ))}
            </ul>
          )}
          <Facts items={[...props.facts]} />
          {props.explanation && <p>解析：{props.explanation}</p>}
        </Card>
        <Card title="版本">
          <ul class="bullets">
            {props.versions.map(one => (
              <li>
                {one.current ? one.label : <a href={one.href}>{one.label}</a>}{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
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

const example = `::例题::直播带货时，谁对宣传内容负责？{
=主播和商家
~观众
}

哪些要标明？{~%50%产地 ~%50%净含量 ~%-100%编造的奖项}

可以刷单。{F####电子商务法第十七条}

七日无理由退货从 {=签收 =收货} 起算。`

/** Questions out of a text file. */
export const GiftPage = ({ result }: { result: BroughtIn }) => (
  <>
    <PageHead
      title="导入试题"
      lead="文本题库（常见教学平台都能导出的通用格式）。有一处不对就整个不导入，先告诉您在第几行。"
    />
    {result.faults.length > 0 && (
      <Alert tone="danger" title={`有 ${result.faults.length} 处要改，这次没有导入`}>
        <ul class="bullets">
          {result.faults.map(one => (
            <li>
              第 {one.line} 行：{one.says}
            </li>
          ))}
        </ul>
      </Alert>
    )}
    <Card title="上传文件或粘贴文字">
      <form
        method="post"
        action="/desk/exams/questions/gift"
        enctype="multipart/form-data"
        class="form"
        data-turbo="false"
      >
        <div class="field">
          <label for="f-topic">知识点</label>
          <p class="help" id="f-topic-help">
            文件里没有写类别的题目归到这里。
          </p>
          <input
            id="f-topic"
            name="topic"
            type="text"
            value={result.topic ?? ''}
            aria-describedby="f-topic-help"
          />
        </div>
        <div class="field">
          <label for="f-file">文件</label>
          <input id="f-file" name="file" type="file" accept=".gift,.txt,text/plain" />
        </div>
        <div class="field">
          <label for="f-text">或者粘贴在这里</label>
          <textarea id="f-text" name="text" rows={12}>
            {result.text ?? ''}
          </textarea>
        </div>
        <div class="form-foot">
          <button type="submit" class="button button-primary">
            导入
          </button>
          <a class="button button-secondary" href="/desk/exams/questions">
            返回
          </a>
        </div>
      </form>
    </Card>
    <Card title="格式">
      <p>题目之间空一行；等号后面是正确答案，波浪号后面是错误答案；四个井号后面是解析。</p>
      <pre>
        <code>{example}</code>
      </pre>
      <p>
        用表格的，到<a href="/desk/imports">批量导入</a>下载“试题”模板。
      </p>
    </Card>
  </>
)
