import { money, percent } from '#platform/format'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import type { CheckLine, RoundLine } from '../view.ts'

/** The tab of a class: how the calls came out, and what became of its learners. */
export const ClassTracking = ({
  check,
  rounds,
}: {
  check: CheckLine | null
  rounds: readonly RoundLine[]
}) =>
  check === null ? (
    <Card>
      <Empty
        icon="phone-call"
        title="还没有抽查和跟踪"
        text="办理结业以后，抽查名单自动固定，跟踪自动安排。"
      />
    </Card>
  ) : (
    <>
      <Card title="电话抽查" action={<Badge tone={check.state.tone}>{check.state.label}</Badge>}>
        <Facts
          items={[
            { label: '抽中', value: `${check.drawn} 人（学员 ${check.people} 人）` },
            { label: '打通', value: `${check.reached} 人（${percent(check.reached / check.drawn)}）` },
            { label: '联系不上', value: `${check.unreached} 人` },
            { label: '有问题', value: `${check.findings} 人` },
            { label: '满意（平均分）', value: check.mean },
          ]}
        />
        <p>
          <a href={`/desk/tracking/checks/${check.id}`}>打开电话抽查</a>
        </p>
      </Card>
      <Card title="结业跟踪">
        <ul class="task-list">
          {rounds.map(one => (
            <li>
              <div>
                <a href={`/desk/tracking/rounds/${one.id}`}>结业 {one.months} 个月</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p class="quiet">
                  {one.asked === 0
                    ? `${one.dueOn} 开始`
                    : `跟踪 ${one.asked} 人，回复 ${one.answered} 人；开店 ${one.shops} 人，月销售额合计 ${money(one.sales_fen)}`}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
