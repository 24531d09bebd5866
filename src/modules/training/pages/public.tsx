import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, Table } from '#ui/table'
import type { Phase } from '../phase.ts'
import type { SurveyResult } from '../view.ts'
import { SurveyTable } from './survey.tsx'

export interface ClassCard {
  id: string
  title: string
  kind: string
  audience: string
  when: string
  place: string
  hours: string
  phase: Phase
  reason: string | null
}

interface ListProps {
  coming: readonly ClassCard[]
  past: readonly ClassCard[]
  lecturers: ReadonlyArray<{ id: string; name: string; about: string }>
  surveys: ReadonlyArray<{ id: string; title: string; about: string; open: boolean }>
}

/** For everyone: classes that one can enrol for, then what was; who teaches; what people want to learn. */
export const TrainingPage = ({ coming, past, lecturers, surveys }: ListProps) => (
  <div class="wrap stack">
    <PageHead
      title="培训"
      lead="开网店、做直播、拍短视频，从头学起，免费。看中了点进去报名，满了可以排候补。"
      actions={
        <a class="button" href="/my/training">
          我的培训
        </a>
      }
    />
    <section class="stack-tight">
      <h2>近期培训班</h2>
      {coming.length === 0 ? (
        <Empty icon="book" title="近期没有培训班" text="有新班会在这里发布，您也可以在下面说说想学什么。" />
      ) : (
        <ul class="activity-cards">
          {coming.map(one => (
            <li class="card activity-card">
              <div>
                <h3>
                  <a href={`/training/${one.id}`}>{one.title}</a>
                </h3>
                <p class="quiet">{[one.kind, one.audience].filter(Boolean).join(' · ')}</p>
                <p>
                  {`${one.when} · ${one.hours}`}
                  <br />
                  {one.place}
                </p>
                <p>
                  <Badge tone={one.phase.tone}>{one.phase.label}</Badge>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
    {surveys.length > 0 && (
      <Card title="您想学什么">
        <ul class="task-list">
          {surveys.map(one => (
            <li>
              <div>
                <a href={`/training/surveys/${one.id}`}>{one.title}</a>{' '}
                {one.open && <Badge tone="green">正在征集</Badge>}
                <p class="quiet">{one.about}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {past.length > 0 && (
      <Card title="办过的培训班">
        <ul class="task-list">
          {past.map(one => (
            <li>
              <div>
                <a href={`/training/${one.id}`}>{one.title}</a>{' '}
                <Badge tone={one.phase.tone}>{one.phase.label}</Badge>
                <p class="quiet">{[one.kind, one.when, one.place].join(' · ')}</p>
                {one.reason && <p>取消原因：{one.reason}</p>}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {lecturers.length > 0 && (
      <Card title="讲师">
        <ul class="task-list">
          {lecturers.map(one => (
            <li>
              <div>
                <a href={`/training/lecturers/${one.id}`}>{one.name}</a>
                <p class="quiet">{one.about}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    )}
  </div>
)

interface LessonLine {
  title: string
  when: string
  form: string
  place: string
  lecturer: { href: string; name: string } | null
}

const timetable: ReadonlyArray<Column<LessonLine>> = [
  { key: 'when', label: '时间', value: one => one.when, phone: 'title' },
  { key: 'title', label: '内容', value: one => `${one.title}（${one.form}）`, long: true },
  {
    key: 'lecturer',
    label: '讲师',
    value: one => one.lecturer?.name,
    cell: ({ lecturer }) => lecturer && <a href={lecturer.href}>{lecturer.name}</a>,
  },
  { key: 'place', label: '地点', value: one => one.place, long: true },
]

interface PageProps {
  card: ClassCard
  facts: Array<{ label: string; value: string }>
  about: string
  lessons: readonly LessonLine[]
  phone: string
}

/** One class: what, when, where, for whom, its timetable, and the way in. */
export const ClassPage = ({ card, facts, about, lessons, phone }: PageProps) => (
  <div class="wrap stack">
    <PageHead
      title={card.title}
      lead={[card.kind, card.when].join(' · ')}
      badges={<Badge tone={card.phase.tone}>{card.phase.label}</Badge>}
      actions={
        card.phase.open && (
          <a class="button button-primary" href={`/act/enrolment/enrol?class_id=${card.id}`}>
            {card.phase.tone === 'orange' ? '排候补' : '我要报名'}
          </a>
        )
      }
    />
    {card.reason !== null && (
      <Alert tone="danger" title="培训班已取消">
        <p>原因：{card.reason}</p>
      </Alert>
    )}
    <Card>
      <Facts items={facts} />
      <p class="prose">{about}</p>
    </Card>
    {lessons.length > 0 && (
      <Card title="课程表">
        <Table columns={timetable} rows={lessons} />
      </Card>
    )}
    {card.phase.open && (
      <Card title="报名须知">
        <ul class="bullets">
          <li>报名后由工作人员审核，结果会发消息通知您。</li>
          <li>名额按报名先后给；满了排候补，有人取消就按先后递补。</li>
          <li>要填身份证号，用来核对本人和发证，加密保存。</li>
          <li>开班前来不了，请在“我的培训”中取消，把名额留给别人。</li>
        </ul>
      </Card>
    )}
    {card.phase.open && phone && (
      <p class="quiet">
        不会在网上报名的，请打电话 <Phone number={phone} />
        ，由工作人员代为报名。
      </p>
    )}
  </div>
)

interface LecturerProps {
  name: string
  lead: string
  topics: string
  about: string
  rating: string
  classes: ReadonlyArray<{ href: string; title: string; when: string }>
}

/** A lecturer who agreed to be shown. */
export const LecturerPage = ({ name, lead, topics, about, rating, classes }: LecturerProps) => (
  <div class="wrap stack">
    <PageHead title={name} lead={lead} />
    <Card>
      <Facts
        items={[
          { label: '讲授内容', value: topics },
          { label: '学员评价', value: rating },
        ]}
      />
      <p class="prose">{about}</p>
    </Card>
    {classes.length > 0 && (
      <Card title="讲过的培训班">
        <ul class="task-list">
          {classes.map(one => (
            <li>
              <div>
                <a href={one.href}>{one.title}</a>
                <p class="quiet">{one.when}</p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
    )}
    <p>
      <a href="/training">看看近期培训班</a>
    </p>
  </div>
)

interface SurveyProps {
  id: string
  title: string
  about: string
  closes: string
  open: boolean
  finding: string | null
  /** Told once it is over, so that nobody is led by others. */
  result: SurveyResult | null
}

/** A survey of needs, for everybody. */
export const SurveyPage = ({ id, title, about, closes, open, finding, result }: SurveyProps) => (
  <div class="wrap stack">
    <PageHead
      title={title}
      lead={open ? `截止 ${closes}，填写大约一分钟` : '调查已经结束，谢谢大家。'}
      actions={
        open && (
          <a class="button button-primary" href={`/act/training_answer/give?survey_id=${id}`}>
            我来填
          </a>
        )
      }
    />
    <Card>
      <p class="prose">{about}</p>
    </Card>
    {finding !== null && (
      <Card title="调查结论">
        <p class="prose">{finding}</p>
      </Card>
    )}
    {result && <SurveyTable result={result} />}
  </div>
)
