import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { type Column, Table } from '#ui/table'
import type { Built } from '../class-file.ts'

interface Props {
  here: string
  parts: readonly Built[]
  mayTake: boolean
}

/** 一期一档 as a page: every part in its order, with what it holds. */
export const ClassFilePage = ({ here, parts, mayTake }: Props) => (
  <>
    <p class="quiet">各部分取自办理时的记录，数字与各列表一致；归档后仍可查看，保存期内不删除。</p>
    {mayTake && (
      <div class="actions">
        <a class="button button-primary" href={`${here}.pdf`} data-turbo="false">
          下载档案
        </a>
        <a class="button" href={`${here}.zip`} data-turbo="false">
          打包下载全部附件
        </a>
      </div>
    )}
    {parts.map((part, index) => (
      <Part title={`${index + 1}. ${part.title}`} part={part} />
    ))}
  </>
)

const Part = ({ title, part: { section } }: { title: string; part: Built }) => (
  <Card title={title}>
    {section.facts && <Facts items={[...section.facts]} />}
    {section.paragraphs?.map(text => (
      <p class="prose">{text}</p>
    ))}
    {section.tables?.map(table => (
      <>
        {table.caption && <h3>{table.caption}</h3>}
        {table.rows.length === 0 ? (
          <p class="quiet">没有记录。</p>
        ) : (
          <Table columns={columnsOf(table)} rows={table.rows} />
        )}
      </>
    ))}
    {((section.files?.length ?? 0) > 0 || (section.made?.length ?? 0) > 0) && (
      <p class="quiet">
        附件：{[...(section.files ?? []), ...(section.made ?? [])].map(file => file.name).join('、')}
      </p>
    )}
  </Card>
)

type SectionTable = NonNullable<Built['section']['tables']>[number]
type Row = SectionTable['rows'][number]

/** A row is named by its first cell in words, before which may stand a running number; empty cells stay empty. */
const columnsOf = ({ columns }: SectionTable): ReadonlyArray<Column<Row>> => {
  const title = columns.findIndex(one => !one.number)
  return columns.map(
    ({ label, number }, at): Column<Row> => ({
      key: String(at),
      label,
      kind: number ? 'number' : 'text',
      value: row => row[at],
      cell: row => row[at],
      phone: at === title ? 'title' : 'line',
    }),
  )
}
