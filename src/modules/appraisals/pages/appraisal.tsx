import type { Child } from 'hono/jsx'
import type { Told } from '#modules/actions'
import { type ActionButton, ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { FindingLine, ItemLine, MethodLine } from '../view.ts'

export interface Mark {
  label: string
  tone: BadgeTone
}
type FileLine = { id: string; name: string; media_type: string; size: number }

interface MemberLine {
  name: string
  head: boolean
  state: Mark
  relations: readonly string[]
  explanation: string
  buttons: readonly ActionButton[]
}

interface Props {
  id: string
  title: string
  state: Mark
  buttons: readonly ActionButton[]
  links: ReadonlyArray<{ href: string; label: string }>
  facts: Array<{ label: string; value: Child }>
  contract: readonly FileLine[]
  members: readonly MemberLine[]
  methods: readonly MethodLine[]
  /** null: the reader does not see them yet. */
  items: readonly ItemLine[] | null
  total: string
  findings: readonly FindingLine[] | null
  noteHref: string | null
  conclusion: string
  reply: string
  replyFiles: readonly FileLine[]
  finalWord: string
  /** For who has still to declare. */
  mustDeclare: boolean
  query: Record<string, string>
  story: readonly Told[]
}

export const AppraisalPage = ({ id, title, state, buttons, links, ...more }: Props) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        <>
          {links.map(link => (
            <a
              class="button"
              href={link.href}
              {...(/\.(pdf|docx)$/.test(link.href) && { 'data-turbo': 'false' })}
            >
              {link.label}
            </a>
          ))}
          {buttons.length > 0 && <ActionButtons offers={buttons} back={`/desk/appraisals/${id}`} />}
        </>
      }
    />
    {more.mustDeclare && (
      <Alert tone="info" title="请先作独立性声明">
        <p>没有声明的，看不到任何证据。和中心、运营机构、服务商有利害关系的，应当回避。</p>
      </Alert>
    )}
    <div class="columns">
      <div>
        <Card title="委托">
          <Facts items={more.facts} />
          <Files files={more.contract} />
        </Card>
        <Findings findings={more.findings} noteHref={more.noteHref} />
        <Scores {...more} id={id} />
        <Words label="评价结论" text={more.conclusion} />
        <Words label="中心的答复" text={more.reply} files={more.replyFiles} />
        <Words label="定稿说明" text={more.finalWord} />
      </div>
      <aside>
        <Members members={more.members} id={id} />
        <Methods methods={more.methods} />
        <Card title="经过">
          <Timeline items={more.story} />
        </Card>
      </aside>
    </div>
  </>
)

const Words = ({ label, text, files = [] }: { label: string; text: string; files?: readonly FileLine[] }) =>
  text === '' ? null : (
    <Card title={label}>
      <p class="prose">{text}</p>
      <Files files={files} />
    </Card>
  )

const Findings = ({ findings, noteHref }: Pick<Props, 'findings' | 'noteHref'>) =>
  findings === null ? null : (
    <Card title="问题" {...(noteHref && { action: <a href={noteHref}>记问题</a> })}>
      {findings.length === 0 ? (
        <Empty icon="list-check" title="没有记下问题" />
      ) : (
        <ul class="task-list">
          {findings.map(one => (
            <li>
              <div>
                <a href={one.href}>
                  {one.number}. {one.title}
                </a>
                <p class="quiet">第 {one.clause} 条</p>
              </div>
              <span>
                <Badge tone={one.severity.tone}>{one.severity.label}</Badge>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )

const itemColumns: ReadonlyArray<Column<ItemLine>> = [
  { key: 'part', label: '部分', phone: 'line', value: row => row.part },
  { key: 'clause', label: '条款', phone: 'hide', value: row => row.clause },
  { key: 'text', label: '评分项', phone: 'title', long: true, width: 24, value: row => row.text },
  { key: 'full', label: '满分', kind: 'number', value: row => row.full },
  { key: 'score', label: '得分', kind: 'number', value: row => row.score },
  { key: 'remark', label: '依据', long: true, width: 30, aside: true, value: row => row.remark },
]

const Scores = ({ id, items, total, query }: Pick<Props, 'id' | 'items' | 'total' | 'query'>) =>
  items === null ? (
    <Card title="得分">
      <p class="quiet">评价机构签发报告以后，在这里看得分和问题。</p>
    </Card>
  ) : (
    <Card title={total === '' ? '得分' : `得分 ${total}（满分 100）`}>
      <DataTable
        path={`/desk/appraisals/${id}`}
        query={query}
        columns={itemColumns}
        rows={items}
        empty={{ title: '没有评分项' }}
      />
    </Card>
  )

const Members = ({ members, id }: { members: readonly MemberLine[]; id: string }) => (
  <Card title="评价人员">
    <ul class="task-list">
      {members.map(one => (
        <li>
          <div>
            {one.name}
            {one.head && '（负责人）'}
            {one.relations.map(relation => (
              <p class="quiet">声明有：{relation}</p>
            ))}
            {one.explanation && <p class="quiet">{one.explanation}</p>}
            {one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={`/desk/appraisals/${id}`} />}
          </div>
          <Badge tone={one.state.tone}>{one.state.label}</Badge>
        </li>
      ))}
    </ul>
  </Card>
)

const Methods = ({ methods }: { methods: readonly MethodLine[] }) => (
  <Card title="核查">
    {methods.length === 0 ? (
      <p class="quiet">还没有核查。</p>
    ) : (
      <Facts
        columns={1}
        items={methods.map(one => ({
          label: one.label,
          value: [
            `${one.checked} / ${one.all}`,
            one.contradicts > 0 && `与记录不符 ${one.contradicts}`,
            one.unreached > 0 && `联系不上 ${one.unreached}`,
          ]
            .filter(Boolean)
            .join('，'),
        }))}
      />
    )}
  </Card>
)
