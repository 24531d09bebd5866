import { money } from '#platform/format'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Icon, type IconName } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import type { Stage } from '../plan.ts'

export interface Tile {
  code: string
  name: string
  about: string
  icon: IconName
  providers: number
  /** Of what firms ask for, 分; null where nobody has said a price. */
  range: { low: number; high: number } | null
}

export const rangeText = (range: Tile['range']): string =>
  range === null
    ? '价格面议'
    : range.low === range.high
      ? `服务商报价 ${money(range.low)}`
      : `服务商报价 ${money(range.low)} 至 ${money(range.high)}`

/** The nine kinds, for everyone. */
export const Support = ({ tiles }: { tiles: readonly Tile[] }) => (
  <div class="wrap stack">
    <PageHead
      title="业务支持"
      lead="九类业务，请几家在库服务商报价，比较后由您选定；按里程碑交付、验收、付款，有质保。"
    />
    {tiles.length === 0 ? (
      <Empty
        title="业务支持正在准备"
        text="先到服务目录看看有哪些服务。"
        action={{ href: '/items', label: '服务目录' }}
      />
    ) : (
      <ul class="tiles">
        {tiles.map(tile => (
          <li class="card">
            <Icon name={tile.icon} size={28} />
            <h2>
              <a href={`/support/${tile.code}`}>{tile.name}</a>
            </h2>
            <p>{tile.about}</p>
            <p class="quiet">
              {tile.providers > 0
                ? `${tile.providers} 家服务商 · ${rangeText(tile.range)}`
                : '暂时没有服务商，可以先说需求'}
            </p>
          </li>
        ))}
      </ul>
    )}
    <p class="quiet">
      收到服务协议，可以 <a href="/agreements/check">查验真伪</a>。
    </p>
  </div>
)

interface KindPage {
  kind: { name: string; about: string; gains: string; process: string; warranty_days: number }
  stages: readonly Stage[]
  items: ReadonlyArray<{ id: string; name: string }>
  providers: ReadonlyArray<{ id: string; name: string; offers: string }>
  range: Tile['range']
}

export const SupportKind = ({ kind, stages, items, providers, range }: KindPage) => (
  <div class="wrap stack">
    <PageHead title={kind.name} lead={kind.about} />
    <Card title="您得到什么">
      <p>{kind.gains}</p>
      <p>
        {rangeText(range)}。
        {kind.warranty_days > 0 ? `最后一次验收后有 ${kind.warranty_days} 天质保。` : '不另设质保期。'}
      </p>
    </Card>
    <Card title="怎么进行">
      <p>{kind.process}</p>
      <ol class="process">
        {stages.map((one, at) => (
          <li>
            <span class="process-number" aria-hidden="true">
              {at + 1}
            </span>
            <div>
              <p class="process-title">
                {one.name}
                <small>占价款 {one.price_share}%</small>
              </p>
              <p>{one.deliverable}</p>
              <p class="quiet">验收要点：{one.points.join('；')}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
    <Card title="选一项办理">
      {items.length === 0 ? (
        <p>这一类还没有上架的服务项目。可以先到咨询里说说您的需求，我们帮您找服务商。</p>
      ) : (
        <ul class="task-list">
          {items.map(item => (
            <li>
              <a href={`/items/${item.id}`}>{item.name}</a>
            </li>
          ))}
        </ul>
      )}
    </Card>
    <Card title="提供的服务商">
      {providers.length === 0 ? (
        <p class="quiet">暂时没有在库的服务商。</p>
      ) : (
        <ul class="task-list">
          {providers.map(one => (
            <li>
              <div>
                <a href={`/providers/${one.id}`}>{one.name}</a>
                <p class="quiet">{one.offers}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
)

/** Whether an agreement is genuine: that, and nothing else of it. */
export const CheckPage = ({
  number,
  proof,
  found,
}: {
  number: string
  proof: string
  found: boolean | null
}) => (
  <div class="wrap stack">
    <PageHead title="查验服务协议" lead="凭订单编号和验证号，查验协议是不是真的、有没有改动。" />
    {found === true && (
      <Alert tone="success" title="属实">
        <p>编号 {number} 的协议经双方在本平台确认生效，验证号相符。</p>
      </Alert>
    )}
    {found === false && (
      <Alert tone="danger" title="没有查到">
        <p>编号和验证号不相符，请核对后再试；仍不相符的，这份协议可能被改动过，请与中心联系。</p>
      </Alert>
    )}
    <Card>
      <form method="get" action="/agreements/check" class="form">
        <div class="field">
          <label for="f-number">订单编号</label>
          <input id="f-number" name="number" value={number} maxlength={30} autocomplete="off" />
        </div>
        <div class="field">
          <label for="f-proof">验证号（16 位数字）</label>
          <input
            id="f-proof"
            name="proof"
            value={proof}
            maxlength={24}
            inputmode="numeric"
            autocomplete="off"
          />
        </div>
        <div class="form-foot">
          <button type="submit" class="button button-primary">
            查验
          </button>
        </div>
      </form>
    </Card>
  </div>
)
