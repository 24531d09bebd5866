import type { Button, Told } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'

interface StateBadge {
  label: string
  tone: BadgeTone
}
type Paper = Picture & { size: number }

export interface ReferralLine {
  id: string
  resourceId: string
  /** Its page can be read by everybody. */
  public: boolean
  name: string
  holder: string
  reasons: readonly string[]
  remark: string
  state: StateBadge
  /** Known to staff, and to the recipient once both were introduced. */
  contact: { name: string; phone: string } | null
  consent: string | null
  amount_fen: number | null
  result: string | null
  followUp: string | null
  proofs: readonly Paper[]
  buttons: Button[]
}

export interface NeedView {
  id: string
  kind: string
  body: string
  byDay: string | null
  town: string
  party: { id: string; name: string }
  contact: { name: string; phone: string }
  channel: string
  officer: string
  askedOn: string
  outcome: string | null
  state: StateBadge
  papers: readonly Paper[]
  referrals: readonly ReferralLine[]
  buttons: Button[]
  story: readonly Told[]
}

const ReferralCard = ({ one, back, desk }: { one: ReferralLine; back: string; desk: boolean }) => (
  <Card title={one.name} action={<Badge tone={one.state.tone}>{one.state.label}</Badge>}>
    <Facts
      items={[
        { label: '持有人', value: one.holder },
        one.contact && {
          label: '联系人',
          value: (
            <>
              {one.contact.name} <Phone number={one.contact.phone} />
            </>
          ),
        },
        { label: '为什么推荐', value: one.reasons.join('；') },
        { label: '说明', value: one.remark },
        desk && { label: '同意引荐', value: one.consent },
        one.amount_fen !== null && { label: '金额', value: money(one.amount_fen) },
        { label: '结果', value: one.result },
        { label: '回访', value: one.followUp },
      ]}
    />
    <Files files={one.proofs} />
    {(desk || one.public) && (
      <p>
        <a href={desk ? `/desk/resources/${one.resourceId}` : `/resources/${one.resourceId}`}>看看这项资源</a>
      </p>
    )}
    <ActionButtons offers={one.buttons} back={back} />
  </Card>
)

/** 对接需求 at the desk: what is needed, what was recommended and why, what came of it. */
export function DeskNeed({ need, mayReadParty }: { need: NeedView; mayReadParty: boolean }) {
  const back = `/desk/resources/needs/${need.id}`
  return (
    <>
      <PageHead
        title={`需要${need.kind}`}
        lead={need.party.name}
        badges={<Badge tone={need.state.tone}>{need.state.label}</Badge>}
        actions={<ActionButtons offers={need.buttons} back={back} />}
      />
      <div class="columns">
        <div>
          <Card title="需要什么">
            <p class="prose">{need.body}</p>
            <Facts
              items={[
                {
                  label: '服务对象',
                  value: mayReadParty ? (
                    <a href={`/desk/parties/${need.party.id}`}>{need.party.name}</a>
                  ) : (
                    need.party.name
                  ),
                },
                {
                  label: '联系人',
                  value: (
                    <>
                      {need.contact.name} <Phone number={need.contact.phone} />
                    </>
                  ),
                },
                { label: '最晚需要', value: need.byDay },
                { label: '乡镇', value: need.town },
                { label: '来自', value: need.channel },
                { label: '提出', value: need.askedOn },
                { label: '承办人', value: need.officer },
                { label: '结果', value: need.outcome },
              ]}
            />
            <Files files={need.papers} />
          </Card>
          {need.referrals.map(one => (
            <ReferralCard one={one} back={back} desk />
          ))}
          {need.referrals.length === 0 && need.officer !== '' && (
            <Card title="推荐的资源">
              <p class="quiet">还没有推荐。</p>
            </Card>
          )}
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={need.story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const next: Record<string, string> = {
  待受理: '工作人员正在查看，受理后会通知您。',
  待推荐: '工作人员正在为您找合适的资源。',
  待选择: '下面是为您推荐的资源。点“请引荐”，工作人员就把双方的联系方式互相告知。',
  对接中: '请与对方联系。谈得怎样，请在下面登记结果。',
}

/** One's own need, on the phone: what happens next comes first. */
export function MyNeed({ need }: { need: NeedView }) {
  const back = `/my/needs/${need.id}`
  return (
    <div class="wrap stack">
      <PageHead
        title={`需要${need.kind}`}
        lead={next[need.state.label] ?? need.outcome ?? ''}
        badges={<Badge tone={need.state.tone}>{need.state.label}</Badge>}
        actions={<ActionButtons offers={need.buttons} back={back} />}
      />
      {need.referrals.map(one => (
        <ReferralCard one={one} back={back} desk={false} />
      ))}
      <Card title="我的需求">
        <p class="prose">{need.body}</p>
        <Facts
          items={[
            { label: '为谁提出', value: need.party.name },
            { label: '最晚需要', value: need.byDay },
            { label: '乡镇', value: need.town },
            { label: '联系人', value: `${need.contact.name} ${need.contact.phone}` },
            { label: '提出', value: need.askedOn },
            { label: '结果', value: need.outcome },
          ]}
        />
        <Files files={need.papers} />
      </Card>
      <Card title="经过">
        <Timeline items={need.story} />
      </Card>
      <p>
        <a href="/my/needs">我的全部需求</a>
      </p>
    </div>
  )
}
