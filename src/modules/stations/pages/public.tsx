import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { Find } from '#ui/find'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'

export interface OpenStation {
  id: string
  name: string
  level: string
  /** 高河镇 凌桥村 */
  place: string
  address: string
  phone: string
  hours: string
  offers: readonly string[]
  /** The last day that the station said what it did. */
  active: string
}

interface Props {
  groups: ReadonlyArray<{ town: string; stations: readonly OpenStation[] }>
  towns: ReadonlyArray<{ value: string; label: string }>
  question: string
  town: string
  total: number
}

/** 4.3.3 For everyone: the station nearest to one's village, and how to reach it. */
export function StationsPage({ groups, towns, question, town, total }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="乡镇、村级服务站"
        lead="在家门口代买代卖、收发快递、缴费，也可以请站长代您申请中心的服务。"
      />
      <div class="list-tools">
        <Find
          path="/stations"
          question={question}
          placeholder="村名、站名或地址"
          choices={towns.length > 1 ? [{ name: 'town', label: '乡镇', value: town, options: towns }] : []}
        />
      </div>
      {groups.length === 0 ? (
        <Card>
          {total === 0 ? (
            <Empty icon="map-pin" title="还没有公布服务站" text="需要帮忙，请到中心窗口或拨打服务热线。" />
          ) : (
            <Empty
              icon="list-search"
              title="没有找到这样的服务站"
              text="换个村名试试，或看看全部服务站。"
              action={{ href: '/stations', label: '全部服务站' }}
            />
          )}
        </Card>
      ) : (
        groups.map(group => (
          <Card title={group.town}>
            <ul class="link-list">
              {group.stations.map(one => (
                <li>
                  <a href={`/stations/${one.id}`}>{one.name}</a>
                  <small>{[one.place, one.address].filter(Boolean).join(' · ')}</small>
                  <small>
                    {one.hours && `${one.hours} · `}
                    {one.active}
                  </small>
                  {one.phone && (
                    <small>
                      电话 <Phone number={one.phone} />
                    </small>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        ))
      )}
    </div>
  )
}

interface StationProps {
  station: OpenStation & { openedOn: string }
  photos: readonly Picture[]
  /** Leads to a map, where the position is known. */
  map: string | null
}

export function StationPage({ station, photos, map }: StationProps) {
  return (
    <div class="wrap stack">
      <PageHead title={station.name} lead={station.place} badges={<Badge>{station.level}</Badge>} />
      <Card>
        <Facts
          items={[
            { label: '地址', value: station.address },
            map !== null && { label: '位置', value: <a href={map}>在地图上看</a> },
            station.phone !== '' && { label: '电话', value: <Phone number={station.phone} /> },
            { label: '开放时间', value: station.hours },
            { label: '提供', value: station.offers.join('、') },
            { label: '开始运营', value: station.openedOn },
            { label: '最近登记', value: station.active },
          ]}
        />
        <Pictures files={photos} alt={station.name} />
      </Card>
      <Card title="请站长代办">
        <p>
          不方便上网的，可以请站长替您申请中心的服务。站长要先得到您的同意：您把手机收到的验证码告诉他，或在授权书上签字。
        </p>
        <p class="quiet">授权只用于说好的那件事，有期限；不想再请他办了，随时可以撤销。</p>
      </Card>
      <p>
        <a href="/stations">全部服务站</a>
      </p>
    </div>
  )
}
