import { money } from '#platform/format'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, Table } from '#ui/table'
import type { ProgrammeCard, Rules } from '../view.ts'

/** For everybody: what can be claimed now first. */
export function ProgrammeList({ cards }: { cards: readonly ProgrammeCard[] }) {
  const now = cards.filter(one => one.phase.tone !== 'grey')
  const past = cards.filter(one => one.phase.tone === 'grey')
  return (
    <div class="wrap stack">
      <PageHead
        title="服务券"
        lead="政府替您出一部分服务费：先领券，再选服务商，验收以后兑付。先到先得，领完为止。"
        actions={
          <a class="button" href="/my/vouchers">
            我的服务券
          </a>
        }
      />
      {cards.length === 0 && (
        <Card>
          <Empty
            icon="gift"
            title="现在没有服务券计划"
            text="有新计划会在这里公布；也可以看看能享受哪些政策。"
            action={{ href: '/policies', label: '去政策库看看' }}
          />
        </Card>
      )}
      {now.map(one => (
        <Card title={one.name} action={<Badge tone={one.phase.tone}>{one.phase.label}</Badge>}>
          <p>{one.offer}</p>
          <p class="quiet">{one.when}</p>
          <p>{one.left}</p>
          <p>
            <a class="button button-primary" href={`/vouchers/${one.id}`}>
              {one.open ? '看规则、领取' : '看规则'}
              <span class="visually-hidden">：{one.name}</span>
            </a>
          </p>
        </Card>
      ))}
      {past.length > 0 && (
        <Card title="以前的计划">
          <ul class="task-list">
            {past.map(one => (
              <li>
                <div>
                  <a href={`/vouchers/${one.id}`}>{one.name}</a>{' '}
                  <Badge tone={one.phase.tone}>{one.phase.label}</Badge>
                  <p class="quiet">{one.offer}</p>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

interface Props {
  card: ProgrammeCard
  about: string
  rules: Rules
  parts: ReadonlyArray<{ label: string; value: string }>
  /** Until when the money was looked at. */
  asOf: string
  ended: string | null
  /** 公示: who got how much; null while people still claim. */
  paid: ReadonlyArray<{ name: string; fen: number }> | null
  phone: string
}

const paidColumns: ReadonlyArray<Column<NonNullable<Props['paid']>[number]>> = [
  { key: 'name', label: '对象', value: one => one.name, phone: 'title' },
  { key: 'paid', label: '已拨付', kind: 'number', value: one => money(one.fen) },
]

/** One programme: the rules in plain words, how the money stands, and the way in. */
export function ProgrammePage({ card, about, rules, parts, asOf, ended, paid, phone }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title={card.name}
        lead={card.offer}
        badges={<Badge tone={card.phase.tone}>{card.phase.label}</Badge>}
        actions={
          card.open && (
            <a class="button button-primary" href={`/my/vouchers/claim/${card.id}`}>
              领取
            </a>
          )
        }
      />
      {ended && (
        <Alert tone="warning" title="提前停止领取">
          <p>{ended}。已经领到的券照常使用。</p>
        </Alert>
      )}
      {card.phase.label === '已领完' && (
        <Alert tone="info" title="现在领完了，没有排队">
          <p>
            别人退回或过期的券会重新放出来，可以过几天再看。也可以看看
            <a href="/vouchers">其他计划</a>，或者<a href="/policies">能享受的政策</a>。
          </p>
        </Alert>
      )}
      <Card title="钱还有多少">
        <Facts items={[...parts]} />
        <p class="quiet">
          {card.left}。数字来自资金台账，截至 {asOf}，约一分钟更新一次。
        </p>
      </Card>
      <Card title="谁可以领">
        <ul class="bullets">
          {rules.who.map(group => (
            <li>
              {group.any && '满足一项即可：'}
              {group.lines.join('；')}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="怎么用">
        <Facts items={rules.facts} />
        <p class="prose">{about}</p>
        <ol class="bullets">
          <li>领券：符合条件的，在手机上点一下就领到，钱同时预留好。</li>
          <li>用券：在“办服务”里找服务商比价、下单，商定协议时选上这张券。</li>
          <li>验收：服务商按阶段交付，您验收。</li>
          <li>兑付：验收后带发票等材料在网上申请，中心两人先后审核，由第三人登记拨付。</li>
        </ol>
      </Card>
      {paid && (
        <Card title="补贴公示">
          {paid.length === 0 ? (
            <p class="quiet">还没有拨付。</p>
          ) : (
            <Table columns={paidColumns} rows={paid} />
          )}
          <p class="quiet">
            对公示有疑问的，可以<a href="/complaints">反映给中心或主管部门</a>。
          </p>
        </Card>
      )}
      {phone && (
        <p class="quiet">
          不会在网上领的，请打电话 <Phone number={phone} />
          ，工作人员教您一步步办。
        </p>
      )}
    </div>
  )
}
