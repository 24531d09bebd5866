import { date, money } from '#platform/format'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Icon } from '#ui/icon'
import { PageHead } from '#ui/page-head'
import { Distribution, type Ratings } from '#ui/rating'
import type { Qualification } from '../provider.ts'
import { DirectoryLinks } from './downloads.tsx'

export function ProviderList({
  providers,
  q,
}: {
  providers: ReadonlyArray<{ id: string; name: string; introduction: string }>
  q: string
}) {
  return (
    <div class="wrap stack">
      <PageHead
        title="服务商"
        lead="经中心登记入库、为本县提供电商服务的单位。"
        actions={<DirectoryLinks />}
      />
      <form action="/providers" method="get" class="list-search" role="search">
        <label class="grow">
          <span class="visually-hidden">搜索服务商</span>
          <input type="search" name="q" value={q} placeholder="搜名称或业务" />
        </label>
        <button type="submit" class="button">
          <Icon name="search" size={18} />
          查找
        </button>
      </form>
      {providers.length === 0 ? (
        <Empty
          icon="building-store"
          title="没有找到相符的服务商"
          {...(q && { action: { href: '/providers', label: '查看全部' } })}
        />
      ) : (
        <div class="item-grid">
          {providers.map(provider => (
            <a class="item-card" href={`/providers/${provider.id}`}>
              <strong>{provider.name}</strong>
              <p>{provider.introduction.slice(0, 70)}</p>
            </a>
          ))}
        </div>
      )}
    </div>
  )
}

interface ProviderProps {
  provider: { name: string; introduction: string; team: string; cases: string; listed_at: Date }
  qualifications: readonly Qualification[]
  items: ReadonlyArray<{
    id: string
    name: string
    price_fen: number | null
    price_note: string
    price_unit: string
  }>
  ratings: Ratings
}

export function ProviderPage({ provider, qualifications, items, ratings }: ProviderProps) {
  return (
    <div class="wrap">
      <PageHead title={provider.name} lead={`${date(provider.listed_at)} 入库`} />
      <div class="with-side">
        <div class="stack">
          <Card title="简介">
            <p class="prose">{provider.introduction}</p>
          </Card>
          <Card title="服务项目与参考报价">
            {items.length === 0 ? (
              <p class="quiet">暂无上架的服务项目。</p>
            ) : (
              <ul class="link-list">
                {items.map(item => (
                  <li>
                    <a href={`/items/${item.id}`}>{item.name}</a>
                    <small>
                      {item.price_fen === null ? '面议' : `${money(item.price_fen)} ${item.price_unit}`}
                      {item.price_note && `，${item.price_note}`}
                    </small>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          {provider.cases && (
            <Card title="案例">
              <p class="prose">{provider.cases}</p>
            </Card>
          )}
        </div>
        <aside>
          <Card title="大家的评价">
            <Distribution {...ratings} />
          </Card>
          <Card title="资质与团队">
            {qualifications.length === 0 && <p class="quiet">未登记资质。</p>}
            <ul class="link-list">
              {qualifications.map(one => (
                <li>
                  <b>{one.name}</b>
                  <small>
                    {one.number}
                    {one.valid_until && `，有效期至 ${one.valid_until}`}
                  </small>
                </li>
              ))}
            </ul>
            {provider.team && <p class="prose">{provider.team}</p>}
          </Card>
        </aside>
      </div>
    </div>
  )
}
