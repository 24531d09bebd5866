import type { Button, Told } from '#modules/actions'
import { count } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'

type Outcome = 'new' | 'change' | 'same' | 'wrong' | 'refused'

interface Row {
  number: number
  title: string
  changes: ReadonlyArray<{ label: string; before: string; after: string }>
  faults: ReadonlyArray<{ label: string; text: string; value: string }>
  done_at: Date | null
  refused: string | null
  href: string | null
}

interface Props {
  batch: {
    id: string
    state: string
    file_name: string
    total: number
    fresh: number
    changed: number
    wrong: number
    done: number
    refused: number
    problem: string | null
  }
  label: string
  list: string
  state: { label: string; tone: BadgeTone }
  buttons: Button[]
  story: Told[]
  counts: Record<Outcome, number>
  show: Outcome
  rows: readonly Row[]
  next: string | null
  later: boolean
}

const words: Record<Outcome, string> = {
  new: '新增',
  change: '更改',
  same: '不变',
  wrong: '有误',
  refused: '没有导入',
}

/** A sheet that was sent: what each row would do, how far it is, what became of it. */
export function BatchPage(props: Props) {
  const { batch, label, state, buttons, story } = props
  return (
    <>
      <PageHead
        title={`${label}导入表`}
        {...(batch.file_name && { lead: batch.file_name })}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/imports/${batch.id}`} />}
      />
      <Progress {...props} />
      {['checked', 'running', 'done'].includes(batch.state) && <Rows {...props} />}
      <Card title="经过">
        <Timeline items={story} />
      </Card>
    </>
  )
}

/** Where it stands, in words and, while it runs, as a bar. */
function Progress({ batch, list, label }: Props) {
  const planned = batch.fresh + batch.changed
  switch (batch.state) {
    case 'checking':
      return (
        <div data-controller="reload">
          {batch.problem && <Alert tone="warning">{batch.problem}</Alert>}
          <Alert title="正在逐行核对">
            <p>
              一万行大约一分钟，核对完会显示结果。可以先离开这一页。
              <a href={`/desk/imports/${batch.id}`}>刷新</a>
            </p>
          </Alert>
        </div>
      )
    case 'checked':
      return (
        <>
          {batch.problem && <Alert tone="warning">{batch.problem}</Alert>}
          {planned > 0 ? (
            <Alert tone={batch.wrong > 0 ? 'warning' : 'info'} title="还没有导入">
              <p>
                确认后导入 {count(planned)} 行
                {batch.wrong > 0 && `；有误的 ${count(batch.wrong)} 行不导入，改好后另行上传`}。
              </p>
            </Alert>
          ) : (
            <Alert title="没有需要导入的">
              <p>{batch.wrong > 0 ? '其余的行有误，请改好后重新上传。' : '每一行都和已登记的一样。'}</p>
            </Alert>
          )}
        </>
      )
    case 'running':
      return (
        <div class="import-progress" data-controller="reload">
          <label for="progress">
            正在导入：{count(batch.done + batch.refused)} / {count(planned)} 行
          </label>
          <progress id="progress" max={planned} value={batch.done + batch.refused} />
          <p class="quiet">
            可以先离开这一页。中途断电或重启，会从断开的地方接着导完，不会重复。
            <a href={`/desk/imports/${batch.id}`}>刷新</a>
          </p>
        </div>
      )
    case 'done':
      return (
        <Alert tone={batch.refused > 0 ? 'warning' : 'success'} title={`已导入 ${count(batch.done)} 行`}>
          <p>
            {batch.refused > 0 && `有 ${count(batch.refused)} 行没有导入，原因见下表。`}
            <a href={list}>查看{label}</a>
          </p>
        </Alert>
      )
    case 'unreadable':
      return (
        <Alert tone="danger" title="没有读出这张表">
          <p>{batch.problem}</p>
          <p>
            <a href="/desk/imports">重新上传</a>
          </p>
        </Alert>
      )
    default:
      return <Alert>这张表没有导入，读取的内容已删除。</Alert>
  }
}

function Rows({ batch, counts, show, rows, next, later }: Props) {
  const tabs = (Object.keys(words) as Outcome[]).filter(one => one !== 'refused' || counts.refused > 0)
  const faulty = batch.wrong + batch.refused > 0
  return (
    <Card
      title={`共 ${count(batch.total)} 行`}
      action={
        faulty && (
          <a href={`/desk/imports/${batch.id}/faults`} data-turbo="false">
            <Icon name="download" size={18} /> 下载有误的行
          </a>
        )
      }
    >
      <nav class="facet" aria-label="按结果查看">
        {tabs.map(one => (
          <a href={`/desk/imports/${batch.id}?show=${one}`} {...(one === show && { 'aria-current': 'true' })}>
            {words[one]} {count(counts[one])}
          </a>
        ))}
      </nav>
      <DataTable
        path={`/desk/imports/${batch.id}`}
        query={{ show, ...(later && { after: '1' }) }}
        columns={columnsFor(show)}
        rows={rows}
        next={next === null ? null : { after: next }}
        empty={{ title: `没有「${words[show]}」的行` }}
      />
    </Card>
  )
}

const columnsFor = (show: Outcome): ReadonlyArray<Column<Row>> => [
  { key: 'number', label: '行号', kind: 'number', value: row => row.number },
  {
    key: 'title',
    label: '名称',
    phone: 'title',
    value: row => row.title,
    cell: row => (row.href ? <a href={row.href}>{row.title || '—'}</a> : row.title || '—'),
  },
  ...(show === 'wrong' ? [faults] : show === 'change' ? [changes] : []),
  ...(show === 'refused'
    ? [{ key: 'refused', label: '为什么没有导入', long: true as const, value: (row: Row) => row.refused }]
    : []),
  ...(show === 'new' || show === 'change'
    ? [
        {
          key: 'done',
          label: '导入',
          value: (row: Row) => (row.done_at ? '已导入' : row.refused ? '没有导入' : ''),
        },
      ]
    : []),
]

const faults: Column<Row> = {
  key: 'faults',
  label: '哪里有误',
  long: true,
  value: row => row.faults.map(fault => fault.text).join('；'),
  cell: row => (
    <ul class="fault-list">
      {row.faults.map(fault => (
        <li>
          {fault.label && <b>{fault.label}</b>} {fault.text}
          {fault.label && (
            <small class="quiet"> {fault.value ? `表中为「${fault.value}」` : '表中没有填'}</small>
          )}
        </li>
      ))}
    </ul>
  ),
}

const changes: Column<Row> = {
  key: 'changes',
  label: '改什么',
  long: true,
  value: row => row.changes.map(change => change.label).join('、'),
  cell: row => (
    <ul class="fault-list">
      {row.changes.map(change => (
        <li>
          <b>{change.label}</b> <del>{change.before || '未填'}</del> → <ins>{change.after || '未填'}</ins>
        </li>
      ))}
    </ul>
  ),
}
