import type { FileRow } from '#platform/files'
import { count, date, money } from '#platform/format'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Pictures } from '#ui/files'
import { Find } from '#ui/find'
import { PageHead } from '#ui/page-head'
import { Distribution, type Ratings } from '#ui/rating'
import type { KeyPerson, Qualification } from '../provider.ts'
import type { Counted } from '../queries/directory.ts'
import { families } from '../workflow.ts'
import { Facet, Freshness, Pager, withQuery } from './directory.tsx'
import { DirectoryLinks } from './downloads.tsx'

interface ListProps {
  providers: ReadonlyArray<{
    id: string
    name: string
    introduction: string
    offers: string[]
    confirmed_on: string
  }>
  query: { q?: string; family?: string; item?: string }
  /** The item that the list is narrowed down to, by name. */
  item: string | null
  /** How many there are; null on later pages. */
  counted: Counted | null
  next: string | null
  later: boolean
}

const path = '/providers'

/** The directory of providers: search, by family or by item, page by page. */
export function ProviderList({ providers, query, item, counted, next, later }: ListProps) {
  const { item: _, ...others } = query
  return (
    <div class="wrap stack">
      <PageHead
        title="服务商"
        lead="经中心登记入库、为本县提供电商服务的单位。"
        actions={<DirectoryLinks />}
      />
      <Find
        path={path}
        question={query.q ?? ''}
        placeholder="搜名称或业务"
        kept={{ family: query.family, item: query.item }}
      />
      <div class="facets">
        <Facet
          path={path}
          name="family"
          label="业务"
          query={query}
          options={Object.entries(families).map(([value, family]) => ({ value, label: family.label }))}
          counts={counted?.by.family}
        />
        {item && (
          <p class="facet">
            <span>项目</span>
            <a href={`/items/${query.item}`}>{item}</a>
            <a href={withQuery(path, others)}>不限项目</a>
          </p>
        )}
      </div>
      {providers.length === 0 ? (
        <Empty
          icon="building-store"
          title="没有找到相符的服务商"
          {...(Object.keys(query).length > 0 && { action: { href: path, label: '查看全部' } })}
        />
      ) : (
        <>
          {counted && <p class="quiet">共 {count(counted.total)} 家</p>}
          <div class="item-grid">
            {providers.map(provider => (
              <a class="item-card" href={`${path}/${provider.id}`}>
                <strong>{provider.name}</strong>
                <p>{provider.introduction.slice(0, 70)}</p>
                <span class="item-meta">
                  {provider.offers.map(name => (
                    <span>{name}</span>
                  ))}
                </span>
              </a>
            ))}
          </div>
        </>
      )}
      <Pager path={path} query={query} next={next} later={later} />
    </div>
  )
}

export interface ShownCase {
  id: string
  title: string
  client_kind: string
  year: number
  result: string
  pictures: readonly FileRow[]
}

interface ProviderProps {
  provider: {
    name: string
    introduction: string
    team: string
    team_size: number | null
    cases: string
    listed_at: Date
    changed_at: Date
    confirmed_on: string
  }
  people: readonly KeyPerson[]
  qualifications: readonly Qualification[]
  cases: readonly ShownCase[]
  items: ReadonlyArray<{
    id: string
    name: string
    price_fen: number | null
    price_note: string
    price_unit: string
  }>
  ratings: Ratings
}

/** Who they are, what they offer at which price, what they have done, who vouches for them. */
export function ProviderPage({ provider, people, qualifications, cases, items, ratings }: ProviderProps) {
  return (
    <div class="wrap">
      <PageHead title={provider.name} lead={`${date(provider.listed_at)} 入库`} />
      <Freshness confirmed={provider.confirmed_on} changed={date(provider.changed_at)} />
      <div class="with-side">
        <div class="stack">
          <Card title="简介">
            <p class="prose">{provider.introduction}</p>
          </Card>
          <Offers items={items} />
          <Cases summary={provider.cases} cases={cases} />
        </div>
        <aside>
          <Card title="大家的评价">
            <Distribution {...ratings} />
          </Card>
          <Card title="资质">
            {qualifications.length === 0 && <p class="quiet">暂无登记的有效资质。</p>}
            <ul class="link-list">
              {qualifications.map(one => (
                <li>
                  <b>{one.name}</b>
                  <small>
                    {[one.number, one.valid_until && `有效期至 ${one.valid_until}`]
                      .filter(Boolean)
                      .join('，')}
                  </small>
                </li>
              ))}
            </ul>
          </Card>
          <Team {...provider} people={people} />
        </aside>
      </div>
    </div>
  )
}

const Offers = ({ items }: Pick<ProviderProps, 'items'>) => (
  <Card title="服务项目与参考报价">
    {items.length === 0 ? (
      <p class="quiet">暂无上架的服务项目。</p>
    ) : (
      <ul class="link-list price-list">
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
)

export function Cases({ summary, cases }: { summary: string; cases: readonly ShownCase[] }) {
  if (!summary && cases.length === 0) return null
  return (
    <Card title="案例">
      {summary && <p class="prose">{summary}</p>}
      {cases.map(one => (
        <article class="case">
          <h3>{one.title}</h3>
          <p class="quiet">
            {one.year} 年 · {one.client_kind}
          </p>
          <p>{one.result}</p>
          <Pictures files={one.pictures} alt={one.title} />
        </article>
      ))}
    </Card>
  )
}

export function Team({
  team,
  team_size,
  people,
}: {
  team: string
  team_size: number | null
  people: readonly KeyPerson[]
}) {
  if (!team && team_size === null && people.length === 0) return null
  return (
    <Card title="团队">
      {team_size !== null && <p>共 {count(team_size)} 人</p>}
      {team && <p class="prose">{team}</p>}
      <ul class="link-list">
        {people.map(person => (
          <li>
            <b>{person.role}</b> {person.name}
            {person.about && <small>{person.about}</small>}
          </li>
        ))}
      </ul>
    </Card>
  )
}
