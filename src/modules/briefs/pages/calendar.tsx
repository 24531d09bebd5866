import type { Due, DueState } from '#platform/due'
import { weekday } from '#platform/format'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'
import { Tabs } from './tabs.tsx'

const marks = {
  done: { label: '已完成', tone: 'green' },
  late: { label: '已逾期', tone: 'red' },
  open: { label: '进行中', tone: 'orange' },
  planned: { label: '到期自动开始', tone: 'grey' },
} as const satisfies Record<DueState, { label: string; tone: string }>

interface Props {
  label: string
  today: string
  before: string
  after: string
  month: string
  only: string
  sources: ReadonlyArray<{ code: string; label: string }>
  days: ReadonlyArray<{ day: string; lines: ReadonlyArray<Due & { source: string }> }>
  late: number
}

/** 报送日历: what is due, from whom and to whom, day by day; of all modules. */
export const Calendar = (props: Props) => (
  <>
    <PageHead
      title="报送日历"
      lead={`${props.label}：哪天、谁、向谁报什么。遇休息日已经顺延。`}
      badges={props.late > 0 && <Badge tone="red">逾期 {props.late} 项</Badge>}
    />
    <Tabs current="/desk/briefs/calendar" />
    <nav class="pager" aria-label="换一个月">
      <a href={address(props.before, props.only)}>上个月</a>
      <a href={address(props.after, props.only)}>下个月</a>
    </nav>
    <nav class="tabs" aria-label="只看一类">
      {[{ code: '', label: '全部' }, ...props.sources].map(one => (
        <a href={address(props.month, one.code)} {...(one.code === props.only && { 'aria-current': 'page' })}>
          {one.label}
        </a>
      ))}
    </nav>
    {props.days.length === 0 ? (
      <Card title={props.label}>
        <Empty
          icon="calendar"
          title="这个月没有要报的"
          text="报表、信息、评价、锁定到期的，会自动列在这里。"
        />
      </Card>
    ) : (
      props.days.map(({ day, lines }) => (
        <Card
          title={`${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日 ${weekday(day)}${day === props.today ? '（今天）' : ''}`}
        >
          <ul class="bullets">
            {lines.map(line => (
              <li>
                {line.href ? <a href={line.href}>{line.what}</a> : line.what}{' '}
                <Badge tone={marks[line.state].tone}>{marks[line.state].label}</Badge>
                <p class="quiet">
                  {line.from} → {line.to} · {line.source}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      ))
    )}
    <p class="quiet">
      在<a href="/my/bookings">我的预约</a>生成订阅地址后，这些日期也会出现在手机或电脑的日历里。
    </p>
  </>
)

const address = (month: string, only: string): string =>
  `/desk/briefs/calendar?month=${month}${only ? `&source=${only}` : ''}`
