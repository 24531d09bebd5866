import type { Told } from '#modules/actions'
import { percent } from '#platform/format'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { CallLine, CheckLine } from '../view.ts'

interface Mark {
  label: string
  tone: BadgeTone
}

export const checkColumns: ReadonlyArray<Column<CheckLine>> = [
  {
    key: 'title',
    label: '培训班',
    phone: 'title',
    long: true,
    width: 28,
    value: row => row.title,
    cell: row => <a href={`/desk/tracking/checks/${row.id}`}>{row.title}</a>,
  },
  { key: 'number', label: '期号', value: row => row.number },
  { key: 'people', label: '学员', kind: 'number', value: row => row.people },
  { key: 'drawn', label: '抽中', kind: 'number', value: row => row.drawn },
  { key: 'reached', label: '打通', kind: 'number', value: row => row.reached },
  { key: 'unreached', label: '联系不上', kind: 'number', phone: 'hide', value: row => row.unreached },
  { key: 'findings', label: '有问题', kind: 'number', value: row => row.findings },
  { key: 'mean', label: '满意（平均分）', kind: 'number', phone: 'hide', value: row => row.mean },
  { key: 'day', label: '抽取日期', phone: 'hide', value: row => row.drawnOn },
  stateColumn,
]

/** Where the parts of the module are. */
export const Parts = () => (
  <>
    <a class="button" href="/desk/tracking/findings">
      发现的问题
    </a>
    <a class="button" href="/desk/tracking/rounds">
      结业跟踪
    </a>
    <a class="button" href="/desk/tracking/conversion">
      转化报表
    </a>
  </>
)

interface ListProps {
  rows: readonly CheckLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}

export const CheckList = ({ rows, query, filters, next }: ListProps) => (
  <>
    <PageHead
      title="抽查与跟踪"
      lead="结业后随机抽人打电话，听学员自己怎么说；再看他们后来怎么样。"
      actions={<Parts />}
    />
    <DataTable
      path="/desk/tracking"
      query={query}
      columns={checkColumns}
      rows={rows}
      search="培训班"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '还没有要抽查的班', text: '培训班办理结业以后，抽查名单自动固定，在这里抽取。' }}
    />
  </>
)

const callColumns: ReadonlyArray<Column<CallLine>> = [
  { key: 'rank', label: '序号', kind: 'number', value: row => row.rank },
  {
    key: 'person',
    label: '学员',
    phone: 'title',
    value: row => row.person,
    cell: row => <a href={`/desk/tracking/calls/${row.id}`}>{row.person}</a>,
  },
  { key: 'phone', label: '电话', value: row => row.phone },
  { key: 'tries', label: '打过（次）', kind: 'number', value: row => row.tries },
  { key: 'outcome', label: '结果', long: true, width: 30, value: row => row.outcome },
  stateColumn,
]

export interface DrawShown {
  list: string
  digest: string
  number: string | null
  size: number
}

interface CheckProps {
  title: string
  state: Mark
  facts: Array<{ label: string; value: string }>
  draw: DrawShown
  /** null: who runs the class does not learn who was called. */
  calls: readonly CallLine[] | null
  counts: { drawn: number; reached: number; unreached: number } | null
  near: boolean
  id: string
  query: Record<string, string>
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

export const CheckPage = ({ id, title, state, facts, draw, calls, counts, ...more }: CheckProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        more.buttons.length > 0 && (
          <ActionButtons offers={more.buttons} back={`/desk/tracking/checks/${id}`} />
        )
      }
    />
    {more.near && (
      <Alert tone="info" title="请同事抽查">
        <p>您参加了这个班的组织或授课，由没有参加的人抽取、打电话。</p>
      </Alert>
    )}
    <div class="columns">
      <div>
        <Card title="抽查">
          <Facts items={facts} />
          {counts && counts.drawn > 0 && (
            <p>
              抽中 {counts.drawn} 人，打通 {counts.reached} 人（{percent(counts.reached / counts.drawn)}
              ），联系不上 {counts.unreached} 人，单独计数。
            </p>
          )}
        </Card>
        {calls && calls.length > 0 && (
          <DataTable
            path={`/desk/tracking/checks/${id}`}
            query={more.query}
            columns={callColumns}
            rows={calls}
            empty={{ title: '还没有抽取' }}
          />
        )}
        <DrawCard draw={draw} />
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={more.story} />
        </Card>
      </aside>
    </div>
  </>
)

/** Everything that the draw is made of, so that anybody can do it again. */
const DrawCard = ({ draw }: { draw: DrawShown }) => (
  <Card title="怎样抽的，任何人可以重算">
    <Facts
      columns={1}
      items={[
        { label: '名单摘要', value: <code class="code">{draw.digest}</code> },
        { label: '抽取号码', value: draw.number ? <code class="code">{draw.number}</code> : '还没有抽取' },
        { label: '抽几人', value: `${draw.size} 人` },
      ]}
    />
    <p>
      名单在结业时固定，学员用编号表示，摘要是名单全文的 <code>SHA-256</code>。种子＝摘要＋冒号＋抽取号码；第{' '}
      <code>i</code> 块随机数＝<code>SHA-256(种子/learners/i)</code>，按大端读成八个 32
      位整数；用费希尔、耶茨洗牌从后往前打乱学员编号，取前面的几位。
    </p>
    <details>
      <summary>名单全文</summary>
      <pre>
        <code>{draw.list}</code>
      </pre>
    </details>
  </Card>
)

interface CallProps {
  id: string
  title: string
  state: Mark
  person: string
  phone: string
  opening: string
  questions: readonly string[]
  facts: Array<{ label: string; value: string }>
  findings: readonly string[]
  /** Who has to explain it does not learn who said it. */
  anonymous: boolean
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

export const CallPage = ({ id, title, state, person, phone, ...more }: CallProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        more.buttons.length > 0 && <ActionButtons offers={more.buttons} back={`/desk/tracking/calls/${id}`} />
      }
    />
    <div class="columns">
      <div>
        {more.findings.length > 0 && (
          <Alert tone="warning" title="需要查清">
            <p>有学员{more.findings.join('；')}。这是学员一方的说法，请查实。</p>
          </Alert>
        )}
        {!more.anonymous && (
          <Card title="打给谁、怎么说">
            <Facts
              items={[
                { label: '学员', value: person },
                { label: '电话', value: phone },
              ]}
            />
            <p>{more.opening}</p>
            <ol>
              {['参加过这个班吗？', '讲了通知里说的内容吗？', '满意吗，打几分？', '收过您的钱吗？'].map(
                one => (
                  <li>{one}</li>
                ),
              )}
              {more.questions.map(one => (
                <li>{one}</li>
              ))}
            </ol>
          </Card>
        )}
        <Card title="登记">
          <Facts items={more.facts} />
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={more.story} />
        </Card>
      </aside>
    </div>
  </>
)
