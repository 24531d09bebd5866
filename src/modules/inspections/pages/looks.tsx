import { Badge } from '#ui/badge'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'

export interface LookLine {
  id: string
  at: Date
  who: string
  house: string
  what: string
  record: string
  href: string | null
}

export const lookColumns: ReadonlyArray<Column<LookLine>> = [
  { key: 'who', label: '谁', phone: 'title', value: row => row.who },
  { key: 'house', label: '单位', value: row => row.house, cell: row => <Badge>{row.house}</Badge> },
  { key: 'what', label: '看了什么', value: row => row.what },
  {
    key: 'record',
    label: '哪一份',
    long: true,
    value: row => row.record,
    cell: row => (row.href ? <a href={row.href}>{row.record}</a> : row.record),
  },
  { key: 'at', label: '时间', kind: 'dateTime', value: row => row.at },
]

interface Props {
  rows: readonly LookLine[]
  query: Record<string, string>
  next: Record<string, string> | null
  kinds: readonly string[]
}

/** 查阅记录: who looked at whose file, number or papers; looking here is written down as well. */
export function LooksPage({ rows, query, next, kinds }: Props) {
  return (
    <>
      <PageHead title="查阅记录" lead="谁在什么时候看过谁的档案、证件号和文件；查看本页也会记下来。" />
      <form action="/desk/looks" method="get" class="list-search inspection-looks" role="search">
        <label class="grow">
          <span class="visually-hidden">查阅人</span>
          <input type="search" name="who" value={query.who ?? ''} placeholder="查阅人姓名" />
        </label>
        <label>
          <span class="visually-hidden">看了什么</span>
          <select name="what">
            <option value="">全部内容</option>
            {kinds.map(kind => (
              <option value={kind} selected={query.what === kind}>
                {kind}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="visually-hidden">哪一天</span>
          <input type="date" name="day" value={query.day ?? ''} />
        </label>
        <button type="submit" class="button button-secondary">
          <Icon name="search" size={18} />
          查找
        </button>
      </form>
      <DataTable
        path="/desk/looks"
        query={query}
        rows={rows}
        next={next}
        columns={lookColumns}
        exportable
        empty={{ title: '没有符合条件的查阅记录' }}
      />
    </>
  )
}
