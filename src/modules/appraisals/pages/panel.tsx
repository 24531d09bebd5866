import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import type { MethodLine } from '../view.ts'

interface RoundProps {
  id: string
  title: string
  assessor: string
  first_day: string
  last_day: string
  score: string
}

/** At the desk, on the round's page. */
export const RoundPanel = ({ id, title, assessor, first_day, last_day, score }: RoundProps) => (
  <Card title="第三方评价" action={<a href={`/desk/appraisals/${id}`}>{title}</a>}>
    <Facts
      items={[
        { label: '评价机构', value: assessor },
        { label: '合同期', value: `${first_day} 至 ${last_day}` },
        { label: '得分', value: score },
      ]}
    />
  </Card>
)

interface PublicProps {
  assessor: string
  methods: readonly MethodLine[]
  findings: { all: number; upheld: number; withdrawn: number }
}

/** For everybody: who judged, how, and how many problems stand. */
export const PublicPanel = ({ assessor, methods, findings }: PublicProps) => (
  <Card title="评价机构和核查">
    <p>
      由{assessor}独立评价，主管部门选定。提出问题 {findings.all} 个，中心有异议、复核后维持 {findings.upheld}{' '}
      个，撤回 {findings.withdrawn} 个。
    </p>
    <Facts
      items={methods.map(one => ({
        label: one.label,
        value: `${one.checked} 个，其中与记录不符 ${one.contradicts} 个${one.unreached > 0 ? `，联系不上 ${one.unreached} 个` : ''}`,
      }))}
    />
  </Card>
)
