import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { Timeline } from '#ui/timeline'
import { ResumeBody, type ResumeView, type StateBadge } from './parts.tsx'

export interface ApplicationView {
  id: string
  title: string
  state: StateBadge
  side: 'seeker' | 'employer' | 'desk'
  post: { id: string; employer: string }
  /** '' where whoever looks may not know who it is. */
  person: string
  /** Of the employer, for the seeker, once an interview was proposed. */
  contact: { name: string; phone: string } | null
  appliedOn: string
  words: string
  interview: string
  offer: string
  startOn: string
  started: string
  reason: string
  resume: ResumeView | null
  files: Parameters<typeof Files>[0]['files']
  /** Why there is no résumé to see. */
  noResume: string
  /** 本人签字的同意书, where the centre applied for them; never for the employer. */
  consents: Parameters<typeof Files>[0]['files']
  internship: { id: string; state: StateBadge } | null
  mayPlan: boolean
  checks: ReadonlyArray<{ title: string; state: StateBadge; says: string; due: string; buttons: Button[] }>
  buttons: Button[]
  story: readonly Told[]
}

const next: Record<string, string> = {
  待查看: '单位还没有看。看了会显示“已查看”。',
  已查看: '单位看过了，等单位决定。',
  面试待确认: '面试时间要双方都确认；不合适可以另提一个时间。',
  面试已约定: '双方都确认了，请准时到。',
  录用待答复: '单位决定录用您，请答复。',
  '已录用，待到岗': '到岗那天，双方各点一下确认；也可能接到中心的核实电话。',
}

/** One application: for who applied, for the employer, or for staff, each with what they may see. */
export function ApplicationPage({ view, back }: { view: ApplicationView; back: string }) {
  const { side } = view
  return (
    <>
      <PageHead
        title={view.title}
        lead={side === 'seeker' ? (next[view.state.label] ?? view.reason) : view.person}
        badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
        actions={<ActionButtons offers={view.buttons} back={back} />}
      />
      {view.checks.map(one => (
        <Card title={one.title} action={<Badge tone={one.state.tone}>{one.state.label}</Badge>}>
          <p>{one.says || `${one.due} 回访`}</p>
          <ActionButtons offers={one.buttons} back={back} />
        </Card>
      ))}
      <Card title="进展">
        <Facts
          items={[
            { label: '单位', value: view.post.employer },
            { label: '应聘人', value: side === 'seeker' ? '' : view.person },
            { label: '应聘', value: view.appliedOn },
            { label: '想说的话', value: view.words },
            { label: '面试', value: view.interview },
            { label: '录用', value: view.offer },
            { label: '约定到岗', value: view.startOn },
            { label: '到岗', value: view.started },
            { label: '说明', value: view.reason },
            view.contact && {
              label: '单位联系人',
              value: (
                <>
                  {view.contact.name} <Phone number={view.contact.phone} />
                </>
              ),
            },
          ]}
        />
        <div class="actions">
          <a class="button" href={`/jobs/${view.post.id}`}>
            看这个岗位
          </a>
          {view.interview && side !== 'desk' && (
            <a class="button" href={`${back}/interview.ics`}>
              面试加到日历
            </a>
          )}
        </div>
      </Card>
      {side !== 'desk' && (
        <Card title="简历">
          {view.resume ? (
            <>
              <ResumeBody resume={view.resume} />
              <Files files={view.files} />
            </>
          ) : (
            <Alert>
              <p>{view.noResume}</p>
            </Alert>
          )}
        </Card>
      )}
      {view.consents.length > 0 && (
        <Card title="本人签字的同意书">
          <p class="quiet">
            {side === 'desk'
              ? '由窗口代投。面试、录用的答复，本人到窗口或来电说了以后再替他办。'
              : '由中心工作人员按这份同意书替您投的。'}
          </p>
          <Files files={view.consents} />
        </Card>
      )}
      {(view.internship || view.mayPlan) && (
        <Card title="实习">
          {view.internship ? (
            <p>
              <a href={`/${side === 'desk' ? 'desk' : 'my'}/jobs/internships/${view.internship.id}`}>
                实习协议和日记
              </a>{' '}
              <Badge tone={view.internship.state.tone}>{view.internship.state.label}</Badge>
            </p>
          ) : (
            <div class="actions">
              <a class="button button-primary" href={`/act/internship/plan?application_id=${view.id}`}>
                拟实习协议
              </a>
            </div>
          )}
        </Card>
      )}
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </>
  )
}

export const MyApplication = ({ view }: { view: ApplicationView }) => (
  <div class="wrap stack">
    <ApplicationPage view={view} back={`/my/jobs/applications/${view.id}`} />
    <p>
      <a href="/my/jobs">求职与实习</a>
    </p>
  </div>
)
