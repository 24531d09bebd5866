import type { Button, Told } from '#modules/actions'
import { partyKinds } from '#modules/parties'
import type { FileRow } from '#platform/files'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Diff } from '#ui/diff'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, type Filter, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { labelsOf, levels, topics } from '../codes.ts'
import type { WindowState } from '../window.ts'
import { Conditions, type Other, Plain, type PolicyView } from './policy.tsx'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export interface DeskLine {
  id: string
  title: string
  number: string
  issuer: string
  level: string
  issued_on: string
  until_on: string | null
  amount: string
  audience: string[]
  topics: string[]
  window: WindowState
  state: StateBadge
  latest_version: number
  changed_at: Date | null
}

export const policyColumns: ReadonlyArray<Column<DeskLine>> = [
  {
    key: 'title',
    label: '标题',
    phone: 'title',
    width: 40,
    value: row => row.title,
    cell: row => <a href={`/desk/policies/${row.id}`}>{row.title}</a>,
  },
  { key: 'number', label: '文号', value: row => row.number },
  { key: 'level', label: '层级', value: row => labelsOf([row.level], levels)[0] ?? '' },
  stateColumn,
  {
    key: 'window',
    label: '申报',
    value: row => row.window.label,
    cell: row => <Badge tone={row.window.tone}>{row.window.label}</Badge>,
  },
  { key: 'issued', label: '公布日期', value: row => row.issued_on },
  { key: 'until', label: '有效期至', value: row => row.until_on ?? '长期', phone: 'hide' },
  { key: 'changed', label: '更新', kind: 'date', value: row => row.changed_at },
  { key: 'issuer', label: '发文机关', value: row => row.issuer, phone: 'hide', long: true },
  {
    key: 'audience',
    label: '对象',
    value: row => labelsOf(row.audience, partyKinds).join('、'),
    phone: 'hide',
    long: true,
  },
  {
    key: 'topics',
    label: '主题',
    value: row => labelsOf(row.topics, topics).join('、'),
    phone: 'hide',
    long: true,
  },
]

const options = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }))

export const policyFilters = (states: Readonly<Record<string, string>>): Filter[] => [
  { name: 'state', label: '状态', options: options(states) },
  { name: 'level', label: '层级', options: options(levels) },
  { name: 'topic', label: '主题', options: options(topics) },
]

interface ListProps {
  rows: readonly DeskLine[]
  query: Record<string, string>
  next: string | null
  filters: readonly Filter[]
  mayWrite: boolean
}

export const DeskPolicies = ({ rows, query, next, filters, mayWrite }: ListProps) => (
  <>
    <PageHead
      title="政策库"
      lead="一人编写、另一人审核；条件写成数据，系统就能替服务对象初步判断。"
      actions={
        <div class="actions">
          <a class="button" href="/policies">
            公开页面
          </a>
          {mayWrite && (
            <a class="button button-primary" href="/act/policy/write">
              新增政策
            </a>
          )}
        </div>
      }
    />
    <DataTable
      path="/desk/policies"
      query={query}
      rows={rows}
      columns={policyColumns}
      filters={filters}
      search="搜标题或文号"
      next={next === null ? null : { after: next }}
      exportable
      empty={{ title: '没有相符的政策', text: '换个条件试试，或新增一项。' }}
    />
  </>
)

export interface DeskVersion {
  version: number
  words: string
  shown: boolean
  changes: ReadonlyArray<{ label: string; before: string; after: string }>
}

interface PageProps {
  id: string
  title: string
  state: StateBadge
  buttons: Button[]
  notice: { title: string; href: string; label: string } | null
  view: PolicyView
  files: readonly FileRow[]
  detachHref: string | null
  versions: readonly DeskVersion[]
  isPublic: boolean
  testHref: string | null
  replaces: Other | null
  replacedBy: Other | null
  story: Told[]
}

export function DeskPolicy(props: PageProps) {
  const { id, view, files, versions } = props
  return (
    <>
      <PageHead
        title={props.title}
        badges={
          <>
            <Badge tone={props.state.tone}>{props.state.label}</Badge>
            <Badge tone={view.window.tone}>{view.window.label}</Badge>
          </>
        }
        actions={<ActionButtons offers={props.buttons} back={`/desk/policies/${id}`} />}
      />
      {props.notice && (
        <Alert title={props.notice.title}>
          <a href={props.notice.href}>{props.notice.label}</a>
        </Alert>
      )}
      <div class="columns">
        <div>
          <Card title="用大白话说">
            <Plain lines={view.plain} />
          </Card>
          <Card title="申报条件" action={props.testHref && <a href={props.testHref}>试算</a>}>
            <Conditions groups={view.conditions} />
          </Card>
          <Card title="全文">
            <div class="policy-body">
              {view.body.split(/\n\s*\n/).map(paragraph => (
                <p class="prose">{paragraph}</p>
              ))}
            </div>
          </Card>
          {files.length > 0 && (
            <Card title="附件" action={props.detachHref && <a href={props.detachHref}>去掉附件</a>}>
              <Files files={files} />
            </Card>
          )}
          <Versions id={id} versions={versions} />
        </div>
        <aside>
          <Card title="概况">
            <Overview {...props} />
            <p class="actions">
              {props.isPublic && (
                <>
                  <a class="button" href={`/policies/${id}`}>
                    公开页面
                  </a>
                  <a class="button" href={`/policies/${id}/sheet.pdf`} data-turbo="false">
                    政策明白纸
                  </a>
                </>
              )}
            </p>
          </Card>
          <Card title="经过">
            <Timeline items={props.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const Overview = ({ view, replaces, replacedBy }: PageProps) => (
  <Facts
    columns={1}
    items={[
      { label: '文号', value: view.number },
      { label: '发文机关', value: view.issuer },
      { label: '层级', value: view.level },
      { label: '公布日期', value: view.issued },
      { label: '有效期', value: view.inForce },
      { label: '适用地区', value: view.region },
      { label: '主题', value: view.topics },
      { label: '申报时间', value: view.windowWords },
      { label: '在哪申报', value: view.place },
      { label: '咨询电话', value: view.contact },
      { label: '补助标准', value: view.amount },
      { label: '最高金额', value: view.most },
      { label: '原文', value: view.source && <a href={view.source}>{view.source}</a> },
      replaces !== null && {
        label: '代替',
        value: <a href={`/desk/policies/${replaces.id}`}>{replaces.title}</a>,
      },
      replacedBy !== null && {
        label: '已被代替',
        value: <a href={`/desk/policies/${replacedBy.id}`}>{replacedBy.title}</a>,
      },
    ]}
  />
)

const Versions = ({ id, versions }: { id: string; versions: readonly DeskVersion[] }) => (
  <Card title="历次版本">
    <ul class="link-list">
      {versions.map(one => (
        <li>
          {one.shown ? (
            <b>第 {one.version} 版</b>
          ) : (
            <a href={`/desk/policies/${id}?version=${one.version}`}>第 {one.version} 版</a>
          )}
          <small>{one.words}</small>
          {one.changes.length > 0 && (
            <details class="more">
              <summary>与前一版比较（{one.changes.length} 处不同）</summary>
              <Diff fields={one.changes} />
            </details>
          )}
        </li>
      ))}
    </ul>
  </Card>
)
