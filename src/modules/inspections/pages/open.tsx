import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { DrawCard, Method, PoolsCard, type ShownDraw, type ShownPools, type StateBadge } from './parts.tsx'

interface Props {
  plans: ReadonlyArray<{
    id: string
    number: string
    title: string
    scope: string
    span: string
    announced: string
    state: StateBadge
  }>
  results: ReadonlyArray<{
    id: string
    kind: string
    name: string
    day: string
    plan: { id: string; number: string }
    result: StateBadge
    /** 'n 个问题，已销号 m 个' */
    orders: string
  }>
}

/** 4.5.1 For everyone: what is planned, what was drawn, what came of it. */
export function InspectionsOpen({ plans, results }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="监督检查"
        lead="检查谁、谁来检查，都从事先公布的名单里当众随机抽取；任何人都可以复核。"
      />
      <Card title="检查计划">
        {plans.length === 0 ? (
          <p class="quiet">还没有公示的检查计划。</p>
        ) : (
          <ul class="task-list">
            {plans.map(one => (
              <li>
                <div>
                  <a href={`/inspections/${one.id}`}>{one.title}</a>
                  <p class="quiet">
                    {one.number} · {one.scope} · {one.span}
                  </p>
                  <p class="quiet">{one.announced} 公示</p>
                </div>
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title="检查结果">
        {results.length === 0 ? (
          <Empty icon="list-search" title="还没有公开的检查结果" text="检查结束若干个工作日后公开。" />
        ) : (
          <ul class="task-list">
            {results.map(one => (
              <li>
                <div>
                  <b>{one.name}</b>
                  <p class="quiet">
                    {one.kind} · {one.day} 检查 ·{' '}
                    <a href={`/inspections/${one.plan.id}`}>计划 {one.plan.number}</a>
                  </p>
                  {one.orders && <p>{one.orders}</p>}
                </div>
                <Badge tone={one.result.tone}>{one.result.label}</Badge>
              </li>
            ))}
          </ul>
        )}
        <p class="quiet">
          对结果有疑问，请打服务热线或到中心说明，主管部门会复核；不公开个人姓名和现场照片。
        </p>
      </Card>
    </div>
  )
}

interface PlanProps {
  plan: {
    id: string
    number: string
    title: string
    basis: string
    scope: string
    each: number
    span: string
    source: string
    announced: string
    drawableFrom: string
    cancelled: boolean
  }
  state: StateBadge
  sheet: { name: string; points: ReadonlyArray<{ text: string; help: string }> }
  pools: ShownPools | null
  draw: ShownDraw | null
}

export function PlanOpen({ plan, state, sheet, pools, draw }: PlanProps) {
  const page = `/inspections/${plan.id}`
  return (
    <div class="wrap stack">
      <PageHead
        title={plan.title}
        lead={`检查计划 ${plan.number}，${plan.announced} 公示`}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
      />
      {!pools && !plan.cancelled && (
        <Alert tone="info" title={`${plan.drawableFrom} 起当众抽取`}>
          抽取前，这里先公布编号名单和摘要；抽取用的号码是：{plan.source}。
        </Alert>
      )}
      {draw && <DrawCard draw={draw} check={`${page}/check`} source={plan.source} />}
      {pools && <PoolsCard pools={pools} file={`${page}/draw.txt`} />}
      <Card title="计划">
        <Facts
          columns={1}
          items={[
            { label: '依据', value: plan.basis },
            { label: '范围', value: plan.scope },
            { label: '检查人员', value: `每个对象 ${plan.each} 名` },
            { label: '检查时间', value: plan.span },
            { label: '抽取号码', value: plan.source },
          ]}
        />
      </Card>
      <Card title={`检查什么：${sheet.name}`}>
        <ol class="inspection-points">
          {sheet.points.map((point, at) => (
            <li>
              <b>
                {at + 1}. {point.text}
              </b>
              {point.help && <p class="quiet">{point.help}</p>}
            </li>
          ))}
        </ol>
      </Card>
      <Method />
    </div>
  )
}

interface CheckProps {
  plan: { id: string; title: string; number: string }
  /** Computed anew from what is published. */
  computed: {
    digest: string
    seed: string
    teams: ReadonlyArray<{ target: string; inspectors: string }>
  }
  published: { digest: string; number: string }
  /** The number that was asked for; the published one where none was. */
  tried: string
  same: boolean
}

/** 复核: the draw done again, from the published lists and a number. */
export function CheckPage({ plan, computed, published, tried, same }: CheckProps) {
  const page = `/inspections/${plan.id}`
  const isPublished = tried === published.number
  return (
    <div class="wrap stack">
      <PageHead title="复核抽取结果" lead={`${plan.title}（${plan.number}）`} />
      {isPublished ? (
        <Alert tone={same ? 'success' : 'danger'} title={same ? '一致' : '不一致'}>
          {same
            ? '用公布的名单和号码重新计算，摘要和每一组结果都与公布的相同。'
            : '重新计算的结果与公布的不同，请联系主管部门核实。'}
        </Alert>
      ) : (
        <Alert tone="info" title="这是换了号码的试算">
          公布的号码是 {published.number}。号码不同，结果就不同。
        </Alert>
      )}
      <Card title="重新计算的结果">
        <Facts
          columns={1}
          items={[
            { label: '摘要', value: <code>{computed.digest}</code> },
            { label: '种子', value: <code>{computed.seed}</code> },
          ]}
        />
        <ol class="inspection-teams">
          {computed.teams.map(team => (
            <li>
              <b>{team.target}</b>
              <p>{team.inspectors}</p>
            </li>
          ))}
        </ol>
      </Card>
      <Card title="换一个号码试试">
        <form action={`${page}/check`} method="get" class="inspection-try">
          <label for="try-number">号码</label>
          <input id="try-number" name="number" inputmode="numeric" value={tried} pattern="[0-9]{4,60}" />
          <button type="submit" class="button">
            计算
          </button>
          {!isPublished && <a href={`${page}/check`}>回到公布的号码</a>}
        </form>
      </Card>
      <Card title="在别处复核">
        <p>
          下载
          <a href={`${page}/draw.txt`} data-turbo="false">
            抽取文件
          </a>
          ，按下面的办法，用任何程序都能算出同样的结果。
        </p>
      </Card>
      <Method />
      <p>
        <a href={page}>回到计划</a>
      </p>
    </div>
  )
}
