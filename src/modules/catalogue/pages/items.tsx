import { date, money } from '#platform/format'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Distribution, type Ratings } from '#ui/rating'
import { Process } from '#ui/steps'
import { priceText } from '../price.ts'
import type { PublishedItem } from '../queries.ts'
import { audiences, families, priceKinds } from '../workflow.ts'
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
}

/** The directory of service items: search, facets, cards. */
export function ItemList({ items, query }: ListProps) {
  return (
    <div class="wrap">
      <PageHead title="办服务" lead="中心和在库服务商为您提供的全部服务项目。" actions={<DirectoryLinks />} />
      <form
        action="/items"
        method="get"
        class="list-search"
        role="search"
        data-controller="search"
        data-turbo-frame="items"
        data-turbo-action="advance"
      >
        {(['family', 'audience', 'price'] as const).map(
          name => query[name] && <input type="hidden" name={name} value={query[name]} />,
        )}
        <label class="grow">
          <span class="visually-hidden">搜索服务</span>
          <input
            type="search"
            name="q"
            value={query.q ?? ''}
            placeholder="搜名称、拼音或首字母，如 短视频、dsp"
          />
        </label>
        <button type="submit" class="button button-primary">
          查找服务
        </button>
      </form>
      <turbo-frame id="items" target="_top">
        <div class="facets">
          <Facet
            name="family"
            label="类别"
            query={query}
            options={Object.entries(families).map(([value, family]) => ({ value, label: family.label }))}
          />
          <Facet
            name="audience"
            label="对象"
            query={query}
            options={audiences.map(value => ({ value, label: value }))}
          />
          <Facet
            name="price"
            label="收费"
            query={query}
            options={Object.entries(priceKinds).map(([value, label]) => ({ value, label }))}
          />
        </div>
        {items.length === 0 ? (
          <Empty
            icon="list-search"
            title="没有找到相符的服务"
            text="换个说法试试；或者直接打服务热线，我们帮您找。"
            action={{ href: '/items', label: '查看全部服务' }}
          />
        ) : (
          <>
            <p class="quiet">共 {items.length} 项</p>
            <div class="item-grid">
              {items.map(item => (
                <ItemCard item={item} />
              ))}
            </div>
          </>
        )}
      </turbo-frame>
    </div>
  )
}

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

function Facet({
  name,
  label,
  query,
  options,
}: {
  name: string
  label: string
  query: Record<string, string | undefined>
  options: ReadonlyArray<{ value: string; label: string }>
}) {
  const link = (value: string): string => {
    const params = new URLSearchParams()
    for (const [key, present] of Object.entries({ ...query, [name]: value }))
      if (present) params.set(key, present)
    return params.size > 0 ? `/items?${params}` : '/items'
  }
  return (
    <div class="facet">
      <span>{label}</span>
      <a href={link('')} {...(!query[name] && { 'aria-current': 'true' })}>
        全部
      </a>
      {options.map(option => (
        <a href={link(option.value)} {...(query[name] === option.value && { 'aria-current': 'true' })}>
          {option.label}
        </a>
      ))}
    </div>
  )
}

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
          {providers.length > 0 && <ItemProviders providers={providers} />}
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
                  item.published_at !== null && {
                    label: '最近更新',
                    value: `${date(item.published_at)}（第 ${item.version} 版）`,
                  },
                ]}
              />
              <a href={`/items/${item.id}/history`}>历次版本与价格</a>
            </div>
          </Card>
        </aside>
      </div>
    </div>
  )
}

const ItemProviders = ({ providers }: Pick<ItemProps, 'providers'>) => (
  <Card title="可选服务商">
    <p class="quiet">提交申请后，中心会按轮换规则邀请其中几家报价，由您选定。</p>
    <ul class="link-list">
      {providers.map(provider => (
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
