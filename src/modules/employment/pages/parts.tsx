import { Alert } from '#ui/alert'
import type { BadgeTone } from '#ui/badge'
import { Badge } from '#ui/badge'
import { Facts } from '#ui/facts'

export interface StateBadge {
  label: string
  tone: BadgeTone
}

/** A post as everybody may read it. */
export interface PostView {
  id: string
  title: string
  kind: string
  employer: string
  trade: string
  employment: string
  places: number
  pay: string
  place: string
  tasks: string
  wants: string
  benefits: string
  nightShifts: boolean
  hazards: string
  validUntil: string
  confirmedOn: string
  publishedOn: string
  fairs: ReadonlyArray<{ id: string; title: string; day: string; booth: string }>
}

/** Whether one may still apply, in one word; of what is over, why. */
export interface Phase extends StateBadge {
  open: boolean
  /** 单位说：通过中心招到了人 */
  why: string
}

export const PostBody = ({ post }: { post: PostView }) => (
  <>
    <Facts
      items={[
        { label: post.pay === '没有补贴' ? '补贴' : '待遇', value: post.pay },
        { label: '招', value: `${post.places} 人` },
        { label: '工种', value: post.trade },
        { label: '用工形式', value: post.employment },
        { label: '上班地点', value: post.place },
        { label: '社保、食宿等', value: post.benefits },
        { label: '夜班', value: post.nightShifts ? '有' : '没有' },
        { label: '有害或危险的作业', value: post.hazards },
        { label: '有效期至', value: post.validUntil },
        { label: '单位确认还在招', value: post.confirmedOn },
      ]}
    />
    <h3>做什么</h3>
    <p class="prose">{post.tasks}</p>
    {post.wants && (
      <>
        <h3>需要会什么</h3>
        <p class="prose">{post.wants}</p>
      </>
    )}
  </>
)

/** Said on every page where somebody looks for work. */
export const NoFee = ({ phone }: { phone: string }) => (
  <Alert tone="warning" title="求职不花钱">
    <p>
      用人单位和中介都不能向您收费用、押金、保证金，不能扣身份证。遇到了请不要付，
      <a href="/complaints">告诉中心</a>
      {phone && `，电话 ${phone}`}。
    </p>
  </Alert>
)

export interface ResumeView {
  name: string
  phone: string
  town: string
  education: string
  skills: string
  experience: string
  wish: string
}

export const ResumeBody = ({ resume }: { resume: ResumeView }) => (
  <>
    <Facts
      items={[
        { label: '姓名', value: resume.name },
        { label: '电话', value: resume.phone },
        { label: '住在', value: resume.town },
        { label: '学历', value: resume.education },
        { label: '会做什么', value: resume.skills },
        { label: '想找', value: resume.wish },
      ]}
    />
    {resume.experience && <p class="prose">{resume.experience}</p>}
  </>
)

interface LineProps {
  href: string
  title: string
  about: string
  state: StateBadge
}
/** A list of records on the phone, each with its state. */
export const Lines = ({ lines }: { lines: readonly LineProps[] }) => (
  <ul class="task-list">
    {lines.map(one => (
      <li>
        <div>
          <a href={one.href}>{one.title}</a>
          <p class="quiet">{one.about}</p>
        </div>
        <Badge tone={one.state.tone}>{one.state.label}</Badge>
      </li>
    ))}
  </ul>
)
export type { LineProps }
