import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { type Choice, Find } from '#ui/find'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'

export interface PublicLine {
  id: string
  name: string
  kind: string
  holder: string
  offers: string
  region: string
  cost: string
  confirmedOn: string
}
interface Props {
  resources: readonly PublicLine[]
  elsewhere: readonly PublicLine[]
  choices: readonly Choice[]
  question: string
  filtered: boolean
}

const Lines = ({ lines }: { lines: readonly PublicLine[] }) => (
  <ul class="link-list">
    {lines.map(one => (
      <li>
        <a href={`/resources/${one.id}`}>{one.name}</a> <Badge>{one.kind}</Badge>
        <small>{one.offers}</small>
        <small>
          {one.holder} · {one.region} · {one.cost}
        </small>
      </li>
    ))}
  </ul>
)

/** 5.2.1 资源库 for everyone: what the centre can bring together, and what neighbours have opened. */
export function ResourcesPage({ resources, elsewhere, choices, question, filtered }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="资源库"
        lead="平台、金融、物流、专家、培训……中心替您牵线，不收费。"
        actions={
          <a class="button button-primary" href="/act/resource_need/ask">
            说说我需要什么
          </a>
        }
      />
      <div class="list-tools">
        <Find path="/resources" question={question} placeholder="资源、单位或用途" choices={choices} />
      </div>
      <Card>
        {resources.length === 0 ? (
          <Empty
            icon="list-search"
            title={filtered ? '没有找到这样的资源' : '资源库还没有公开的资源'}
            text="没有合适的，也可以告诉我们您需要什么。"
            action={
              filtered
                ? { href: '/resources', label: '看全部资源' }
                : { href: '/act/resource_need/ask', label: '提出需求' }
            }
          />
        ) : (
          <Lines lines={resources} />
        )}
      </Card>
      {elsewhere.length > 0 && (
        <Card title="其他县中心开放的资源">
          <Lines lines={elsewhere} />
        </Card>
      )}
      <p class="quiet">有资源想放进来？请联系中心登记，审核后公开。</p>
    </div>
  )
}

interface ResourceProps {
  resource: {
    name: string
    kind: string
    holder: string
    provider: string | null
    offers: string
    audiences: string
    conditions: string
    region: string
    cost: string
    validUntil: string
    confirmedOn: string
  }
  /** How to reach it; null where one is introduced first. */
  contact: { name: string; phone: string } | null
  /** The centre that opened it, where it is another. */
  centre: { name: string; phone: string } | null
  files: ReadonlyArray<Picture & { size: number }>
  askAt: string
}

export function ResourcePage({ resource, contact, centre, files, askAt }: ResourceProps) {
  return (
    <div class="wrap stack">
      <PageHead title={resource.name} lead={resource.holder} badges={<Badge>{resource.kind}</Badge>} />
      {centre && (
        <Card title={`由${centre.name}开放`}>
          <p>
            这是邻县的资源。需要对接，请联系{centre.name}
            {centre.phone && (
              <>
                ，电话 <Phone number={centre.phone} />
              </>
            )}
            ，也可以请本县中心帮忙联系。
          </p>
        </Card>
      )}
      <Card title="能提供什么">
        <p class="prose">{resource.offers}</p>
        <Facts
          items={[
            {
              label: '持有人',
              value: resource.provider ? <a href={resource.provider}>{resource.holder}</a> : resource.holder,
            },
            { label: '面向', value: resource.audiences },
            { label: '条件', value: resource.conditions || '没有特别条件' },
            { label: '范围', value: resource.region },
            { label: '费用', value: resource.cost },
            { label: '有效期至', value: resource.validUntil },
            { label: '最近确认', value: resource.confirmedOn },
            contact && {
              label: '联系人',
              value: (
                <>
                  {contact.name} <Phone number={contact.phone} />
                </>
              ),
            },
          ]}
        />
        <Files files={files} />
      </Card>
      {!contact && (
        <Card title="想用这项资源">
          <p>联系方式经中心引荐后告知。说说您的情况，工作人员会替您牵线，不收费。</p>
          <a class="button button-primary" href={askAt}>
            请中心引荐
          </a>
        </Card>
      )}
      <p>
        <a href="/resources">全部资源</a>
      </p>
    </div>
  )
}
