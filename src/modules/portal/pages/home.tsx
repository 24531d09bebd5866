import { NewsCard, type NewsLine } from '#modules/articles'
import { families } from '#modules/catalogue'
import { NoticeLinks } from '#modules/notices'
import { count, percent } from '#platform/format'
import { Card } from '#ui/card'
import { Icon } from '#ui/icon'
import { type MoreLink, MoreLinks } from '#ui/more-links'
import { Stat } from '#ui/stat'
import type { Openness } from '../queries.ts'

interface Props {
  often: ReadonlyArray<{ id: string; name: string }>
  openness: Openness
  notices: ReadonlyArray<{ id: string; title: string; published_at: Date | null }>
  news: readonly NewsLine[]
  acceptDays: number
  more: readonly MoreLink[]
}

/** The front page: ask, choose, see how well the centre does. */
export function Home({ often, openness, notices, news, acceptDays, more }: Props) {
  return (
    <>
      <div class="hero">
        <div class="wrap">
          <h1>您想办什么事？</h1>
          <p>告诉我们您的需求，中心在 {acceptDays} 个工作日内受理，全程可查。</p>
          <form class="hero-search" action="/items" method="get" role="search">
            <label>
              <span class="visually-hidden">搜索服务</span>
              <input type="search" name="q" placeholder="例如：拍一条短视频、注册商标、找冷链物流" />
            </label>
            <button type="submit" class="button button-primary">
              查找服务
            </button>
          </form>
          {often.length > 0 && (
            <p class="hero-often">
              常办：
              {often.map(item => (
                <a href={`/items/${item.id}`}>{item.name}</a>
              ))}
            </p>
          )}
          <nav class="families" aria-label="服务类别">
            {Object.entries(families).map(([key, family]) => (
              <a class="family" href={`/items?family=${key}`}>
                <Icon name={family.icon} size={28} />
                <strong>{family.label}</strong>
                <small>{family.about}</small>
              </a>
            ))}
          </nav>
        </div>
      </div>
      <div class="wrap">
        <Figures openness={openness} />
        <section class="section">
          <MoreLinks links={more} />
        </section>
        {news.length > 0 && (
          <section class="section">
            <div class="section-head">
              <h2>宣传动态</h2>
              <a href="/news">全部</a>
            </div>
            <ul class="news-list">
              {news.map(row => (
                <NewsCard row={row} heading="h3" />
              ))}
            </ul>
          </section>
        )}
        <section class="section">
          <div class="section-head">
            <h2>公告</h2>
            <a href="/notices">全部</a>
          </div>
          <Card>
            {notices.length === 0 ? <p class="quiet">还没有公告。</p> : <NoticeLinks notices={notices} />}
          </Card>
        </section>
      </div>
    </>
  )
}

function Figures({ openness }: { openness: Openness }) {
  const { satisfaction, onTime, items, providers } = openness
  return (
    <div class="stats section">
      {satisfaction && (
        <Stat
          value={percent(satisfaction.share)}
          label="服务满意度"
          hint={`近 90 天 ${count(satisfaction.total)} 份评价中，基本满意及以上的占比`}
        />
      )}
      {onTime !== null && (
        <Stat value={percent(onTime)} label="按时办理率" hint="近 90 天有时限的办理环节中，按时完成的占比" />
      )}
      <Stat value={count(items)} label="在册服务项目" hint="价格、流程、时限全部公开" href="/items" />
      <Stat value={count(providers)} label="在库服务商" hint="经中心登记，可比选报价" href="/providers" />
    </div>
  )
}
