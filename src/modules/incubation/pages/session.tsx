import type { Button } from '#modules/actions'
import type { FileRow } from '#platform/files'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { Timeline, type TimelineItem } from '#ui/timeline'
import type { TaskLine } from '../lines.ts'
import { type StateBadge, TaskList } from './parts.tsx'

export interface SessionView {
  id: string
  when: string
  state: StateBadge
  mentor: string
  mentorWork: string
  mentorPhone: string
  project: string
  projectHref: string | null
  contact: string
  topic: string
  place: string
  minutes: number | null
  notes: string | null
  goals: string
  recorded: string
  missed: string
  reason: string
  tasks: readonly TaskLine[]
  files: readonly FileRow[]
  buttons: Button[]
  wait: { words: string; state: StateBadge; buttons: Button[] } | null
  mayWait: boolean
  story: readonly TimelineItem[]
}

/** One session with everything that both agreed on. */
export function SessionBody({ view, back }: { view: SessionView; back: string }) {
  return (
    <>
      <Card>
        <Facts
          columns={1}
          items={[
            { label: '导师', value: `${view.mentor}（${view.mentorWork}） ${view.mentorPhone}` },
            {
              label: '项目',
              value: view.projectHref ? <a href={view.projectHref}>{view.project}</a> : view.project,
            },
            { label: '联系人', value: view.contact },
            { label: '想谈什么', value: <span class="prose">{view.topic}</span> },
            { label: '地点', value: view.place },
            view.missed !== '' && { label: '没有来的', value: view.missed },
            view.reason !== '' && { label: '取消原因', value: view.reason },
          ]}
        />
        <ActionButtons offers={view.buttons} back={back} />
      </Card>
      {view.notes && (
        <Card title="辅导记录">
          <Facts
            columns={1}
            items={[
              { label: '记录', value: `${view.recorded}，实际 ${view.minutes} 分钟` },
              { label: '谈了什么', value: <span class="prose">{view.notes}</span> },
              { label: '下一步目标', value: <span class="prose">{view.goals}</span> },
            ]}
          />
          <Files files={view.files} />
        </Card>
      )}
      {view.tasks.length > 0 && (
        <Card title="任务">
          <TaskList tasks={view.tasks} back={back} />
        </Card>
      )}
      {(view.wait || view.mayWait) && (
        <Card title="更早的时段">
          {view.wait ? (
            <>
              <p>
                <Badge tone={view.wait.state.tone}>{view.wait.state.label}</Badge> {view.wait.words}
              </p>
              <ActionButtons offers={view.wait.buttons} back={back} />
            </>
          ) : (
            <p>
              想早一点？
              <a href={`/act/mentoring_wait/join?session_id=${view.id}&back=${back}`}>候补更早的时段</a>
              ，空出来按先后告诉您。
            </p>
          )}
        </Card>
      )}
    </>
  )
}

export const DeskSession = ({ view }: { view: SessionView }) => (
  <>
    <PageHead title={`辅导 ${view.when}`} badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>} />
    <div class="columns">
      <div>
        <SessionBody view={view} back={`/desk/mentors/sessions/${view.id}`} />
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={view.story} />
        </Card>
      </aside>
    </div>
  </>
)
