import type { Told } from '#modules/actions'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { CertificateLine } from '../view.ts'

export const certificateColumns: ReadonlyArray<Column<CertificateLine>> = [
  {
    key: 'serial',
    label: '证书编号',
    phone: 'title',
    width: 24,
    value: row => row.serial,
    cell: row => <a href={`/desk/certificates/${row.id}`}>{row.serial}</a>,
  },
  { key: 'person', label: '姓名', value: row => row.person },
  { key: 'id', label: '身份证号', phone: 'hide', width: 22, value: row => row.idMasked },
  { key: 'class', label: '培训班', long: true, width: 28, value: row => row.className },
  { key: 'number', label: '期号', aside: true, phone: 'hide', value: row => row.classNumber },
  { key: 'hours', label: '学时', kind: 'number', aside: true, phone: 'hide', value: row => row.hours },
  { key: 'issued', label: '发证日期', value: row => row.issuedOn },
  { key: 'handed', label: '发放', long: true, phone: 'hide', width: 22, value: row => row.handed },
  stateColumn,
]
/** Within one class what is the same on every line is left out. */
const columnsOfClass = certificateColumns.filter(({ key }) => !['class', 'number', 'hours'].includes(key))

export interface Waiting {
  classId: string
  title: string
  number: string
  people: number
  state: { label: string; tone: BadgeTone }
}

interface ListProps {
  rows: readonly CertificateLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: Record<string, string> | null
  waiting: readonly Waiting[]
}

/** 结业证书: the register, and classes that wait for theirs. */
export const DeskCertificates = ({ rows, query, filters, next, waiting }: ListProps) => (
  <>
    <PageHead title="结业证书" lead="每一张证书从核发到发放、更正、撤销。" />
    {waiting.length > 0 && (
      <Card title="等着发证的培训班">
        <ul class="task-list">
          {waiting.map(one => (
            <li>
              <div>
                <a href={`/desk/classes/${one.classId}/certificates`}>{one.title}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p class="quiet">
                  第 {one.number} 期，{one.people} 人结业
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    )}
    <DataTable
      path="/desk/certificates"
      query={query}
      columns={certificateColumns}
      rows={rows}
      search="编号、姓名或培训班"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '没有这样的证书', text: '换个条件试试；培训班结业、提请、核发以后，证书会在这里。' }}
    />
  </>
)

interface OneProps {
  id: string
  classId: string
  title: string
  state: { label: string; tone: BadgeTone }
  facts: Array<{ label: string; value: string }>
  reason: string | null
  asked: string | null
  old: { id: string; serial: string } | null
  next: { id: string; serial: string } | null
  buttons: readonly ActionButton[]
  story: readonly Told[]
}

/** One certificate at the workbench. */
export const DeskCertificate = ({ id, classId, title, state, facts, reason, asked, ...more }: OneProps) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        <>
          <a class="button" href={`/desk/certificates/${id}/certificate.pdf`} data-turbo="false">
            打印证书
          </a>
          {more.buttons.length > 0 && (
            <ActionButtons offers={more.buttons} back={`/desk/certificates/${id}`} />
          )}
        </>
      }
    />
    <div class="columns">
      <div>
        {asked && (
          <Alert tone="warning" title="等待决定">
            <p>{asked}</p>
          </Alert>
        )}
        <Card title="证书">
          <Facts
            items={[
              ...facts,
              { label: '原因', value: reason ?? '' },
              more.old && {
                label: '换发自',
                value: <a href={`/desk/certificates/${more.old.id}`}>{more.old.serial}</a>,
              },
              more.next && {
                label: '换发为',
                value: <a href={`/desk/certificates/${more.next.id}`}>{more.next.serial}</a>,
              },
            ]}
          />
          <p>
            <a href={`/desk/classes/${classId}/certificates`}>这个班的全部证书</a>
          </p>
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

interface BatchProps {
  /** null: this class gives no certificate, or is not over yet. */
  batch: {
    id: string
    state: { label: string; tone: BadgeTone }
    certificate: string
    people: number
    numbers: number
    proposal: string
    issuedAt: string
    buttons: readonly ActionButton[]
    story: readonly Told[]
  } | null
  why: string
  classId: string
  rows: readonly CertificateLine[]
  query: Record<string, string>
}

/** The tab of a class. */
export const ClassCertificates = ({ batch, why, classId, rows, query }: BatchProps) =>
  batch === null ? (
    <Card>
      <Empty icon="certificate" title="还没有证书" text={why} />
    </Card>
  ) : (
    <>
      <Card title={batch.certificate} action={<Badge tone={batch.state.tone}>{batch.state.label}</Badge>}>
        <Facts
          items={[
            { label: '结业', value: `${batch.people} 人` },
            { label: '已编号', value: `${batch.numbers} 张` },
            { label: '核发时间', value: batch.issuedAt },
            { label: '提请说明', value: batch.proposal },
          ]}
        />
        {batch.buttons.length > 0 && (
          <ActionButtons offers={batch.buttons} back={`/desk/classes/${classId}/certificates`} />
        )}
        {rows.length > 0 && (
          <div class="actions">
            <a class="button" href={`/desk/classes/${classId}/certificates/all.pdf`} data-turbo="false">
              打印全部证书
            </a>
            <a class="button" href={`/desk/classes/${classId}/certificates/list.pdf`} data-turbo="false">
              证书发放表
            </a>
          </div>
        )}
      </Card>
      {rows.length > 0 && (
        <DataTable
          path={`/desk/classes/${classId}/certificates`}
          query={query}
          columns={columnsOfClass}
          rows={rows}
          empty={{ title: '还没有证书' }}
        />
      )}
      <Card title="经过">
        <Timeline items={batch.story} />
      </Card>
    </>
  )
