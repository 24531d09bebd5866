import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { type Column, Table } from '#ui/table'
import type { SurveyResult } from '../view.ts'

/** What people want to learn: by topic, and by town where five or more of it answered. */
export const SurveyTable = ({ result }: { result: SurveyResult }) => (
  <Card title="调查结果">
    {result.answers === 0 ? (
      <Empty icon="messages" title="还没有人填" text="把链接发到村里的群，或录入纸质问卷。" />
    ) : (
      <>
        <p class="quiet">
          {[
            `共 ${result.answers} 份`,
            result.papers > 0 && `其中纸质 ${result.papers} 份`,
            ...result.forms.map(one => `${one.label} ${one.people} 人`),
          ]
            .filter(Boolean)
            .join('，')}
        </p>
        <Table columns={topicColumns(result.towns)} rows={result.topics} />
      </>
    )}
  </Card>
)

type Topic = SurveyResult['topics'][number]

const topicColumns = (towns: readonly string[]): ReadonlyArray<Column<Topic>> => [
  { key: 'topic', label: '想学什么', value: one => one.topic, phone: 'title' },
  { key: 'people', label: '合计', kind: 'number', value: one => one.people },
  ...towns.map(
    (town, at): Column<Topic> => ({ key: town, label: town, kind: 'number', value: one => one.byTown[at] }),
  ),
]
