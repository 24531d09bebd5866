import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { kindHelps, kinds } from '../codes.ts'

interface Props {
  phone: string
  address: string
  hours: string
  limits: { answer: number; expert: number; confirm: number }
  most: ReadonlyArray<{ id: string; title: string }>
}

/** 5.1 For everyone: what one can ask, how long it takes, by which ways. */
export const ConsultingPage = ({ phone, address, hours, limits, most }: Props) => (
  <div class="wrap stack">
    <PageHead title="咨询" lead="开网店、卖农产品，政策、技术、业务上的事都可以问。不收费。" />
    <Card>
      <div class="actions">
        <a class="button button-primary" href="/consulting/new">
          我要咨询
        </a>
        <a class="button" href="/consulting/progress">
          看答复
        </a>
        <a class="button" href="/knowledge">
          知识库
        </a>
      </div>
    </Card>
    {most.length > 0 && (
      <Card title="大家常问" action={<a href="/knowledge">全部</a>}>
        <ul class="link-list">
          {most.map(one => (
            <li>
              <a href={`/knowledge/${one.id}`}>{one.title}</a>
            </li>
          ))}
        </ul>
      </Card>
    )}
    <Card title="可以问什么">
      <Facts
        columns={1}
        items={Object.entries(kinds).map(([key, label]) => ({
          label,
          value: kindHelps[key as keyof typeof kinds],
        }))}
      />
    </Card>
    <Card title="怎么问">
      <Facts
        items={[
          { label: '网上', value: <a href="/consulting/new">填一张表</a> },
          phone !== '' && { label: '电话', value: <Phone number={phone} /> },
          address !== '' && { label: '当面', value: address },
          hours !== '' && { label: '时间', value: hours },
        ]}
      />
    </Card>
    <Card title="多久答复">
      <ul class="bullets">
        <li>能当场答的当场答；要查的 {limits.answer} 个工作日内答复。</li>
        <li>要请专家的，专家接手后 {limits.expert} 个工作日内答复。</li>
        <li>最先接待您的人负责到底（首问负责），转给谁都由他跟着，不用您再跑。</li>
        <li>答复后请告诉我们解决了没有；没解决的再答一次。{limits.confirm} 个工作日没有消息就办结。</li>
      </ul>
    </Card>
  </div>
)
