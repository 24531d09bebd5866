import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface LecturerLine {
  id: string
  name: string
  title: string
  organisation: string
  topics: string
  fee: number
  agreement: string
  hours: number
  mean: string
  shown: string
  state: Mark
}

export const lecturerColumns: ReadonlyArray<Column<LecturerLine>> = [
  {
    key: 'name',
    label: '讲师',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/courses/lecturers/${row.id}`}>{row.name}</a>,
  },
  { key: 'title', label: '职称、资质', long: true, aside: true, value: row => row.title },
  { key: 'organisation', label: '单位', long: true, phone: 'hide', value: row => row.organisation },
  { key: 'topics', label: '讲授内容', long: true, value: row => row.topics },
  { key: 'fee', label: '每学时（元）', kind: 'money', value: row => row.fee || null },
  { key: 'agreement', label: '协议', value: row => row.agreement },
  { key: 'hours', label: '已授学时', kind: 'number', value: row => row.hours },
  { key: 'mean', label: '学员评价', value: row => row.mean },
  { key: 'shown', label: '公开', phone: 'hide', value: row => row.shown },
  stateColumn,
]

interface ListProps {
  courses: ReadonlyArray<{
    id: string
    title: string
    kind: string
    audience: string
    hours: string
    classes: number
    state: Mark
  }>
  lecturers: readonly LecturerLine[]
  query: Record<string, string>
  mayAdd: boolean
}

/** 课程与讲师. */
export const DeskCourses = ({ courses, lecturers, query, mayAdd }: ListProps) => (
  <>
    <PageHead
      title="课程与讲师"
      lead="课程有大纲和课件，讲师有简历和协议；开班时从这里选。"
      actions={
        mayAdd && (
          <>
            <a class="button" href="/act/lecturer/add?back=/desk/courses">
              登记讲师
            </a>
            <a class="button button-primary" href="/act/course/add?back=/desk/courses">
              新增课程
            </a>
          </>
        )
      }
    />
    <Card title="课程">
      {courses.length === 0 ? (
        <Empty icon="book" title="还没有课程" text="先写好大纲，再上传课件。" />
      ) : (
        <ul class="task-list">
          {courses.map(one => (
            <li>
              <div>
                <a href={`/desk/courses/${one.id}`}>{one.title}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                <p class="quiet">
                  {[one.kind, one.audience, one.hours, `开过 ${one.classes} 期`].filter(Boolean).join(' · ')}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
    <h2>讲师</h2>
    <DataTable
      path="/desk/courses"
      query={query}
      columns={lecturerColumns}
      rows={lecturers}
      exportable
      empty={{ title: '还没有讲师', text: '登记简历和授课协议后，就能排课。' }}
    />
  </>
)

interface OneProps {
  id: string
  state: Mark
  facts: Array<{ label: string; value: string }>
  classes: ReadonlyArray<{ href: string; title: string; when: string; state: Mark }>
  buttons: readonly Button[]
  story: readonly Told[]
}

const Classes = ({ classes }: Pick<OneProps, 'classes'>) =>
  classes.length === 0 ? null : (
    <Card title="培训班">
      <ul class="task-list">
        {classes.map(one => (
          <li>
            <div>
              <a href={one.href}>{one.title}</a> <Badge tone={one.state.tone}>{one.state.label}</Badge>
              <p class="quiet">{one.when}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )

type FileList = Parameters<typeof Files>[0]['files']

/** One course: outline, material, classes. */
export const DeskCourse = ({
  title,
  outline,
  material,
  ...one
}: OneProps & { title: string; outline: string; material: FileList }) => (
  <>
    <PageHead
      title={title}
      badges={<Badge tone={one.state.tone}>{one.state.label}</Badge>}
      actions={<ActionButtons offers={one.buttons} back={`/desk/courses/${one.id}`} />}
    />
    <div class="columns">
      <div>
        <Card title="课程">
          <Facts items={one.facts} />
        </Card>
        <Card title="教学大纲">
          <p class="prose">{outline}</p>
        </Card>
        <Card title="课件">
          {material.length === 0 ? <p class="quiet">还没有上传课件。</p> : <Files files={material} />}
        </Card>
        <Classes classes={one.classes} />
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={one.story} />
        </Card>
      </aside>
    </div>
  </>
)

/** One lecturer: profile, agreement, rating, classes. */
export const DeskLecturer = ({
  name,
  lead,
  about,
  agreement,
  shown,
  ...one
}: OneProps & { name: string; lead: string; about: string; agreement: FileList; shown: string | null }) => (
  <>
    <PageHead
      title={name}
      lead={lead}
      badges={<Badge tone={one.state.tone}>{one.state.label}</Badge>}
      actions={<ActionButtons offers={one.buttons} back={`/desk/courses/lecturers/${one.id}`} />}
    />
    <div class="columns">
      <div>
        <Card title="讲师" action={shown && <a href={shown}>看公开页面</a>}>
          <Facts items={one.facts} />
        </Card>
        <Card title="简历">
          <p class="prose">{about}</p>
        </Card>
        {agreement.length > 0 && (
          <Card title="授课协议">
            <Files files={agreement} />
          </Card>
        )}
        <Classes classes={one.classes} />
      </div>
      <aside>
        <Card title="经过">
          <Timeline items={one.story} />
        </Card>
      </aside>
    </div>
  </>
)
