import { date, weekday } from '#platform/format'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import type { Change } from '../changes.ts'

interface Props {
  changes: readonly Change[]
  /** The change that the next page goes on from; null on the last. */
  next: string | null
  later: boolean
}

/** What came, changed and went, day by day. */
export function DirectoryChanges({ changes, next, later }: Props) {
  const days = [...Map.groupBy(changes, change => date(change.at))]
  return (
    <div class="wrap stack">
      <PageHead title="名录更新" lead="服务项目和服务商的每一次变动，按日期列出。" actions={<Subscribe />} />
      {days.length === 0 ? (
        <Empty title="名录还没有变动" text="服务项目上架、服务商入库后，会在这里列出。" />
      ) : (
        days.map(([day, those]) => (
          <Card title={`${inChinese(day)} ${weekday(day)}`}>
            <ul class="change-list">
              {those.map(change => (
                <Line change={change} />
              ))}
            </ul>
          </Card>
        ))
      )}
      {(later || next) && (
        <nav class="pager" aria-label="翻页">
          {later && <a href="/directory/changes">回到最新</a>}
          {next && <a href={`/directory/changes?after=${next}`}>更早的变动</a>}
        </nav>
      )}
    </div>
  )
}

const Line = ({ change }: { change: Change }) => (
  <li id={`change-${change.id}`}>
    <Badge tone={tones[change.word] ?? 'grey'}>{change.word}</Badge>
    <div>
      <p>
        {change.href ? <a href={change.href}>{change.name}</a> : <b>{change.name}</b>}{' '}
        <span class="quiet">{change.kind === 'item' ? '服务项目' : '服务商'}</span>
      </p>
      <p class="quiet">{change.line}</p>
    </div>
  </li>
)

const tones: Record<string, BadgeTone> = {
  上架: 'green',
  更新: 'blue',
  入库: 'green',
  恢复: 'green',
  暂停: 'orange',
}

const Subscribe = () => (
  <span class="feeds">
    <Icon name="rss" size={18} />
    订阅：
    <a href="/directory/changes.atom">Atom</a>
    <a href="/directory/changes.rss">RSS</a>
    <a href="/directory/changes.json">JSON Feed</a>
  </span>
)

/** '2026-11-24' → '2026年11月24日' */
const inChinese = (day: string): string => {
  const [year, month, number] = day.split('-').map(Number)
  return `${year}年${month}月${number}日`
}
