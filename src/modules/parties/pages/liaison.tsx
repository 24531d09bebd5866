import type { Button } from '#modules/actions'
import { count, date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'

export interface CaseloadLine {
  id: string
  name: string
  parties: number
  /** Of them, with whom nobody has spoken for longer than the centre allows itself. */
  silent: number
  last_contact_at: Date | null
  away_until: string | null
}

export const caseloadColumns: ReadonlyArray<Column<CaseloadLine>> = [
  {
    key: 'name',
    label: '服务专员',
    phone: 'title',
    value: row => row.name,
    cell: row => (
      <>
        <a href={`/desk/parties?liaison=${row.id}`}>{row.name}</a>
        {row.away_until && <small class="quiet"> 不在岗，至 {row.away_until}</small>}
      </>
    ),
  },
  { key: 'parties', label: '服务对象', kind: 'number', sort: true, value: row => row.parties },
  {
    key: 'silent',
    label: '久未联系',
    kind: 'number',
    sort: true,
    value: row => row.silent,
    cell: row =>
      row.silent > 0 ? (
        <a href={`/desk/parties?liaison=${row.id}&contact=silent`}>{count(row.silent)}</a>
      ) : (
        '0'
      ),
  },
  { key: 'last', label: '最近联系', kind: 'date', sort: true, value: row => row.last_contact_at },
]

interface Props {
  caseload: readonly CaseloadLine[]
  query: Record<string, string>
  areas: ReadonlyArray<{ id: string; name: string; staff: string; buttons: Button[] }>
  /** Recipients of whom nobody is in charge. */
  nobodys: number
  silentDays: number
  mayAssign: boolean
}

/** 4.2.2 服务专员: every recipient has a named person in charge. */
export function LiaisonPage({ caseload, query, areas, nobodys, silentDays, mayAssign }: Props) {
  return (
    <>
      <PageHead
        title="服务专员"
        lead="每个服务对象都有一名专员负责联系，按乡镇和类型分工。"
        actions={
          mayAssign && (
            <a class="button button-primary" href="/act/liaison_area/assign">
              新增分工
            </a>
          )
        }
      />
      {nobodys > 0 && (
        <Alert tone="warning" title={`还有 ${count(nobodys)} 户没有服务专员`}>
          请给岗位加上「联系服务对象」的职责，再新增分工。
        </Alert>
      )}
      <DataTable
        path="/desk/liaison"
        query={query}
        rows={caseload}
        exportable
        empty={{ title: '还没有人担任服务专员', text: '给岗位加上「联系服务对象」的职责即可。' }}
        columns={caseloadColumns}
      />
      <p class="quiet section-tight">超过 {silentDays} 天没有联系的，算久未联系；天数可在设置中修改。</p>
      <Card title="分工">
        {areas.length === 0 ? (
          <p class="quiet">还没有分工。没有分工的服务对象，由到岗最早的专员负责。</p>
        ) : (
          <ul class="task-list">
            {areas.map(area => (
              <li>
                <div>
                  <b>{area.name}</b>
                  <p class="quiet">{area.staff}</p>
                </div>
                <ActionButtons offers={area.buttons} back="/desk/liaison" />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}

/** On a list and in a file: the day, or that it never was. */
export const lastContact = (at: Date | null): string => (at ? date(at) : '还没有')
