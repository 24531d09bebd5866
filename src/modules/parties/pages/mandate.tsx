import type { Button, Told } from '#modules/actions'
import { date } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'

interface StateBadge {
  label: string
  tone: BadgeTone
}

export const roles: Record<string, string> = {
  self: '本人',
  head: '负责人',
  agent: '经办人',
  proxy: '代办人',
}

interface MandateProps {
  mandate: {
    person_name: string
    phone: string
    role: string
    claimed_name: string
    asked_at: Date
    valid_until: string | null
    agency: string | null
    matter: string | null
    /** How it was proved, in words. */
    evidence: string | null
  }
  party: { id: string; name: string; code: string | null }
  state: StateBadge
  buttons: Button[]
  files: ReadonlyArray<{ id: string; name: string; media_type: string }>
  story: Told[]
  back: string
}

/** The evidence for a mandate, to be checked by staff. */
export function MandatePage({ mandate, party, state, buttons, files, story, back }: MandateProps) {
  return (
    <>
      <PageHead
        title={`${mandate.person_name} 的授权`}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <div class="columns">
        <div>
          <Card title="申请">
            <Facts
              items={[
                {
                  label: mandate.agency === null ? '单位' : '服务对象',
                  value: <a href={`/desk/parties/${party.id}`}>{party.name}</a>,
                },
                mandate.claimed_name !== party.name && {
                  label: '申请时填写的名称',
                  value: mandate.claimed_name,
                },
                { label: '信用代码', value: party.code ?? '' },
                { label: '申请人', value: mandate.person_name },
                { label: '手机号', value: <Phone number={mandate.phone} /> },
                { label: '身份', value: roles[mandate.role] ?? '' },
                mandate.agency !== null && { label: '服务站', value: mandate.agency },
                mandate.matter !== null && { label: '代办事项', value: mandate.matter },
                mandate.evidence !== null && { label: '授权方式', value: mandate.evidence },
                { label: '申请时间', value: date(mandate.asked_at) },
                { label: '有效期至', value: mandate.valid_until ?? '' },
              ]}
            />
          </Card>
          {mandate.agency === null && (
            <Card title="营业执照、授权书">
              {files.length === 0 ? (
                <p class="quiet">没有上传材料。</p>
              ) : (
                <div class="thumbs">
                  {files.map(file => (
                    <a href={`/files/${file.id}`} data-turbo="false">
                      {file.media_type.startsWith('image/') && (
                        <img
                          src={`/files/${file.id}/preview`}
                          alt=""
                          width={140}
                          height={105}
                          loading="lazy"
                        />
                      )}
                      {file.name}
                    </a>
                  ))}
                </div>
              )}
            </Card>
          )}
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}
