import type { FileRow } from '#platform/files'
import { date } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { noPromise } from '../codes.ts'
import type { WindowState } from '../window.ts'

/** A policy in words: what both its page and the printed sheet show. */
export interface PolicyView {
  title: string
  number: string
  issuer: string
  level: string
  issued: string
  inForce: string
  region: string
  audience: string
  topics: string
  plain: ReadonlyArray<{ label: string; text: string }>
  amount: string
  most: string
  window: WindowState
  windowWords: string
  place: string
  contact: string
  conditions: ReadonlyArray<{ any: boolean; lines: readonly string[] }>
  body: string
  source: string
}

export interface Other {
  id: string
  title: string
  number: string
}

interface Props {
  id: string
  view: PolicyView
  files: readonly FileRow[]
  over: boolean
  replaces: Other | null
  replacedBy: Other | null
  versions: ReadonlyArray<{ version: number; published_at: Date | null; change_note: string }>
}

/** One policy for everybody: in plain words first, then what to do, then the text itself. */
export function PolicyPage({ id, view, files, over, replaces, replacedBy, versions }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title={view.title}
        lead={[view.number, view.issuer].filter(Boolean).join(' · ')}
        badges={over ? <Badge>已失效</Badge> : <Badge tone={view.window.tone}>{view.window.label}</Badge>}
      />
      {replacedBy && (
        <Alert tone="warning" title={over ? '这项政策已被代替' : '这项政策将被代替'}>
          请看新的：
          <a href={`/policies/${replacedBy.id}`}>
            {replacedBy.title} {replacedBy.number}
          </a>
        </Alert>
      )}
      {over && !replacedBy && <Alert tone="warning" title="这项政策已经失效，不能再申报" />}
      <Card title="用大白话说">
        <Plain lines={view.plain} />
      </Card>
      <div class="with-side">
        <div class="stack">
          <Card title="谁能申报">
            <Conditions groups={view.conditions} />
          </Card>
          <Card title="政策全文">
            <div class="policy-body">
              {view.body.split(/\n\s*\n/).map(paragraph => (
                <p class="prose">{paragraph}</p>
              ))}
            </div>
            {view.source && (
              <p>
                <a href={view.source} rel="noopener noreferrer">
                  到发文机关网站看原文
                </a>
              </p>
            )}
          </Card>
          {files.length > 0 && (
            <Card title="附件">
              <Files files={files} />
            </Card>
          )}
          <Card title="文件信息">
            <About view={view} replaces={replaces} />
            <Updates versions={versions} />
          </Card>
        </div>
        <aside>
          <Card>
            <ApplyBox id={id} view={view} over={over} />
          </Card>
        </aside>
      </div>
    </div>
  )
}

const About = ({ view, replaces }: Pick<Props, 'view' | 'replaces'>) => (
  <Facts
    columns={1}
    items={[
      { label: '公布日期', value: view.issued },
      { label: '有效期', value: view.inForce },
      { label: '层级', value: view.level },
      { label: '适用地区', value: view.region },
      { label: '适用对象', value: view.audience },
      { label: '主题', value: view.topics },
      replaces !== null && {
        label: '代替',
        value: <a href={`/policies/${replaces.id}`}>{replaces.title}</a>,
      },
    ]}
  />
)

const icons = ['gift', 'users', 'list-check', 'calendar-due'] as const

/** What one gets, who can get it, what to do, by when. */
export const Plain = ({ lines }: { lines: PolicyView['plain'] }) => (
  <dl class="plain-words">
    {lines.map(({ label, text }, at) => (
      <div>
        <dt>
          <Icon name={icons[at] ?? 'circle-check'} size={22} />
          {label}
        </dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
)

function ApplyBox({ id, view, over }: { id: string; view: PolicyView; over: boolean }) {
  return (
    <div class="apply-box">
      <p class="price">{view.most || view.amount}</p>
      {view.most && <p class="quiet">{view.amount}</p>}
      {!over && (
        <a class="button button-primary button-large" href={`/policies/fit?policy=${id}`}>
          看看我是否符合
        </a>
      )}
      <Facts
        columns={1}
        items={[
          { label: '申报时间', value: view.windowWords },
          { label: '在哪申报', value: view.place },
          { label: '咨询电话', value: view.contact && <Phones text={view.contact} /> },
        ]}
      />
      <a href={`/policies/${id}/sheet.pdf`} data-turbo="false">
        打印政策明白纸
      </a>
      <p class="quiet">{noPromise}</p>
    </div>
  )
}

/** Telephone numbers can be called with a tap. */
const Phones = ({ text }: { text: string }) => (
  <>
    {text
      .split(/(\d{3,4}-\d{3,4} ?\d{4}|1\d{10})/)
      .map((part, at) => (at % 2 === 1 ? <a href={`tel:${part.replaceAll(' ', '')}`}>{part}</a> : part))}
  </>
)

/** What is asked, generated from the conditions themselves. */
export const Conditions = ({ groups }: { groups: PolicyView['conditions'] }) => (
  <ul class="bullets">
    {groups.flatMap(group =>
      group.any
        ? [
            <li>
              下面满足一项即可：
              <ul class="bullets">
                {group.lines.map(line => (
                  <li>{line}</li>
                ))}
              </ul>
            </li>,
          ]
        : group.lines.map(line => <li>{line}</li>),
    )}
  </ul>
)

function Updates({ versions }: Pick<Props, 'versions'>) {
  const [latest] = versions
  if (!latest?.published_at) return null
  return (
    <div class="updates">
      <p class="quiet">更新于 {date(latest.published_at)}</p>
      {versions.length > 1 && (
        <details class="more">
          <summary>更新记录</summary>
          <ul class="link-list">
            {versions.map(one => (
              <li>
                {one.version === 1 ? '首次公布' : one.change_note || '内容更新'}
                <small>{one.published_at && date(one.published_at)}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
