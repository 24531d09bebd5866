import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { type Picture, Pictures } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'

interface SubCentreCard {
  kind: string
  label: string
  about: string
  place: string
  hours: string
}

interface Props {
  premises: ReadonlyArray<{
    id: string
    name: string
    address: string
    area_m2: number
    plans: readonly Picture[]
    areas: ReadonlyArray<{
      id: string
      name: string
      kind: string
      place: string
      area_m2: number | null
      equipment: string
      photos: readonly Picture[]
    }>
  }>
  subCentres: readonly SubCentreCard[]
}

/** 4.3 For everyone: where the centre is and what there is. */
export function FacilitiesPage({ premises, subCentres }: Props) {
  return (
    <div class="wrap stack">
      <PageHead title="场地设施" lead="中心在哪里、有哪些功能区和分中心。" />
      {premises.length === 0 && subCentres.length === 0 && (
        <Card>
          <Empty title="还没有公布场地设施" text="到窗口办事的地址见页面底部的“关于本站”。" />
        </Card>
      )}
      {subCentres.length > 0 && (
        <Card title="分中心">
          <ul class="link-list">
            {subCentres.map(one => (
              <li>
                <a href={`/facilities/${one.kind}`}>{one.label}</a>
                <small>
                  {one.about} · {one.place} · {one.hours}
                </small>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {premises.map(one => (
        <Card title={one.name}>
          <Facts
            items={[
              { label: '地址', value: one.address },
              { label: '面积', value: `${one.area_m2} ㎡` },
            ]}
          />
          <Pictures files={one.plans} alt="平面图" />
          {one.areas.length > 0 && (
            <ul class="link-list">
              {one.areas.map(area => (
                <li>
                  <b>{area.name}</b>
                  <small>
                    {[area.kind, area.place, area.area_m2 && `${area.area_m2} ㎡`]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                  {area.equipment && <p class="prose">{area.equipment}</p>}
                  <Pictures files={area.photos} alt={area.name} />
                </li>
              ))}
            </ul>
          )}
        </Card>
      ))}
    </div>
  )
}

interface SubCentreProps {
  subCentre: SubCentreCard & { introduction: string }
  staff: readonly string[]
  items: ReadonlyArray<{ id: string; name: string }>
  phone: string
}

export function SubCentrePage({ subCentre, staff, items, phone }: SubCentreProps) {
  return (
    <div class="wrap stack">
      <PageHead title={subCentre.label} lead={subCentre.about} />
      <Card>
        <Facts
          items={[
            { label: '地点', value: subCentre.place },
            { label: '开放时间', value: subCentre.hours },
            { label: '工作人员', value: staff.join('、') },
            phone !== '' && { label: '电话', value: <Phone number={phone} /> },
          ]}
        />
        {subCentre.introduction && <p class="prose">{subCentre.introduction}</p>}
      </Card>
      <Card title="提供的服务">
        {items.length === 0 ? (
          <p class="quiet">还没有公布服务项目。</p>
        ) : (
          <ul class="link-list">
            {items.map(item => (
              <li>
                <a href={`/items/${item.id}`}>{item.name}</a>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  )
}
