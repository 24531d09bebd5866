import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'

interface StateBadge {
  label: string
  tone: BadgeTone
}

interface MineProps {
  needs: ReadonlyArray<{ id: string; kind: string; body: string; day: string; state: StateBadge }>
}

export const MyNeeds = ({ needs }: MineProps) => (
  <div class="wrap stack">
    <PageHead
      title="资源对接"
      lead="需要平台、贷款、物流、专家、培训，告诉我们，中心替您牵线，不收费。"
      actions={
        <div class="actions">
          <a class="button button-primary" href="/act/resource_need/ask">
            提出需求
          </a>
          <a class="button" href="/resources">
            看看资源库
          </a>
        </div>
      }
    />
    <Card>
      {needs.length === 0 ? (
        <Empty icon="inbox" title="还没有提过需求" text="说清要什么、什么时候要，工作人员会为您推荐。" />
      ) : (
        <ul class="task-list">
          {needs.map(one => (
            <li>
              <div>
                <a href={`/my/needs/${one.id}`}>需要{one.kind}</a>
                <p class="quiet">
                  {one.day} · {one.body}
                </p>
              </div>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
    <p>
      <a href="/my/resources">我持有的资源和引荐给我的人</a>
    </p>
  </div>
)

interface HeldProps {
  resources: ReadonlyArray<{
    id: string
    name: string
    kind: string
    confirmedOn: string | null
    validUntil: string | null
    state: StateBadge
    buttons: Button[]
  }>
  introduced: ReadonlyArray<{ id: string; name: string; party: string; state: StateBadge }>
}

/** What the actor holds in the pool, with one tap to say that it is still true; and who was introduced to them. */
export const MyResources = ({ resources, introduced }: HeldProps) => (
  <div class="wrap stack">
    <PageHead title="我的资源" lead="您放进资源库、由中心推荐给别人的资源。有变动请联系中心修改。" />
    {resources.length === 0 && (
      <Card>
        <Empty
          icon="inbox"
          title="资源库里没有您的资源"
          text="有能帮到大家的，请联系中心登记。"
          action={{ href: '/resources', label: '看看资源库' }}
        />
      </Card>
    )}
    {resources.map(one => (
      <Card title={one.name} action={<Badge tone={one.state.tone}>{one.state.label}</Badge>}>
        <Facts
          items={[
            { label: '类别', value: one.kind },
            { label: '最近确认', value: one.confirmedOn },
            { label: '有效期至', value: one.validUntil ?? '长期' },
          ]}
        />
        <ActionButtons offers={one.buttons} back="/my/resources" />
      </Card>
    ))}
    {introduced.length > 0 && (
      <Card title="引荐给我的">
        <ul class="task-list">
          {introduced.map(one => (
            <li>
              <div>
                <a href={`/my/referrals/${one.id}`}>{one.party}</a>
                <p class="quiet">{one.name}</p>
              </div>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    )}
  </div>
)

/** What the holder of a resource learns of whoever needs it, once both were introduced. */
export const MyReferral = ({
  referral,
  state,
}: {
  referral: {
    name: string
    party: string
    kind: string
    body: string
    contact: { name: string; phone: string }
    day: string
    result: string | null
  }
  state: StateBadge
}) => (
  <div class="wrap stack">
    <PageHead
      title={`${referral.party}需要${referral.kind}`}
      lead="对方同意把联系方式告诉您，请只用于这次对接。"
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
    />
    <Card>
      <p class="prose">{referral.body}</p>
      <Facts
        items={[
          { label: '联系人', value: referral.contact.name },
          { label: '电话', value: <Phone number={referral.contact.phone} /> },
          { label: '您的资源', value: referral.name },
          { label: '引荐日期', value: referral.day },
          { label: '结果', value: referral.result },
        ]}
      />
    </Card>
    <p>
      <a href="/my/resources">返回我的资源</a>
    </p>
  </div>
)
