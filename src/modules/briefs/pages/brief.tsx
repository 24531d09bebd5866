import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { type Column, Table } from '#ui/table'
import { TextDiff } from '#ui/text-diff'
import { Timeline } from '#ui/timeline'
import type { BriefView } from '../view.ts'
import { Adoptions, Dispatches } from './sending.tsx'

export interface FigureLine {
  href: string
  label: string
  value: string
  before: string
  year: string
  state: string
  version: number
}

export function BriefPage({ view }: { view: BriefView }) {
  const back = `/desk/briefs/${view.id}`
  const file = (end: string) => `${back}/brief.${end}?version=${view.version}`
  return (
    <>
      <PageHead
        title={view.title}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
        actions={
          <>
            <a class="button" href={file('pdf')} data-turbo="false">
              下载 PDF
            </a>
            <a class="button" href={file('docx')} data-turbo="false">
              下载 Word 文档
            </a>
            <ActionButtons offers={view.buttons} back={back} />
          </>
        }
      />
      <Changed view={view} />
      <div class="columns">
        <div>
          {view.correction && (
            <Card title="更正说明">
              <p class="prose">{view.correction}</p>
            </Card>
          )}
          {view.sections.map(section => (
            <Card title={section.heading}>
              {section.paragraphs.length === 0 && <p class="quiet">还没有写。</p>}
              {section.paragraphs.map(words => (
                <p class="prose">{words}</p>
              ))}
              {section.figures.length > 0 && <Table columns={figureColumns} rows={section.figures} />}
            </Card>
          ))}
          <Dispatches view={view} back={back} />
          <Adoptions view={view} back={back} />
          <Differences view={view} />
        </div>
        <aside>
          <Card title="基本情况">
            <Facts columns={1} items={[...view.facts]} />
            <Versions view={view} />
          </Card>
          <Card title="经过">
            <Timeline items={view.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

/** Figures that are not any more what they were: told, and left to people. */
const Changed = ({ view }: { view: BriefView }) =>
  view.changed.length === 0 ? null : (
    <Alert tone="warning" title={`取数后有 ${view.changed.length} 个数变了`}>
      <ul class="bullets">
        {view.changed.map(one => (
          <li>
            <a href={one.href}>{one.label}</a>：文稿里是「{one.value}」（{one.state}），{one.says}
          </li>
        ))}
      </ul>
      <p>起草、更正时可以“重新取数”，改过的文字不会被覆盖；已经报送的，请用“更正”出新版本。</p>
    </Alert>
  )

const figureColumns: ReadonlyArray<Column<FigureLine>> = [
  {
    key: 'label',
    label: '指标',
    phone: 'title',
    value: row => row.label,
    cell: row => <a href={row.href}>{row.label}</a>,
  },
  { key: 'value', label: '本期', value: row => row.value },
  { key: 'before', label: '环比', value: row => row.before },
  { key: 'year', label: '同比', value: row => row.year },
  { key: 'state', label: '状态', value: row => row.state },
  { key: 'version', label: '口径', value: row => `第 ${row.version} 版` },
]

const Versions = ({ view }: { view: BriefView }) => (
  <>
    {view.taken && <p class="quiet">数据于 {view.taken} 取定，以后不随记录变化。</p>}
    {view.last > 1 && (
      <p>
        正在看第 {view.version} 版。
        {Array.from({ length: view.last }, (_, at) => at + 1)
          .filter(one => one !== view.version)
          .map(one => (
            <>
              {' '}
              <a href={`/desk/briefs/${view.id}?version=${one}`}>第 {one} 版</a>
            </>
          ))}
      </p>
    )}
  </>
)

/** Any two savings side by side. */
const Differences = ({ view: { id, differences } }: { view: BriefView }) =>
  differences.choices.length < 2 ? null : (
    <Card title="对照" id="differences">
      <form class="activity-filter" method="get" action={`/desk/briefs/${id}#differences`}>
        {(['from', 'to'] as const).map(name => (
          <label>
            {name === 'from' ? '从' : '到'}
            <select name={name}>
              {differences.choices.map(choice => (
                <option value={choice.value} selected={choice.value === differences[name]}>
                  {choice.label}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="submit" class="button">
          对照
        </button>
      </form>
      <TextDiff changes={differences.changes} />
    </Card>
  )
