import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Phone } from '#ui/phone'
import { type Column, DataTable, type Filter } from '#ui/table'
import { Timeline } from '#ui/timeline'
import { type LineProps, Lines, type StateBadge } from './parts.tsx'

export interface TalentLine {
  id: string
  headline: string
  skills: string
  trade: string
  town: string
  education: string
  years: number
  wish: string
  introductions: number
}

/** 人才库: no name and no number stands in the list. */
export const talentColumns: ReadonlyArray<Column<TalentLine>> = [
  {
    key: 'headline',
    label: '人才',
    phone: 'title',
    width: 26,
    value: row => row.headline,
    cell: row => <a href={`/desk/talents/${row.id}`}>{row.headline}</a>,
  },
  { key: 'skills', label: '会做什么', width: 30, long: true, value: row => row.skills },
  { key: 'trade', label: '行当', value: row => row.trade },
  { key: 'town', label: '乡镇', value: row => row.town },
  { key: 'education', label: '学历', value: row => row.education },
  { key: 'years', label: '年限', kind: 'number', value: row => row.years },
  { key: 'wish', label: '想找什么', long: true, phone: 'hide', value: row => row.wish },
  { key: 'introductions', label: '引荐', kind: 'number', value: row => row.introductions },
]

interface ListProps {
  rows: readonly TalentLine[]
  query: Record<string, string>
  filters: readonly Filter[]
  next: string | null
}
export const TalentList = ({ rows, query, filters, next }: ListProps) => (
  <>
    <PageHead title="人才库" lead="都是本人同意入库的。引荐以前先问本人，同意了单位才知道是谁。" />
    <DataTable
      path="/desk/talents"
      query={query}
      columns={talentColumns}
      rows={rows}
      next={next ? { after: next } : null}
      search="本领或想找什么"
      filters={filters}
      exportable
      empty={{ title: '没有找到这样的人才', text: '本人在“求职与实习”里点“加入人才库”就会列在这里。' }}
    />
  </>
)

interface TalentProps {
  talent: Omit<TalentLine, 'introductions'> & { name: string; phone: string; since: string }
  introductions: readonly LineProps[]
  mayIntroduce: boolean
  buttons: Button[]
}
export const DeskTalent = ({ talent, introductions, mayIntroduce, buttons }: TalentProps) => (
  <>
    <PageHead
      title={talent.headline}
      lead={`${talent.since} 同意入库`}
      actions={
        <div class="actions">
          {mayIntroduce && (
            <a class="button button-primary" href={`/act/talent_introduction/ask?talent_id=${talent.id}`}>
              引荐
            </a>
          )}
          <ActionButtons offers={buttons} back={`/desk/talents/${talent.id}`} />
        </div>
      }
    />
    <Card>
      <Facts
        items={[
          { label: '会做什么', value: talent.skills },
          { label: '行当', value: talent.trade },
          { label: '乡镇', value: talent.town },
          { label: '学历', value: talent.education },
          { label: '年限', value: `${talent.years} 年` },
          { label: '想找', value: talent.wish },
          { label: '姓名', value: talent.name },
          { label: '电话', value: <Phone number={talent.phone} /> },
        ]}
      />
    </Card>
    <Card title="引荐">
      {introductions.length === 0 ? <p class="quiet">还没有引荐过。</p> : <Lines lines={introductions} />}
    </Card>
  </>
)

export interface IntroductionView {
  id: string
  side: 'person' | 'employer' | 'desk'
  state: StateBadge
  employer: string
  post: { id: string; title: string } | null
  words: string
  askedOn: string
  officer: string
  skills: string
  town: string
  education: string
  years: string
  /** '' until the person agreed, and when they have left. */
  name: string
  phone: string
  outcome: string
  reason: string
  buttons: Button[]
  story: readonly Told[]
}

const leads: Record<IntroductionView['side'], string> = {
  person: '您同意以前，对方不知道您是谁。',
  employer: '本人同意以后，这里显示姓名和电话。',
  desk: '',
}

/** One introduction, for whoever looks: the employer sees no name before the person has agreed. */
export const IntroductionPage = ({ view, back }: { view: IntroductionView; back: string }) => (
  <>
    <PageHead
      title="人才引荐"
      lead={view.name ? '' : leads[view.side]}
      badges={<Badge tone={view.state.tone}>{view.state.label}</Badge>}
      actions={<ActionButtons offers={view.buttons} back={back} />}
    />
    {view.side === 'employer' && view.name === '' && (
      <Alert>
        <p>中心想引荐一位人才，正在征求本人意见。</p>
      </Alert>
    )}
    <Card>
      <Facts
        items={[
          { label: '单位', value: view.employer },
          {
            label: '岗位',
            value: view.post ? <a href={`/jobs/${view.post.id}`}>{view.post.title}</a> : '',
          },
          { label: '为什么合适', value: view.words },
          { label: '会做什么', value: view.skills },
          { label: '乡镇', value: view.town },
          { label: '学历', value: view.education },
          { label: '年限', value: view.years },
          { label: '姓名', value: view.name },
          view.phone !== '' && { label: '电话', value: <Phone number={view.phone} /> },
          { label: '引荐人', value: view.officer },
          { label: '提出', value: view.askedOn },
          { label: '结果', value: [view.outcome, view.reason].filter(Boolean).join('：') },
        ]}
      />
    </Card>
    <Card title="经过">
      <Timeline items={view.story} />
    </Card>
  </>
)

export const MyIntroduction = ({ view }: { view: IntroductionView }) => (
  <div class="wrap stack">
    <IntroductionPage view={view} back={`/my/jobs/introductions/${view.id}`} />
    <p>
      <a href="/my/jobs">求职与实习</a>
    </p>
  </div>
)
