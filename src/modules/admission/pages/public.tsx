import { date } from '#platform/format'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Process } from '#ui/steps'

interface Firm {
  id: string
  name: string
  code: string
}
interface Props {
  limits: { check: number; review: number; publicity: number; again: number; mark: number }
  criteria: ReadonlyArray<{ label: string; weight: number; about: string }>
  inPublic: ReadonlyArray<
    Firm & { introduction: string; items: string; score: string | null; until: Date | null }
  >
  admitted: ReadonlyArray<Firm & { provider_id: string | null; ended_at: Date | null }>
  exits: ReadonlyArray<{ name: string; enforced: boolean; ended_at: Date | null }>
  blacklist: ReadonlyArray<{
    name: string
    code: string
    reason: string
    basis: string
    from_day: string
    until_day: string
  }>
}

/** 4.5.1 For everyone: how a firm becomes a provider, who is in 公示 now, who came, who left, who is barred. */
export function AdmissionsPage(props: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="服务商准入与退出"
        lead="怎样成为服务商，谁在公示，谁进谁出，都在这里。"
        actions={
          <a class="button button-primary" href="/my/admissions">
            申请入库
          </a>
        }
      />
      <InPublic firms={props.inPublic} />
      <HowTo {...props} />
      <Card title="最近入库">
        {props.admitted.length === 0 && <p class="quiet">近期没有新入库的服务商。</p>}
        <ul class="link-list">
          {props.admitted.map(one => (
            <li>
              {one.provider_id ? <a href={`/providers/${one.provider_id}`}>{one.name}</a> : one.name}
              <small>{one.ended_at && date(one.ended_at)}</small>
            </li>
          ))}
        </ul>
      </Card>
      <Card title="最近退出">
        {props.exits.length === 0 && <p class="quiet">近期没有退出的服务商。</p>}
        <ul class="link-list">
          {props.exits.map(one => (
            <li>
              <span>{one.name}</span>
              <small>
                {one.enforced ? '强制退出' : '自愿退出'}
                {one.ended_at && `，${date(one.ended_at)}`}
              </small>
            </li>
          ))}
        </ul>
      </Card>
      <Card title="失信名单" id="blacklist">
        <p class="quiet">在名单中的单位不能申请入库，到期自动移出。</p>
        {props.blacklist.length === 0 && <p>现在没有单位在名单中。</p>}
        {props.blacklist.map(one => (
          <article class="case">
            <h3>{one.name}</h3>
            <Facts
              items={[
                { label: '信用代码', value: one.code },
                { label: '期限', value: `${one.from_day} 至 ${one.until_day}` },
                { label: '事由', value: one.reason },
                { label: '依据', value: one.basis },
              ]}
            />
          </article>
        ))}
      </Card>
    </div>
  )
}

const InPublic = ({ firms }: { firms: Props['inPublic'] }) => (
  <Card title="正在公示">
    {firms.length === 0 && <p class="quiet">现在没有正在公示的申请。</p>}
    {firms.map(firm => (
      <article class="case">
        <h3>{firm.name}</h3>
        {firm.until ? (
          <Alert tone="info" title={`公示到 ${date(firm.until)}`}>
            有异议的，请在截止前
            <a href={`/act/admission_objection/raise?admission_id=${firm.id}&back=/admissions`}>实名提出</a>
            ，核实后答复您。
          </Alert>
        ) : (
          <Alert tone="warning" title="公示中止">
            收到异议，正在核实。
          </Alert>
        )}
        <Facts
          items={[
            { label: '信用代码', value: firm.code },
            firm.score !== null && { label: '评审得分', value: `${firm.score} 分` },
            { label: '申报项目', value: firm.items },
            { label: '简介', value: firm.introduction },
          ]}
        />
      </article>
    ))}
  </Card>
)

const HowTo = ({ limits, criteria }: Pick<Props, 'limits' | 'criteria'>) => (
  <Card title="怎样成为服务商">
    <Process
      steps={[
        { title: '手机申请', text: '填写单位情况、申报项目和报价，上传营业执照和资质。', days: null },
        { title: '审查材料', text: '材料不齐的一次告知，补正期间不计时。', days: limits.check },
        {
          title: '评审',
          text: `几位评审人各自打分，平均 ${limits.mark} 分以上可以通过；与申请单位有利害关系的回避。`,
          days: limits.review,
        },
        { title: '公示', text: '在本页公示；有异议的中止公示，核实后继续。', days: limits.publicity },
        { title: '签约入库', text: '签订服务协议，当天进入服务商名录。', days: null },
      ]}
    />
    <h3>条件</h3>
    <ul class="bullets">
      <li>依法登记，有统一社会信用代码；从事的业务需要许可的，许可在有效期内。</li>
      <li>能做所申报的项目，报价公开，同意按名录的报价和承诺服务。</li>
      <li>不在失信名单中；上次申请未通过的，满 {limits.again} 天。</li>
    </ul>
    <h3>评审看什么</h3>
    <ul class="bullets">
      {criteria.map(one => (
        <li>
          {one.label}（{one.weight}%）：{one.about}
        </li>
      ))}
    </ul>
  </Card>
)
