import { fileSize } from '#platform/format'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'
import type { Register, RoomRecord } from '../register.ts'

interface RoomProps {
  id: string
  period: string
  until: string
  clauses: ReadonlyArray<{
    clause: string
    part: string
    says: string
    registers: ReadonlyArray<{ name: string; label: string; count: number }>
    /** What else the platform shows for the clause: counts only. */
    evidence: ReadonlyArray<{ label: string; count: number }>
  }>
}

/** 证据室: by clause, what there is of the period. */
export const RoomPage = ({ id, period, until, clauses }: RoomProps) => (
  <>
    <PageHead
      title="证据室"
      lead={`${period}的台账、记录和文件，只能看，不能改；姓名、电话、证件号码都已遮盖。每看一次都有记录，开放到 ${until}。`}
    />
    {clauses.map(one => (
      <Card title={`第 ${one.clause} 条　${one.part}`}>
        <p class="quiet">{one.says}</p>
        <ul class="task-list">
          {one.registers.map(register => (
            <li>
              <a href={`/desk/appraisals/${id}/room/${register.name}`}>{register.label}</a>
              <span>{register.count} 条</span>
            </li>
          ))}
          {one.evidence.map(({ label, count }) => (
            <li>
              <span>{label}</span>
              <span>{count}</span>
            </li>
          ))}
        </ul>
        {one.registers.length + one.evidence.length === 0 && (
          <p class="quiet">这一期没有记录，请实地查看。</p>
        )}
      </Card>
    ))}
  </>
)

export const ledgerColumns = (id: string, register: Register): ReadonlyArray<Column<RoomRecord>> => [
  {
    key: 'title',
    label: register.label,
    phone: 'title',
    long: true,
    width: 26,
    value: row => row.title,
    cell: row => <a href={`/desk/appraisals/${id}/room/${register.name}/${row.id}`}>{row.title}</a>,
  },
  ...register.columns.map(
    ({ key, label, kind, aside }): Column<RoomRecord> => ({
      key,
      label,
      phone: 'hide',
      ...(kind === undefined && { long: true as const }),
      ...(aside && { aside }),
      value: row => row.cells[key] ?? '',
    }),
  ),
  { key: 'state', label: '状态', value: row => row.state },
]

interface LedgerProps {
  id: string
  register: Register
  period: string
  rows: readonly RoomRecord[]
  query: Record<string, string>
  next: Record<string, string> | null
}

export const LedgerPage = ({ id, register, period, rows, query, next }: LedgerProps) => (
  <>
    <PageHead title={register.label} lead={`第 ${register.clause} 条，${period}。`} />
    <DataTable
      path={`/desk/appraisals/${id}/room/${register.name}`}
      query={query}
      columns={ledgerColumns(id, register)}
      rows={rows}
      search="标题"
      next={next}
      empty={{ title: '这一期没有记录' }}
    />
  </>
)

interface RecordProps {
  id: string
  register: Register
  record: RoomRecord
  /** While the appraisal is at work. */
  noteHref: string | null
  files: ReadonlyArray<{ id: string; type: string; size: number; uploadedOn: string; late: boolean }>
  steps: ReadonlyArray<{ at: string; what: string }>
}

export const RecordPage = ({ id, register, record, noteHref, files, steps }: RecordProps) => (
  <>
    <PageHead
      title={record.title}
      lead={`${register.label}，${record.state}。`}
      actions={
        noteHref && (
          <a class="button button-primary" href={noteHref}>
            就这条记录记问题
          </a>
        )
      }
    />
    <div class="columns">
      <div>
        <Card title="记录">
          <Facts
            items={register.columns.map(({ key, label }) => ({ label, value: record.cells[key] ?? '' }))}
          />
        </Card>
        <Card title="文件">
          {files.length === 0 ? (
            <Empty title="没有可以在这里看的文件" text="写有姓名的签到表等，请到现场看原件。" />
          ) : (
            <ul class="task-list">
              {files.map((file, at) => (
                <li>
                  <a
                    href={`/desk/appraisals/${id}/room/${register.name}/${record.id}/files/${file.id}`}
                    data-turbo="false"
                  >
                    文件 {at + 1}（{file.type}，{fileSize(file.size)}）
                  </a>
                  <span class="quiet">
                    {file.uploadedOn} 上传{file.late && '，期后补充'}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <ul class="task-list">
            {steps.map(step => (
              <li>
                <span>{step.what}</span>
                <span class="quiet">{step.at}</span>
              </li>
            ))}
          </ul>
        </Card>
      </aside>
    </div>
  </>
)
