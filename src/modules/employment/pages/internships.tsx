import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { StateBadge } from './parts.tsx'

export interface InternshipView {
  id: string
  title: string
  state: StateBadge
  person: string
  employer: string
  school: string
  span: string
  hours: string
  place: string
  tasks: string
  mentor: string
  allowance: string
  insurance: string
  nightShifts: boolean
  hazards: string
  guardian: string
  confirmed: string
  report: string
  employerMark: string
  centreMark: string
  certificate: string
  reason: string
  entries: ReadonlyArray<{ day: string; hours: number; body: string }>
  photos: Parameters<typeof Pictures>[0]['files']
  papers: Parameters<typeof Files>[0]['files']
  buttons: Button[]
  story: readonly Told[]
}

/** One internship: agreement, diary, report, marks; the same for all three sides and for staff. */
export const InternshipPage = ({ view, base }: { view: InternshipView; base: string }) => (
  <>
    <PageHead
      title={view.title}
      lead={`${view.person} · ${view.employer}`}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      actions={<ActionButtons offers={view.buttons} back={`${base}/${view.id}`} />}
    />
    <Card title="实习协议" action={<a href={`${base}/${view.id}/agreement.pdf`}>打印协议</a>}>
      <Facts
        items={[
          { label: '实习生', value: view.person },
          { label: '实习单位', value: view.employer },
          { label: '学校', value: view.school },
          { label: '时间', value: view.span },
          { label: '作息', value: view.hours },
          { label: '地点', value: view.place },
          { label: '单位带教', value: view.mentor },
          { label: '补贴', value: view.allowance },
          { label: '保险', value: view.insurance },
          { label: '夜班', value: view.nightShifts ? '有' : '没有' },
          { label: '有害或危险的作业', value: view.hazards || '没有' },
          { label: '监护人', value: view.guardian },
          { label: '确认', value: view.confirmed },
          { label: '终止原因', value: view.reason },
        ]}
      />
      <p class="prose">{view.tasks}</p>
      <Files files={view.papers} />
    </Card>
    <Card title={`实习日记（${view.entries.length} 篇）`}>
      {view.entries.length === 0 ? (
        <p class="quiet">还没有日记。实习开始后，每天写几句就行。</p>
      ) : (
        <ul class="task-list">
          {view.entries.map(one => (
            <li>
              <div>
                <b>
                  {one.day} · {one.hours} 小时
                </b>
                <p class="prose">{one.body}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Pictures files={view.photos} alt="实习照片" />
    </Card>
    {view.report && (
      <Card title="实习报告">
        <p class="prose">{view.report}</p>
      </Card>
    )}
    {(view.employerMark || view.centreMark) && (
      <Card
        title="考评"
        {...(view.certificate && {
          action: <a href={`${base}/${view.id}/certificate.pdf`}>打印实习证明</a>,
        })}
      >
        <Facts
          items={[
            { label: '单位评价', value: view.employerMark },
            { label: '中心考评', value: view.centreMark },
            { label: '实习证明', value: view.certificate },
          ]}
        />
      </Card>
    )}
    <Card title="经过">
      <Timeline items={view.story} />
    </Card>
  </>
)

export const MyInternship = ({ view }: { view: InternshipView }) => (
  <div class="wrap stack">
    <InternshipPage view={view} base="/my/jobs/internships" />
    <p>
      <a href="/my/jobs">求职与实习</a>
    </p>
  </div>
)

export interface InternshipLine {
  id: string
  title: string
  person: string
  employer: string
  school: string
  span: string
  insurance: string
  entries: number
  marks: string
  certificate: string
  state: StateBadge
}

/** 实习台账 */
export const internshipColumns: ReadonlyArray<Column<InternshipLine>> = [
  {
    key: 'title',
    label: '实习岗位',
    phone: 'title',
    width: 24,
    value: row => row.title,
    cell: row => <a href={`/desk/jobs/internships/${row.id}`}>{row.title}</a>,
  },
  stateColumn as Column<InternshipLine>,
  { key: 'person', label: '实习生', value: row => row.person },
  { key: 'employer', label: '单位', width: 24, long: true, value: row => row.employer },
  { key: 'school', label: '学校', long: true, value: row => row.school },
  { key: 'span', label: '起止', long: true, value: row => row.span },
  { key: 'entries', label: '日记', kind: 'number', value: row => row.entries },
  { key: 'insurance', label: '保单号', aside: true, phone: 'hide', value: row => row.insurance },
  { key: 'marks', label: '单位、中心考评', phone: 'hide', value: row => row.marks },
  { key: 'certificate', label: '证明编号', phone: 'hide', value: row => row.certificate },
]

interface ListProps {
  rows: readonly InternshipLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
}
export const InternshipList = ({ rows, query, filters, next }: ListProps) => (
  <>
    <PageHead title="实习台账" lead="协议、保险、日记、考评、证明。" />
    <DataTable
      path="/desk/jobs/internships"
      query={query}
      columns={internshipColumns}
      rows={rows}
      next={next ? { after: next } : null}
      search="岗位、单位或实习生"
      filters={filters}
      exportable
      empty={{ title: '没有这样的实习', text: '对方接受了实习录用，就能拟协议。' }}
    />
  </>
)
