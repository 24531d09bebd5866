import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import { percent } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { SurveyLine } from '../view.ts'

export const surveyColumns: ReadonlyArray<Column<SurveyLine>> = [
  {
    key: 'title',
    label: '调查',
    phone: 'title',
    long: true,
    width: 30,
    value: row => row.title,
    cell: row => <a href={`/desk/surveys/${row.id}`}>{row.title}</a>,
  },
  { key: 'people', label: '名单（人）', kind: 'number', phone: 'hide', value: row => row.people },
  { key: 'needed', label: '需要（份）', kind: 'number', phone: 'hide', value: row => row.needed },
  { key: 'asked', label: '抽中（人）', kind: 'number', value: row => row.asked },
  { key: 'answered', label: '收到（份）', kind: 'number', value: row => row.answered },
  { key: 'rate', label: '回收率', value: row => row.rate },
  { key: 'mean', label: '平均分', value: row => row.mean },
  { key: 'satisfied', label: '满意率', value: row => row.satisfied },
  stateColumn,
]

interface ListProps {
  rows: readonly SurveyLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
}

export const SurveyList = ({ rows, query, filters, next }: ListProps) => (
  <>
    <PageHead
      title="满意度调查"
      lead="每季度从真正得到服务的人里随机抽，匿名答；和办完就评的“评价与回访”并列看，不混在一起。"
      actions={
        <a class="button" href="/desk/surveys/questionnaires">
          调查问卷
        </a>
      }
    />
    <DataTable
      path="/desk/surveys"
      query={query}
      columns={surveyColumns}
      rows={rows}
      filters={filters}
      next={next}
      exportable
      empty={{
        title: '还没有调查',
        text: '每季度结束，“评价”里的服务对象评价自动开启，调查随之出现在这里。',
      }}
    />
  </>
)

/** On the page of the round. */
export const RoundPanel = ({ id, title }: { id: string; title: string }) => (
  <Card title="调查">
    <p>
      抽样、邀请、电话和结果在 <a href={`/desk/surveys/${id}`}>{title}</a>；完成后结果自动汇总到这里。
    </p>
  </Card>
)

interface HeadProps {
  title: string
  state: { label: string; tone: BadgeTone }
  buttons: readonly Button[]
  back: string
  tabs: ReadonlyArray<{ href: string; label: string; current: boolean }>
  children: Child
}

/** What all pages of one survey share. */
export const SurveyHead = ({ title, state, buttons, back, tabs, children }: HeadProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={back} />}
    />
    <nav class="tabs" aria-label="调查的各部分">
      {tabs.map(tab => (
        <a href={tab.href} {...(tab.current && { 'aria-current': 'page' })}>
          {tab.label}
        </a>
      ))}
    </nav>
    {children}
  </>
)

interface SampleProps {
  id: string
  facts: Array<{ label: string; value: string }>
  questionnaire: { href: string; label: string } | null | undefined
  draw: { digest: string | null; number: string | null; hasList: boolean }
  strata: ReadonlyArray<{ key: string; name: string; people: number; asked: number }>
  returned: {
    asked: number
    answered: number
    refused: number
    unreachable: number
    open: number
    byPhone: number
  } | null
  needed: number | null
  story: readonly Told[]
}

export const SampleTab = ({
  id,
  facts,
  questionnaire,
  draw,
  strata,
  returned,
  needed,
  story,
}: SampleProps) => (
  <div class="columns">
    <div>
      {returned && (
        <div class="stats">
          <Stat
            value={percent(returned.asked > 0 ? returned.answered / returned.asked : 0)}
            label="回收率"
            hint={`${returned.answered} 份，请了 ${returned.asked} 人`}
          />
          <Stat
            value={String(needed ?? 0)}
            label="需要的答卷"
            hint={returned.answered >= (needed ?? 0) ? '够了' : '还不够'}
          />
          <Stat value={String(returned.byPhone)} label="电话问到" />
          <Stat
            value={String(returned.unreachable)}
            label="联系不上"
            hint={`不愿回答 ${returned.refused} 人`}
          />
        </div>
      )}
      <Card title="抽样">
        <Facts
          items={[
            {
              label: '问卷',
              value: questionnaire ? <a href={questionnaire.href}>{questionnaire.label}</a> : '还没有选',
            },
            ...facts,
          ]}
        />
      </Card>
      {strata.length > 0 && (
        <Card title="按服务">
          <Table columns={strataColumns} rows={strata} />
        </Card>
      )}
      <DrawCard id={id} draw={draw} />
    </div>
    <aside>
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </aside>
  </div>
)

const strataColumns: ReadonlyArray<Column<SampleProps['strata'][number]>> = [
  { key: 'name', label: '服务', value: one => one.name, phone: 'title' },
  { key: 'people', label: '名单（人）', kind: 'number', value: one => one.people },
  { key: 'asked', label: '抽中（人）', kind: 'number', value: one => one.asked },
]

/** Everything that the draw is made of, so that anybody with the right can do it again. */
const DrawCard = ({ id, draw }: { id: string; draw: SampleProps['draw'] }) => (
  <Card title="怎样抽的，可以重算">
    <Facts
      columns={1}
      items={[
        {
          label: '名单摘要',
          value: draw.digest ? <code class="code">{draw.digest}</code> : '还没有固定名单',
        },
        { label: '抽取号码', value: draw.number ? <code class="code">{draw.number}</code> : '还没有抽取' },
        { label: '名单全文', value: draw.hasList ? <a href={`/desk/surveys/${id}/list.txt`}>下载</a> : '' },
      ]}
    />
    <p>
      名单先固定，号码后抽取；名单里的人用编码表示，看不出是谁，同一人办过几种服务的，归到办的人最少的那一种。需要的答卷数按误差和置信度计算，并按总人数校正；
      每种服务先保证最少的人数，其余按人数比例用最大余数法分配，同一服务再按乡镇分配。种子＝摘要＋冒号＋抽取号码，第{' '}
      <code>i</code> 块随机数＝<code>SHA-256(种子/服务/乡镇/i)</code>，按大端读成八个 32
      位整数，用费希尔、耶茨洗牌从后往前打乱，取前面的几位。
    </p>
  </Card>
)
