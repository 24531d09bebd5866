import { count, date, money } from '#platform/format'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Find } from '#ui/find'
import { PageHead } from '#ui/page-head'
import { Distribution, type Ratings } from '#ui/rating'
import { Process } from '#ui/steps'
import { priceText } from '../price.ts'
import type { Counted } from '../queries/directory.ts'
import type { PublishedItem } from '../queries.ts'
import { audiences, families, priceKinds } from '../workflow.ts'
import { Facet, Freshness, Pager } from './directory.tsx'
import { DirectoryLinks } from './downloads.tsx'

export interface ItemLine {
  id: string
  name: string
  summary: string
  family: string
  price_kind: string
  price_fen: number | null
  price_unit: string
  promised_days: number
}

interface ListProps {
  items: readonly ItemLine[]
  query: { q?: string; family?: string; audience?: string; price?: string }
  /** How many there are; null on later pages. */
  counted: Counted | null
  next: string | null
  later: boolean
}

const path = '/items'

/** The directory of service items: search, facets with counts, cards, page by page. */
export function ItemList({ items, query, counted, next, later }: ListProps) {
  return (
    <div class="wrap">
      <PageHead title="办服务" lead="中心和在库服务商为您提供的全部服务项目。" actions={<DirectoryLinks />} />
      <Find
        path={path}
        question={query.q ?? ''}
        placeholder="搜名称、拼音或首字母，如 短视频、dsp"
        kept={{ family: query.family, audience: query.audience, price: query.price }}
        frame="items"
      />
      <turbo-frame id="items" target="_top">
        <Facets query={query} counted={counted} />
        {items.length === 0 ? (
          <Empty
            icon="list-search"
            title="没有找到相符的服务"
            text="换个说法试试；或者直接打服务热线，我们帮您找。"
            action={{ href: path, label: '查看全部服务' }}
          />
        ) : (
          <>
            {counted && <p class="quiet">共 {count(counted.total)} 项</p>}
            <div class="item-grid">
              {items.map(item => (
                <ItemCard item={item} />
              ))}
            </div>
          </>
        )}
        <Pager path={path} query={query} next={next} later={later} />
      </turbo-frame>
    </div>
  )
}

const facets = [
  {
    name: 'family',
    label: '类别',
    options: Object.entries(families).map(([value, family]) => ({ value, label: family.label })),
  },
  { name: 'audience', label: '对象', options: audiences.map(value => ({ value, label: value })) },
  {
    name: 'price',
    label: '收费',
    options: Object.entries(priceKinds).map(([value, label]) => ({ value, label })),
  },
] as const

const Facets = ({ query, counted }: Pick<ListProps, 'query' | 'counted'>) => (
  <div class="facets">
    {facets.map(facet => (
      <Facet {...facet} path={path} query={query} counts={counted?.by[facet.name]} />
    ))}
  </div>
)

const ItemCard = ({ item }: { item: ItemLine }) => (
  <a class="item-card" href={`/items/${item.id}`}>
    <strong>{item.name}</strong>
    <p>{item.summary}</p>
    <span class="item-meta">
      <span>{families[item.family as keyof typeof families]?.label}</span>
      <span>{priceText(item)}</span>
      <span>{item.promised_days} 个工作日</span>
    </span>
  </a>
)

interface ItemProps {
  item: PublishedItem
  providers: ReadonlyArray<{ id: string; name: string; price_fen: number | null; price_note: string }>
  ratings: Ratings
}

/** One item: what it is, how it goes, what it costs, how others found it. */
export function ItemPage({ item, providers, ratings }: ItemProps) {
  return (
    <div class="wrap">
      <PageHead title={item.name} lead={item.summary} />
      <div class="with-side">
        <div class="stack">
          <Card title="服务内容">
            <p class="prose">{item.content}</p>
          </Card>
          {item.steps.length > 0 && (
            <Card title="办理流程">
              <Process steps={item.steps} />
            </Card>
          )}
          <Card title="需要准备">
            {item.materials.length === 0 ? (
              <p>不需要材料，在线填写即可。</p>
            ) : (
              <ul class="link-list">
                {item.materials.map(material => (
                  <li>
                    <b>{material.name}</b> <span class="quiet">{material.required ? '必需' : '可选'}</span>
                    {material.note && <small>{material.note}</small>}
                  </li>
                ))}
              </ul>
            )}
          </Card>
          {providers.length > 0 && <ItemProviders itemId={item.id} providers={providers} />}
          <Card title="大家的评价">
            <Distribution {...ratings} />
          </Card>
        </div>
        <aside>
          <Card>
            <div class="apply-box">
              <p class="price">{priceText(item)}</p>
              {item.price_note && <p class="quiet">{item.price_note}</p>}
              <a class="button button-primary button-large" href={`/items/${item.id}/apply`}>
                立即办理
              </a>
              <Facts
                columns={1}
                items={[
                  { label: '承诺时限', value: `受理后 ${item.promised_days} 个工作日` },
                  { label: '服务对象', value: item.audience.join('、') },
                  { label: '办理地点', value: item.place },
                  { label: '咨询电话', value: item.contact },
                  { label: '依据', value: item.legal_basis },
                  { label: '编码', value: item.code },
                  { label: '有效期至', value: item.expires_on ?? '' },
                  { label: '版本', value: `第 ${item.version} 版` },
                ]}
              />
              <a href={`/items/${item.id}/history`}>历次版本与价格</a>
              <Freshness
                confirmed={item.confirmed_on}
                changed={item.published_at && date(item.published_at)}
              />
            </div>
          </Card>
        </aside>
      </div>
    </div>
  )
}

/** Named on the page of an item; the others stand in the directory. */
const mostNamed = 12

function ItemProviders({ itemId, providers }: Pick<ItemProps, 'providers'> & { itemId: string }) {
  return (
    <Card
      title="可选服务商"
      action={providers.length > mostNamed && <a href={`/providers?item=${itemId}`}>全部</a>}
    >
      <p class="quiet">提交申请后，中心会按轮换规则邀请其中几家报价，由您选定。</p>
      <ul class="link-list">
        {providers.slice(0, mostNamed).map(provider => (
          <li>
            <a href={`/providers/${provider.id}`}>{provider.name}</a>
            <small>
              {provider.price_fen === null ? '报价面议' : `参考报价 ${money(provider.price_fen)} 起`}
              {provider.price_note && `，${provider.price_note}`}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  )
}
