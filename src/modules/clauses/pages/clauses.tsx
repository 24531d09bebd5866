import type { ClauseNumber, Evidence, Gap, Verb } from '#platform/clauses'
import type { Period } from '#platform/periods'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Icon, type IconName } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import type { Column } from '#ui/table'

export interface Line {
  number: ClauseNumber
  part: string
  verb: Verb
  says: string
  does: readonly string[]
  shown: { key: string; label: string; sign: IconName; tone: BadgeTone }
  evidence: readonly Evidence[]
  gaps: readonly Gap[]
}

interface Props {
  period: Period
  /** Whether it is wholly over: what is counted of it does not change any more. */
  over: boolean
  lines: readonly Line[]
  tally: Readonly<Record<string, number>>
  choices: readonly Period[]
  query: Readonly<Record<string, string>>
  /** Whether a pack of the period can be asked for. */
  mayBuild: boolean
}

const figure = ({ label, count, unit = '件', now }: Evidence): string =>
  `${label} ${count} ${unit}${now ? '（现有）' : ''}`

export const clauseColumns: ReadonlyArray<Column<Line>> = [
  { key: 'number', label: '条款', value: row => row.number, width: 10 },
  { key: 'verb', label: '用词', value: row => row.verb || '—', width: 8 },
  { key: 'says', label: '内容', value: row => `${row.part}：${row.says}`, width: 50 },
  { key: 'does', label: '平台做什么', value: row => row.does.join('\n'), width: 60 },
  { key: 'state', label: '状态', value: row => row.shown.label, width: 12 },
  { key: 'evidence', label: '数据', value: row => row.evidence.map(figure).join('\n'), width: 50 },
  { key: 'gaps', label: '缺口', value: row => row.gaps.map(gap => gap.says).join('\n'), width: 50 },
  { key: 'mend', label: '怎样补上', value: row => row.gaps.map(gap => gap.mend).join('\n'), width: 50 },
]

const chapters = [
  { first: '4', title: '基本要求' },
  { first: '5', title: '服务内容与要求' },
  { first: '6', title: '评价与改进' },
] as const

/** All clauses of a period: how each stands, by which records, and what is missing. */
export function ClausesPage({ period, over, lines, tally, choices, query, mayBuild }: Props) {
  const address = (more: Record<string, string>) =>
    `/desk/clauses?${new URLSearchParams({ period: period.code, ...more })}`
  return (
    <>
      <PageHead
        title="条款对照"
        lead={`${period.label}，对照 DB34/T 4229-2022 的 29 条；状态由记录和设置算出，${over ? '现有情况按今天计' : '统计期还没有结束'}。`}
        actions={
          mayBuild && (
            <a
              class="button button-secondary"
              href={`/act/evidence_pack/build?period=${period.code}&back=/desk/packs`}
            >
              <Icon name="folders" size={18} />
              生成资料包
            </a>
          )
        }
      />
      <form class="list-search" action="/desk/clauses" method="get">
        <label>
          <span class="visually-hidden">统计期</span>
          <select name="period" data-controller="submit-on-change">
            {!choices.some(one => one.code === period.code) && (
              <option value={period.code} selected>
                {period.label}
              </option>
            )}
            {choices.map(one => (
              <option value={one.code} selected={one.code === period.code}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button button-secondary">
          查看
        </button>
        <span class="exports">
          导出：
          {(['xlsx', 'csv', 'pdf'] as const).map(format => (
            <a href={address({ format })} data-turbo="false">
              {{ xlsx: 'Excel', csv: 'CSV', pdf: 'PDF' }[format]}
            </a>
          ))}
        </span>
      </form>
      <Tally tally={tally} period={period} />
      {query.state && (
        <p>
          只显示一种状态。<a href={address({})}>显示全部</a>
        </p>
      )}
      {lines.length === 0 && <Empty icon="circle-check" title="没有这种状态的条款" />}
      {chapters.map(({ first, title }) => {
        const here = lines.filter(line => line.number.startsWith(first))
        return here.length === 0 ? null : (
          <Card title={`${first} ${title}`}>
            <ul class="clause-list">
              {here.map(line => (
                <ClauseItem line={line} />
              ))}
            </ul>
          </Card>
        )
      })}
    </>
  )
}

/** How many clauses stand how, each a way to see those only. */
const Tally = ({ tally, period }: Pick<Props, 'tally' | 'period'>) => (
  <div class="stats">
    {(
      [
        ['kept', '符合'],
        ['partly', '部分符合'],
        ['not', '不符合'],
        ['unused', '未开展'],
      ] as const
    ).map(([key, label]) => (
      <Stat
        value={String(tally[key] ?? 0)}
        label={label}
        href={`/desk/clauses?period=${period.code}&state=${key}`}
        {...(key === 'unused' && { hint: '标准用“可”，不开展不算不符合' })}
      />
    ))}
  </div>
)

const ClauseItem = ({ line }: { line: Line }) => (
  <li class="clause-line" id={`c${line.number}`}>
    <div class="clause-head">
      <h3>
        {line.number} {line.part}
      </h3>
      {line.verb && <span class="quiet">（{line.verb}）</span>}
      <Badge tone={line.shown.tone}>
        <Icon name={line.shown.sign} size={15} /> {line.shown.label}
      </Badge>
    </div>
    <p>{line.says}。</p>
    <p class="clause-figures">
      {line.evidence.map(one => (
        <a href={one.href}>{figure(one)}</a>
      ))}
    </p>
    {line.gaps.length > 0 && (
      <ul class="clause-gaps">
        {line.gaps.map(gap => (
          <li>
            {gap.says}
            <a href={gap.href}>{gap.mend}</a>
          </li>
        ))}
      </ul>
    )}
    <details>
      <summary>平台做什么</summary>
      <ul>
        {line.does.map(one => (
          <li>{one}</li>
        ))}
      </ul>
    </details>
  </li>
)

/** The same in a line, above the day's work of the director and the bureau. */
export const ClauseStrip = ({
  label,
  tally,
  gaps,
}: {
  label: string
  tally: Readonly<Record<string, number>>
  gaps: ReadonlyArray<{ number: string } & Gap>
}) => (
  <Card title={`条款对照（${label}）`} action={<a href="/desk/clauses">查看全部 29 条</a>}>
    <p class="clause-strip">
      <a href="/desk/clauses?state=kept">符合 {tally.kept} 条</a>
      <a href="/desk/clauses?state=partly">部分符合 {tally.partly} 条</a>
      <a href="/desk/clauses?state=not">不符合 {tally.not} 条</a>
      <a href="/desk/clauses?state=unused">未开展 {tally.unused} 条</a>
    </p>
    {gaps.length > 0 && (
      <ul class="clause-gaps">
        {gaps.map(gap => (
          <li>
            {gap.number}：{gap.says}
            <a href={gap.href}>{gap.mend}</a>
          </li>
        ))}
      </ul>
    )}
  </Card>
)
