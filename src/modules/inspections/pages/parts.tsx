import type { Child } from 'hono/jsx'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { type Picture, Pictures } from '#ui/files'

export interface StateBadge {
  label: string
  tone: BadgeTone
}
export type Section = 'plans' | 'orders' | 'ledger' | 'exceptions' | 'sheets' | 'avoid'
const sections: Record<Section, { href: string; label: string }> = {
  plans: { href: '/desk/inspections', label: '计划' },
  orders: { href: '/desk/inspections/orders', label: '整改单' },
  ledger: { href: '/desk/inspections/ledger', label: '工作台账' },
  exceptions: { href: '/desk/inspections/exceptions', label: '例外' },
  sheets: { href: '/desk/inspections/sheets', label: '检查表' },
  avoid: { href: '/desk/inspections/avoid', label: '回避' },
}
/** Which parts of 监督检查 this reader has, and where they are. */
export interface Place {
  current: Section
  open: readonly Section[]
}

/** The parts of 监督检查 at the desk. */
export const Sections = ({ place }: { place: Place }) => (
  <nav class="tabs" aria-label="监督检查">
    {place.open.map(one => (
      <a href={sections[one].href} {...(one === place.current && { 'aria-current': 'page' as const })}>
        {sections[one].label}
      </a>
    ))}
  </nav>
)

export interface PointLine {
  text: string
  help: string
  verdict: StateBadge | null
  remark: string
  photos: readonly Picture[]
}

/** The sheet, point by point, with what was found. */
export const Points = ({ points }: { points: readonly PointLine[] }) => (
  <ol class="inspection-points">
    {points.map((point, at) => (
      <li>
        <div>
          <b>
            {at + 1}. {point.text}
          </b>
          {point.verdict && <Badge tone={point.verdict.tone}>{point.verdict.label}</Badge>}
        </div>
        {point.help && <p class="quiet">{point.help}</p>}
        {point.remark && <p class="prose">{point.remark}</p>}
        <Pictures files={point.photos} alt={point.text} />
      </li>
    ))}
  </ol>
)

export interface OrderLine {
  id: string
  number: string
  target: string
  point: string
  due_on: string
  late: boolean
  href: string
  state: StateBadge
}

export const OrderLinks = ({ orders }: { orders: readonly OrderLine[] }) => (
  <ul class="task-list">
    {orders.map(one => (
      <li>
        <div>
          <a href={one.href}>{one.point}</a>
          <p class="quiet">
            {one.target} · {one.due_on} 到期
          </p>
        </div>
        <span>
          {one.late && <Badge tone="red">已逾期</Badge>}{' '}
          <Badge tone={one.state.tone}>{one.state.label}</Badge>
        </span>
      </li>
    ))}
  </ul>
)

export interface ShownPools {
  targets: ReadonlyArray<{ number: number; name: string }>
  inspectors: ReadonlyArray<{ number: number; name: string }>
  avoid: ReadonlyArray<{ target: number; inspector: number }>
  digest: string
  /** '2026-11-24 10:21' */
  fixedAt: string
}

/** The two numbered lists, as they were fixed before the draw. */
export function PoolsCard({ pools, file, action }: { pools: ShownPools; file: string; action?: Child }) {
  return (
    <Card title="抽取名单" {...(action !== undefined && { action })}>
      <p class="quiet">
        {pools.fixedAt} 锁定并公布，抽取只用这两份名单。名单文本见
        <a href={file} data-turbo="false">
          抽取文件
        </a>
        。
      </p>
      <p class="inspection-digest">
        <span class="quiet">摘要（SHA-256）</span> <code>{pools.digest}</code>
      </p>
      <div class="inspection-pools">
        <Numbered title={`检查对象（${pools.targets.length}）`} list={pools.targets} />
        <Numbered title={`检查人员（${pools.inspectors.length}）`} list={pools.inspectors} />
      </div>
      {pools.avoid.length > 0 && (
        <p class="quiet">
          回避：
          {pools.avoid.map(one => `${one.inspector} 号人员不去 ${one.target} 号对象`).join('；')}。
        </p>
      )}
    </Card>
  )
}

const Numbered = ({ title, list }: { title: string; list: ShownPools['targets'] }) => (
  <div>
    <h3>{title}</h3>
    <ol>
      {list.map(one => (
        <li value={one.number}>{one.name}</li>
      ))}
    </ol>
  </div>
)

export interface ShownDraw {
  number: string
  seed: string
  witnesses: ReadonlyArray<{ name: string; unit: string }>
  drawnAt: string
  drawnBy: string
  teams: ReadonlyArray<{
    target: number
    name: string
    href: string
    inspectors: ReadonlyArray<{ number: number; name: string }>
    /** Who made way for whom, and why. */
    changes: readonly string[]
    state: StateBadge | null
    /** At the desk: the inspection itself. */
    page: string | null
  }>
}

/** What came out of the draw, and what it was made of. */
export function DrawCard({ draw, check, source }: { draw: ShownDraw; check: string; source: string }) {
  return (
    <Card title="抽取结果" action={<a href={check}>复核</a>}>
      <dl class="facts facts-1">
        <Fact label="公开的号码">
          <b>{draw.number}</b>（{source}）
        </Fact>
        <Fact label="见证人">{draw.witnesses.map(one => `${one.name}（${one.unit}）`).join('、')}</Fact>
        <Fact label="抽取时间">
          {draw.drawnAt}，{draw.drawnBy}主持
        </Fact>
        <Fact label="种子">
          <code>{draw.seed}</code>
        </Fact>
      </dl>
      <ol class="inspection-teams">
        {draw.teams.map(team => (
          <li>
            <div>
              <b>
                {team.target} 号 <a href={team.page ?? team.href}>{team.name}</a>
              </b>
              {team.state && <Badge tone={team.state.tone}>{team.state.label}</Badge>}
            </div>
            <p>{team.inspectors.map(one => `${one.number} 号 ${one.name}`).join('、')}</p>
            {team.changes.map(change => (
              <p class="quiet">更换：{change}</p>
            ))}
          </li>
        ))}
      </ol>
    </Card>
  )
}

const Fact = ({ label, children }: { label: string; children?: Child }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

/** How it is drawn, in words that anybody can follow; the code does just this. */
export const Method = () => (
  <Card title="怎样抽取">
    <ol class="inspection-method">
      <li>抽取前公布两份编号名单和它们的摘要；名单改动一个字，摘要就不同。</li>
      <li>抽取时才产生的公开号码当众填入。摘要、冒号和号码连起来是种子，谁也不能预先知道。</li>
      <li>
        随机数：把“种子/targets/序号”（人员用“种子/inspectors/序号”，序号从 0 起）求 SHA-256，每次得到八个 32
        位整数（高位在前）。要 0 到 n−1 的数时，舍去不小于 n 的最大倍数的整数，再取余数，机会均等。
      </li>
      <li>洗牌：从最后一位到第二位，第 i 位与随机抽到的前 i 位之一交换。</li>
      <li>洗好的对象取前若干个；逐个对象从人员队列前面取不需要回避的人，第一位任组长，取过的人排到队尾。</li>
      <li>有人回避时，由人员顺序中他后面的下一位接替，不能指定。</li>
    </ol>
  </Card>
)
