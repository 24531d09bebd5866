import { count } from '#platform/format'
import { PageHead } from '#ui/page-head'

export type Query = Readonly<Record<string, string | undefined>>

export const withQuery = (path: string, query: Query): string => {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value) params.set(key, value)
  return params.size > 0 ? `${path}?${params}` : path
}

/** One row of options. Where they are counted, each says how many entries it would show; one that shows none is left out. */
export function Facet({
  path,
  name,
  label,
  query,
  options,
  counts,
}: {
  path: string
  name: string
  label: string
  query: Query
  options: ReadonlyArray<{ value: string; label: string }>
  counts: ReadonlyMap<string, number> | undefined
}) {
  const chosen = query[name] ?? ''
  const offered = options.filter(
    option => !counts || option.value === chosen || (counts.get(option.value) ?? 0) > 0,
  )
  return (
    <div class="facet">
      <span>{label}</span>
      <a href={withQuery(path, { ...query, [name]: '' })} {...(!chosen && { 'aria-current': 'true' })}>
        全部
      </a>
      {offered.map(option => (
        <a
          href={withQuery(path, { ...query, [name]: option.value })}
          {...(chosen === option.value && { 'aria-current': 'true' })}
        >
          {option.label}
          {counts && <small> {count(counts.get(option.value) ?? 0)}</small>}
        </a>
      ))}
    </div>
  )
}

/** To the next page, and back to the first. */
export function Pager({
  path,
  query,
  next,
  later,
}: {
  path: string
  query: Query
  next: string | null
  later: boolean
}) {
  if (!next && !later) return null
  return (
    <nav class="pager" aria-label="翻页">
      {later && <a href={withQuery(path, query)}>回到第一页</a>}
      {next && (
        <a rel="next" href={withQuery(path, { ...query, after: next })}>
          下一页
        </a>
      )}
    </nav>
  )
}

/** 「内容确认于 2026-10-12」 beside 「最近更新 2026-08-01」: the one says that it is true, the other when it changed. */
export const Freshness = ({ confirmed, changed }: { confirmed: string | null; changed: string | null }) => (
  <p class="freshness">
    {confirmed && <span>内容确认于 {confirmed}</span>}
    {changed && <span>最近更新 {changed}</span>}
  </p>
)

/** An entry that the public knew and that is not public just now. */
export function HiddenPage({
  title,
  why,
  list,
  phone,
}: {
  title: string
  why: string
  list: { href: string; label: string }
  phone: string | undefined
}) {
  return (
    <div class="wrap stack">
      <PageHead title={title} />
      <p>
        {why === 'expired'
          ? '这一条的有效期已满，中心正在更新，更新后会重新公开。'
          : '这一条的内容正在核实，核实后会重新公开。'}
        已经提交的办件照常办理。
      </p>
      {phone && (
        <p>
          急需办理，请打服务热线 <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a>。
        </p>
      )}
      <div class="actions">
        <a class="button button-primary" href={list.href}>
          {list.label}
        </a>
        <a class="button" href="/my/cases">
          查看我的办件
        </a>
      </div>
    </div>
  )
}
