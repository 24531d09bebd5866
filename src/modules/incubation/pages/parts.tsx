import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import type { TaskLine } from '../lines.ts'
import type { ProjectView } from '../view.ts'

export interface StateBadge {
  label: string
  tone: BadgeTone
}

const named: Record<string, string> = {
  plan_files: '商业计划书等材料',
  proofs: '整改凭证',
  papers: '说明材料',
  receipt: '押金凭证',
  logo: '公开的照片',
}

/** The business plan. */
export const PlanCard = ({ view }: { view: ProjectView }) => (
  <>
    <Card title="商业计划书">
      <Facts
        columns={1}
        items={[
          { label: '申请人', value: view.row.party },
          { label: '行业', value: view.field },
          { label: '介绍', value: <span class="prose">{view.row.introduction}</span> },
          { label: '产品和做法', value: <span class="prose">{view.row.product}</span> },
          { label: '市场', value: <span class="prose">{view.row.market}</span> },
          {
            label: '团队',
            value: `${view.row.team_size} 人：${view.team.map(one => [one.name, one.role, one.about].filter(Boolean).join('，')).join('；')}`,
          },
          {
            label: '资金',
            value: `总投入 ${view.money.invest}，自有 ${view.money.own}，第一年预计销售额 ${view.money.revenue}`,
          },
          { label: '钱怎么算', value: <span class="prose">{view.row.money}</span> },
          { label: '预计带动就业', value: `${view.row.jobs_planned} 人` },
          { label: '工位和期限', value: `工位 ${view.row.desks} 个，孵化 ${view.row.months} 个月` },
          { label: '联系人', value: `${view.row.contact_name} ${view.row.contact_phone}` },
          view.row.origin !== '' && { label: '来源', value: view.row.origin },
        ]}
      />
    </Card>
    {view.files.length > 0 && (
      <Card title="材料">
        {Object.entries(named).map(([field, label]) => {
          const those = view.files.filter(file => file.field === field)
          return (
            those.length > 0 && (
              <>
                <h3>{label}</h3>
                <Files files={those} />
              </>
            )
          )
        })}
      </Card>
    )}
  </>
)

/** The agreement: terms, whole text, who has confirmed. */
export const AgreementCard = ({ view, pdf }: { view: ProjectView; pdf: string }) =>
  view.row.agreement === null ? null : (
    <Card
      title="孵化协议"
      id="agreement"
      action={
        <a href={pdf} data-turbo="false">
          下载协议
        </a>
      }
    >
      <Facts
        items={[
          { label: '编号', value: view.row.agreement_number },
          { label: '孵化期', value: `${view.row.first_day} 至 ${view.row.last_day}` },
          { label: '租金减免', value: `${view.row.rent_free}%` },
          { label: '水电网费', value: view.row.utilities },
          { label: '押金', value: view.money.deposit },
          view.money.fate !== null && { label: '押金去向', value: view.money.fate },
          {
            label: '孵化企业',
            value: view.row.startup_confirmed_by ? `${view.row.startup_confirmed_by} 已确认` : '尚未确认',
          },
          {
            label: '中心',
            value: view.row.centre_confirmed_by ? `${view.row.centre_confirmed_by} 已确认` : '尚未确认',
          },
        ]}
      />
      <details>
        <summary>协议全文</summary>
        {view.row.agreement.split('\n').map(line => (
          <p>{line}</p>
        ))}
      </details>
    </Card>
  )

export const PlacesCard = ({ view }: { view: ProjectView }) =>
  view.places.length === 0 ? null : (
    <Card title="工位">
      <ul class="link-list">
        {view.places.map(one => (
          <li>
            <span>{one.name}</span>
            <small>{one.now ? one.term : '已腾退'}</small>
          </li>
        ))}
      </ul>
    </Card>
  )

/** 月报: one card a month, so that it reads on a phone; the newest first. */
export const MonthsCard = ({ view, back }: { view: ProjectView; back: string }) =>
  view.months.length === 0 ? null : (
    <Card title="每月经营数据" id="figures">
      <p class="quiet">只有孵化企业自己、中心孵化人员和主管部门看得到。</p>
      {view.months.map(one => (
        <article class="case">
          <h3>
            {one.month} <Badge tone={one.state.tone}>{one.state.label}</Badge>
            {one.lateness && (
              <Badge tone={one.lateness.startsWith('逾期') ? 'red' : 'grey'}>{one.lateness}</Badge>
            )}
          </h3>
          {one.raw !== 'due' && (
            <p>
              销售额 {one.sales}，订单 {one.orders} 单，直播 {one.live} 场，从业 {one.jobs} 人（参保{' '}
              {one.insured} 人），税费 {one.tax}
            </p>
          )}
          {one.remark && <p class="prose">{one.remark}</p>}
          <Files files={one.files} />
          {one.slips.map(slip => (
            <p class="quiet">
              更正单 {slip.at}：{slip.words}
            </p>
          ))}
          <ActionButtons offers={one.buttons} back={back} />
        </article>
      ))}
    </Card>
  )

export const AssessmentsCard = ({ view, back }: { view: ProjectView; back: string }) =>
  view.assessments.length === 0 ? null : (
    <Card title="季度考核" id="assessments">
      {view.assessments.map(one => (
        <article class="case">
          <h3>
            {one.quarter} <Badge tone={one.state.tone}>{one.state.label}</Badge>
            {one.total !== null && <b> {one.total} 分</b>}
            {one.outcome && ` ${one.outcome}`}
          </h3>
          {one.facts.length > 0 && <p class="quiet">{one.facts.join(' · ')}</p>}
          {one.reason && <p class="prose">意见：{one.reason}</p>}
          {one.decision && <p class="prose">审定：{one.decision}</p>}
          <ActionButtons offers={one.buttons} back={back} />
        </article>
      ))}
    </Card>
  )

export const TrackingCard = ({ view, back }: { view: ProjectView; back: string }) =>
  view.trackings.length === 0 ? null : (
    <Card title="毕业跟踪" id="tracking">
      {view.trackings.map(one => (
        <article class="case">
          <h3>
            {one.due} <Badge tone={one.state.tone}>{one.state.label}</Badge>
          </h3>
          {one.words && <p>{one.words}</p>}
          {one.note && <p class="prose">{one.note}</p>}
          <ActionButtons offers={one.buttons} back={back} />
        </article>
      ))}
    </Card>
  )

export const TaskList = ({ tasks, back }: { tasks: readonly TaskLine[]; back: string }) => (
  <>
    {tasks.map(one => (
      <article class="case">
        <h3>
          {one.title} <Badge tone={one.state.tone}>{one.state.label}</Badge>
        </h3>
        <p class="quiet">{one.due} 前完成</p>
        {one.report && <p class="prose">{one.report}</p>}
        <ActionButtons offers={one.buttons} back={back} />
      </article>
    ))}
  </>
)

/** Warning, hearing, leaving, graduation: what was said on both sides. */
export const EndingCard = ({ view }: { view: ProjectView }) =>
  view.row.warning || view.leave || view.row.graduation ? (
    <Card title="预警、退出与毕业">
      <Facts
        columns={1}
        items={[
          view.row.warning !== null && {
            label: '预警',
            value: `${view.row.warning}（整改期 ${view.row.mend_days} 天）`,
          },
          view.row.mending !== null && {
            label: '整改情况',
            value: <span class="prose">{view.row.mending}</span>,
          },
          view.leave !== null && { label: '退出方式', value: view.leave },
          view.row.leave_reason !== null && {
            label: '事由',
            value: <span class="prose">{view.row.leave_reason}</span>,
          },
          view.row.statement !== null && {
            label: '孵化企业的说明',
            value: <span class="prose">{view.row.statement}</span>,
          },
          view.row.decision !== null && {
            label: '决定',
            value: <span class="prose">{view.row.decision}</span>,
          },
          view.row.left_on !== null && { label: '退出日期', value: view.row.left_on },
          view.row.graduated_on !== null && { label: '毕业日期', value: view.row.graduated_on },
          view.row.graduation !== null && { label: '毕业评语', value: view.row.graduation },
          view.row.tracked_until !== null && { label: '跟踪到', value: view.row.tracked_until },
          view.row.on_time !== null && { label: '是否按期', value: view.row.on_time ? '按期' : '超期' },
        ]}
      />
    </Card>
  ) : null
