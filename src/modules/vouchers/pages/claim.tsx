import { type ReasonGroup, Reasons, type Verdict } from '#modules/policies'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'

export interface ClaimOffer {
  id: string
  name: string
  offer: string
  left: string
  verdict: Verdict
  groups: readonly ReasonGroup[]
  /** Why not just now. */
  why: string | null
  /** Where the next missing fact is told, for the recipient. */
  ask: string | null
  claim: string
}

interface Props {
  phone: string
  found: ReadonlyArray<{ href: string; name: string; about: string }>
  party: { id: string; name: string; own: boolean } | null
  offers: readonly ClaimOffer[]
}

/** At the counter, for who does not claim on a phone: whose voucher, then which. */
export const DeskClaim = ({ phone, found, party, offers }: Props) => (
  <>
    <PageHead
      title="代为领取"
      lead="替不会在手机上领的对象领服务券：条件、名额和本人领一样，凭签字的委托。"
    />
    <Card title={party ? `替${party.name}领` : '替谁领'}>
      <form method="get" action="/desk/vouchers/claim" class="list-search" role="search">
        <label class="grow">
          <span class="visually-hidden">手机号或尾号</span>
          <input
            type="search"
            name="phone"
            value={phone}
            inputmode="numeric"
            maxlength={11}
            placeholder="手机尾号 4 位以上"
          />
        </label>
        <button type="submit" class="button">
          <Icon name="search" size={18} />
          查找
        </button>
      </form>
      {found.length > 0 && (
        <ul class="link-list">
          {found.map(one => (
            <li>
              <a href={one.href}>{one.name}</a>
              <small>{one.about}</small>
            </li>
          ))}
        </ul>
      )}
      {phone !== '' && found.length === 0 && (
        <p class="quiet">
          没有找到。第一次来的，请先<a href="/act/party/register">登记服务对象</a>，再回来代领。
        </p>
      )}
    </Card>
    {party?.own && (
      <Alert tone="warning" title="请换一位工作人员">
        <p>这是您自己的服务对象，由另一位工作人员代领。</p>
      </Alert>
    )}
    {party && !party.own && offers.length === 0 && (
      <Card>
        <Empty icon="gift" title="现在没有可以领的券" text="有计划开始领取时，会列在这里。" />
      </Card>
    )}
    {offers.map(one => (
      <Card title={one.name}>
        <p>{one.offer}。</p>
        <p class="quiet">{one.left}。</p>
        {one.verdict === 'yes' && one.why === null && (
          <p>
            <a class="button button-primary" href={one.claim}>
              代为领取<span class="visually-hidden">：{one.name}</span>
            </a>
          </p>
        )}
        {one.why !== null && (
          <Alert tone="warning" title="现在不能领">
            <p>{one.why}</p>
          </Alert>
        )}
        {one.verdict === 'unknown' && one.ask && (
          <p>
            还差几项情况才能判断，请问本人：
            <a class="button" href={one.ask}>
              替对方回答下一个问题
            </a>
          </p>
        )}
        {one.verdict === 'no' && <p>按现在知道的情况，不符合领取条件：</p>}
        <Reasons groups={one.groups} />
      </Card>
    ))}
  </>
)
