import type { Button, Told } from '#modules/actions'
import { daysInWords, hours } from '#modules/training'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type Figures, percentText, visitsText } from '../counting.ts'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface LedgerLine extends Figures {
  id: string
  number: string
  title: string
  starts_on: string
  ends_on: string
  learners: number
  halves: number
  whole_tenths: number
  present_tenths: number
  mark: Mark
}

export const ledgerColumns: ReadonlyArray<Column<LedgerLine>> = [
  { key: 'number', label: '期号', phone: 'hide', value: row => row.number },
  {
    key: 'title',
    label: '培训班',
    phone: 'title',
    width: 28,
    value: row => row.title,
    cell: row => <a href={`/desk/classes/${row.id}/attendance`}>{row.title}</a>,
  },
  { key: 'days', label: '时间', phone: 'hide', width: 22, value: daysInWords },
  { key: 'learners', label: '学员', kind: 'number', value: row => row.learners },
  { key: 'halves', label: '半天', kind: 'number', phone: 'hide', value: row => row.halves },
  { key: 'visits', label: '签到人次', kind: 'number', value: row => row.visits },
  { key: 'late', label: '其中补录', kind: 'number', value: row => row.late || null },
  { key: 'people', label: '人数', kind: 'number', value: row => row.people },
  {
    key: 'hours',
    label: '人学时',
    kind: 'number',
    value: row => row.hours_tenths / 10,
    cell: row => hours(row.hours_tenths),
  },
  { key: 'share', label: '出勤率', value: row => percentText(row) },
  {
    key: 'state',
    label: '状态',
    value: row => row.mark.label,
    cell: row => <Badge tone={row.mark.tone}>{row.mark.label}</Badge>,
  },
]

interface Linked {
  href: string
  words: string
}
interface LedgerProps {
  query: Record<string, string>
  rows: readonly LedgerLine[]
  filters: readonly Filter[]
  figures: Figures
  period: string
  next: Record<string, string> | null
  entries: readonly Linked[]
  signals: readonly Linked[]
}

/** 考勤台账 of a period; above it what waits for somebody. */
export const LedgerPage = ({
  query,
  rows,
  filters,
  figures,
  period,
  next,
  entries,
  signals,
}: LedgerProps) => (
  <>
    <PageHead
      title="培训考勤"
      lead={`${period.replace('-', ' 年 ')}${period.length > 4 ? ' 月' : ' 年'}，所有培训班合计`}
    />
    <div class="stats">
      <Stat
        label="签到人次"
        value={String(figures.visits)}
        hint={`每人每半天算一次，${visitsText(figures)}`}
      />
      <Stat label="人数" value={String(figures.people)} hint="按身份证号去重，参加几个班都算一人" />
      <Stat label="人学时" value={hours(figures.hours_tenths)} hint="到课的学时合计" />
    </div>
    {entries.length > 0 && (
      <Card title="待审批的补录">
        <Links all={entries} />
      </Card>
    )}
    {signals.length > 0 && (
      <Card title="请核对">
        <p class="quiet">这些是问题，不是结论：问一问当时在场的人，写明情况就好。</p>
        <Links all={signals} />
      </Card>
    )}
    <DataTable
      path="/desk/attendance"
      query={query}
      columns={ledgerColumns}
      rows={rows}
      search="班名或期号"
      filters={filters}
      next={next}
      exportable
      empty={{ title: '这个时段没有考勤', text: '培训班发布以后，按课程表自动列出。' }}
    />
  </>
)

const Links = ({ all }: { all: readonly Linked[] }) => (
  <ul class="bullets">
    {all.map(one => (
      <li>
        <a href={one.href}>{one.words}</a>
      </li>
    ))}
  </ul>
)

interface EntryProps {
  state: Mark
  about: { href: string; title: string; half: string }
  reason: string
  answer: string
  lines: ReadonlyArray<{ name: string; words: string }>
  files: ReadonlyArray<{ id: string; name: string; media_type: string; size: number }>
  buttons: readonly Button[]
  story: readonly Told[]
  back: string
}

/** One late entry: who, why, and what proves it. */
export const EntryPage = ({
  state,
  about,
  reason,
  answer,
  lines,
  files,
  buttons,
  story,
  back,
}: EntryProps) => (
  <>
    <PageHead
      title="考勤补录"
      lead={`${about.title} ${about.half}`}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={back} />}
    />
    <div class="columns">
      <div>
        <Card title="补录什么">
          <Facts
            items={[
              { label: '半天', value: <a href={about.href}>{`${about.title} ${about.half}`}</a> },
              { label: '为什么', value: reason },
              { label: '不批准的原因', value: answer },
            ]}
          />
          <ul class="bullets">
            {lines.map(one => (
              <li>
                {one.name} <span class="quiet">{one.words}</span>
              </li>
            ))}
          </ul>
          <Files files={files} />
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)

interface SignalProps {
  title: string
  question: string
  state: Mark
  about: { href: string; title: string }
  raised: string
  note: string
  lines: ReadonlyArray<{ href: string; name: string; where: string; words: string }>
  papers: ReadonlyArray<{ href: string; words: string; files: EntryProps['files'] }>
  buttons: readonly Button[]
  story: readonly Told[]
  back: string
}

/** One question, with all that it is about. */
export const SignalPage = ({
  title,
  question,
  state,
  about,
  lines,
  papers,
  buttons,
  story,
  ...rest
}: SignalProps) => (
  <>
    <PageHead
      title={title}
      lead={about.title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={rest.back} />}
    />
    <Alert tone="info" title={question}>
      <p>这是一个问题，不说明有人作假。问一问当时在场的人，写明情况；确实不在场的再撤销记录。</p>
    </Alert>
    <div class="columns">
      <div>
        <Card title="有关的记录">
          <Facts
            items={[
              { label: '培训班', value: <a href={about.href}>{about.title}</a> },
              { label: '提出时间', value: rest.raised },
              { label: '核对情况', value: rest.note },
            ]}
          />
          <ul class="bullets">
            {lines.map(one => (
              <li>
                <b>{one.name}</b> <a href={one.href}>{one.where}</a> <span class="quiet">{one.words}</span>
              </li>
            ))}
            {papers.map(one => (
              <li>
                <a href={one.href}>{one.words}</a>
                <Files files={one.files} />
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </aside>
    </div>
  </>
)
