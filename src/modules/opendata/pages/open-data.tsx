import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'

interface Props {
  origin: string
  licence: string
  phone: string
  items: number
  providers: number
  example: { id: string; name: string } | null
}

/** 开放数据: what is offered to programs, and how to take it, for those who will write them. */
export function OpenDataPage({ origin, licence, phone, items, providers, example }: Props) {
  return (
    <div class="wrap stack">
      <PageHead title="开放数据" lead="服务目录不只给人看。程序也可以直接读取，不用登录，也不用申请。" />
      <Card>
        <Facts
          columns={1}
          items={[
            { label: '内容', value: `${items} 项服务、${providers} 家在库服务商，与页面上公布的一致` },
            { label: '更新', value: '目录一有变化，数据随即更新' },
            { label: '许可', value: licence },
            { label: '不包含', value: '草稿、已下架的服务、申请人和办件信息、服务商联系人' },
          ]}
        />
      </Card>
      <Card title="服务与服务商（Open Referral HSDS 3.1）">
        <p>各地通用的服务目录格式，JSON，分页读取。</p>
        <Addresses
          of={[
            ['/hsds/services', '服务列表'],
            ['/hsds/services?full=true&per_page=20', '连同地点、时间、费用、材料、服务商'],
            ['/hsds/services?format=ndjson', '全部服务，每行一条，不分页'],
            ['/hsds/organizations', '中心和在库服务商'],
            ['/hsds/service_at_locations', '每项服务的办理地点'],
            ['/hsds/taxonomy_terms', '服务类别、服务对象的代码'],
            ['/hsds/openapi.json', '接口说明（OpenAPI 3.1）'],
          ]}
        />
        <p>
          可以按词检索（<code>search</code>）、按类别（<code>taxonomy_term_id</code>）、按单位（
          <code>organization_id</code>）筛选，几个条件同时满足。要保持同步，请记下上次读取的时间，下次只取{' '}
          <code>modified_after</code> 之后有变化的，再用 <code>minimal=true</code> 的清单核对哪些已经下架。
        </p>
      </Card>
      <Card title="关联数据（CPSV-AP 3.2）">
        <p>公共服务通用词汇，JSON-LD：依据、流程、材料、渠道、费用、结果。</p>
        <Addresses
          of={[
            ['/directory.jsonld', '整个目录'],
            ...(example ? [[`/items/${example.id}.jsonld`, `例如：${example.name}`] as const] : []),
            ['/contexts/cpsv-ap.jsonld', '词汇对照'],
          ]}
        />
        <p>
          请求服务页面时带上 <code>Accept: application/ld+json</code>，会转到同一项服务的数据。
        </p>
      </Card>
      <Card title="有新内容就告诉您的系统">
        <p>
          政策、公告、活动等发布或更正时，可以主动推送到您的系统，见 <a href="/webhooks">推送接入说明</a>。
        </p>
      </Card>
      <Card title="试一试">
        <pre class="code">
          <code>{`curl "${origin}/hsds/services?search=短视频&full=true"`}</code>
        </pre>
        <p>
          网页里的程序也可以直接调用（已允许跨域读取）。每个地址每分钟的请求次数有限，超出时返回
          429，请稍后再试；带上 <code>If-None-Match</code> 可以少传重复的内容。
        </p>
        {phone && (
          <p class="quiet">
            数据有误或接入有困难，请拨打服务热线 <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a>。
          </p>
        )}
      </Card>
    </div>
  )
}

const Addresses = ({ of }: { of: ReadonlyArray<readonly [string, string]> }) => (
  <ul class="link-list">
    {of.map(([href, label]) => (
      <li>
        <a href={href} data-turbo="false">
          {label}
        </a>
        <small>
          <code>{href}</code>
        </small>
      </li>
    ))}
  </ul>
)
