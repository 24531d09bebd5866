import type { BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'

interface Kind {
  name: string
  label: string
  about: string
  mayExport: boolean
}

interface Line {
  id: string
  label: string
  file_name: string
  total: number
  done: number
  wrong: number
  refused: number
  uploaded_at: Date
  state: { label: string; tone: BadgeTone }
}

const columns: ReadonlyArray<Column<Line>> = [
  {
    key: 'name',
    label: '导入表',
    phone: 'title',
    value: row => row.label,
    cell: row => (
      <a href={`/desk/imports/${row.id}`}>
        {row.label}
        {row.file_name && <small class="quiet"> {row.file_name}</small>}
      </a>
    ),
  },
  { ...stateColumn },
  { key: 'total', label: '行数', kind: 'number', value: row => row.total },
  { key: 'done', label: '已导入', kind: 'number', value: row => row.done },
  { key: 'wrong', label: '有误', kind: 'number', value: row => row.wrong + row.refused },
  { key: 'at', label: '上传', kind: 'dateTime', value: row => row.uploaded_at },
]

/** What can be brought in by the sheet, and what was. */
export function ImportsPage({ kinds, batches }: { kinds: readonly Kind[]; batches: readonly Line[] }) {
  return (
    <>
      <PageHead
        title="批量导入"
        lead="用 Excel 一次登记多条：下载模板填写，上传后逐行核对，看过预览再导入。"
      />
      <div class="import-kinds">
        {kinds.map(kind => (
          <Card title={kind.label}>
            <p class="quiet">{kind.about}</p>
            <div class="button-row">
              <a class="button button-primary" href={`/act/import_batch/upload?kind=${kind.name}`}>
                上传导入表
              </a>
              <a
                class="button button-secondary"
                href={`/desk/imports/templates/${kind.name}`}
                data-turbo="false"
              >
                <Icon name="download" size={18} />
                下载模板
              </a>
            </div>
            {kind.mayExport && (
              <p>
                <a href={`/desk/imports/exports/${kind.name}`} data-turbo="false">
                  导出现有{kind.label}
                </a>
                <span class="quiet">，修改后可以再上传</span>
              </p>
            )}
          </Card>
        ))}
      </div>
      <Card title="我上传的">
        <DataTable
          path="/desk/imports"
          query={{}}
          rows={batches}
          columns={columns}
          empty={{ title: '还没有上传过导入表' }}
        />
      </Card>
    </>
  )
}
