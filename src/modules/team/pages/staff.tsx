import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'
import { organisations } from './team.tsx'

interface StateBadge {
  label: string
  tone: BadgeTone
}

interface StaffProps {
  staff: {
    id: string
    name: string
    organisation: string
    phone: string | null
    email: string | null
    full_time: boolean
    joined_on: string
    left_on: string | null
    contract_from: string | null
    contract_until: string | null
  }
  posts: readonly string[]
  state: StateBadge
  buttons: Button[]
  /** What hangs on them: '承办中的办件', 5. */
  held: ReadonlyArray<{ label: string; count: number }>
  awayUntil: string | null
  qualifications: ReadonlyArray<{
    id: string
    name: string
    number: string
    issuer: string
    valid_until: string | null
    state: StateBadge
    files: ReadonlyArray<{ id: string; name: string }>
    buttons: Button[]
  }>
  mayManage: boolean
  story: Told[]
}

export function StaffPage(props: StaffProps) {
  const { staff, posts, state, buttons, held, awayUntil, qualifications, mayManage, story } = props
  const back = `/desk/team/staff/${staff.id}`
  return (
    <>
      <PageHead
        title={staff.name}
        badges={
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {awayUntil && <Badge tone="blue">不在岗，至 {awayUntil}</Badge>}
          </>
        }
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <div>
          <Card title="资料">
            <Facts
              items={[
                { label: '所属', value: organisations[staff.organisation] ?? '' },
                { label: '岗位', value: posts.join('、') },
                { label: '用工', value: staff.full_time ? '专职' : '兼职' },
                { label: '手机号', value: staff.phone ?? '' },
                { label: '邮箱', value: staff.email ?? '' },
                { label: '到岗', value: staff.joined_on },
                { label: '合同', value: contractOf(staff) },
                { label: '离岗', value: staff.left_on ?? '' },
              ]}
            />
          </Card>
          <Card
            title="资质"
            action={mayManage && <a href={`/act/qualification/record?staff_id=${staff.id}`}>登记资质</a>}
          >
            {qualifications.length === 0 ? (
              <p class="quiet">还没有登记资质证书。</p>
            ) : (
              <ul class="task-list">
                {qualifications.map(one => (
                  <li>
                    <div>
                      <b>{one.name}</b> <Badge tone={one.state.tone}>{one.state.label}</Badge>
                      <p class="quiet">
                        {[
                          one.number,
                          one.issuer,
                          one.valid_until ? `有效期至 ${one.valid_until}` : '长期有效',
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </p>
                      {one.files.map(file => (
                        <a href={`/files/${file.id}`} data-turbo="false">
                          {file.name}
                        </a>
                      ))}
                    </div>
                    <ActionButtons offers={one.buttons} back={back} />
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
        <aside>
          <Card title="手上的工作">
            {held.length === 0 ? (
              <p class="quiet">没有要移交的工作。</p>
            ) : (
              <Facts items={held.map(one => ({ label: one.label, value: String(one.count) }))} />
            )}
          </Card>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

const contractOf = (staff: Pick<StaffProps['staff'], 'contract_from' | 'contract_until'>): string =>
  staff.contract_from || staff.contract_until
    ? `${staff.contract_from ?? ''} 至 ${staff.contract_until ?? '无固定期限'}`
    : ''
