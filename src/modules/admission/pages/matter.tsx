import { date } from '#platform/format'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import type { AdmissionView } from '../view.ts'

const named: Record<string, string> = {
  licence: '营业执照',
  papers: '资质与案例材料',
  agreement_files: '服务协议',
}

/** What the firm applied with. */
export function Applied({ view }: { view: AdmissionView }) {
  const { row, people, qualifications, offers, files } = view
  return (
    <>
      <Card title="申请内容">
        <Facts
          columns={1}
          items={[
            { label: '信用代码', value: row.code },
            { label: '简介', value: <span class="prose">{row.introduction}</span> },
            {
              label: '团队',
              value: [row.team_size && `${row.team_size} 人`, row.team].filter(Boolean).join('，'),
            },
            {
              label: '骨干人员',
              value: people.map(one => [one.role, one.name, one.about].filter(Boolean).join('，')).join('；'),
            },
            { label: '业绩', value: row.cases && <span class="prose">{row.cases}</span> },
            {
              label: '资质',
              value: qualifications
                .map(one => `${one.name}${one.valid_until ? `（至 ${one.valid_until}）` : ''}`)
                .join('；'),
            },
            { label: '联系人', value: `${row.contact_name} ${row.contact_phone}` },
            { label: '申请日期', value: `${date(row.applied_at)}${row.at_counter ? '，窗口代为申请' : ''}` },
          ]}
        />
      </Card>
      <Card title="申报的项目与报价">
        <ul class="link-list">
          {offers.map(offer => (
            <li>
              <a href={`/items/${offer.id}`}>{offer.name}</a>
              <small>{offer.price}</small>
            </li>
          ))}
        </ul>
        {offers.length === 0 && <p class="quiet">申报的项目都已下架。</p>}
      </Card>
      {files.length > 0 && (
        <Card title="材料">
          {Object.entries(named).map(([field, label]) => {
            const those = files.filter(file => file.field === field)
            return (
              those.length > 0 && (
                <>
                  <h3>{label}</h3>
                  <Files files={those} />
                </>
              )
            )
          })}
        </Card>
      )}
    </>
  )
}
