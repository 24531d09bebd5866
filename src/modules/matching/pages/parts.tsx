import type { Button, Told } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { Files, type Picture, Pictures } from '#ui/files'
import { Stat } from '#ui/stat'

export interface StateBadge {
  label: string
  tone: BadgeTone
}
export type Paper = Picture & { size: number }

/** What everybody may read of a posting, in words. */
export interface PostingFacts {
  supply: boolean
  category: string
  specification: string
  quantity: string
  price: string
  place: string
  months: string
  delivery: string
  certificates: string
  samples: string
  validUntil: string
}

export const PostingBody = ({ facts }: { facts: PostingFacts }) => (
  <>
    {facts.specification && <p class="prose">{facts.specification}</p>}
    <Facts
      items={[
        { label: '品类', value: facts.category },
        { label: facts.supply ? '能供' : '需要', value: facts.quantity },
        { label: '价格', value: facts.price },
        { label: facts.supply ? '产地' : '送到', value: facts.place },
        { label: facts.supply ? '上市期' : '要货月份', value: facts.months },
        { label: '交货', value: facts.delivery },
        { label: facts.supply ? '证书' : '要求证书', value: facts.certificates },
        { label: '样品', value: facts.samples },
        { label: '有效期至', value: facts.validUntil },
      ]}
    />
  </>
)

export interface MatchLine {
  id: string
  title: string
  party: string
  score: number
  quantity: string
  price: string
  place: string
  reasons: ReadonlyArray<{ words: string; good: boolean }>
  told: boolean
}

/** What fits, best first: the score and why. */
export const Matches = ({
  matches,
  actionAt,
  href,
}: {
  matches: readonly MatchLine[]
  /** Where the next step begins, for each of them. */
  actionAt: (id: string) => { href: string; label: string } | null
  href: (id: string) => string
}) => (
  <ul class="task-list">
    {matches.map(one => {
      const next = actionAt(one.id)
      return (
        <li>
          <div>
            <a href={href(one.id)}>{one.title}</a>
            <p class="quiet">{[one.party, one.quantity, one.price, one.place].filter(Boolean).join(' · ')}</p>
            <p class="quiet">
              {one.reasons.map(reason => (reason.good ? reason.words : `△ ${reason.words}`)).join('；')}
            </p>
            {next && (
              <a class="button" href={next.href}>
                {next.label}
              </a>
            )}
          </div>
          <Badge tone={one.score >= 70 ? 'green' : 'grey'}>匹配 {one.score} 分</Badge>
        </li>
      )
    })}
  </ul>
)

export interface FigureLine {
  id: string
  kind: string
  amount_fen: number
  day: string
  number: string
  remark: string
  term: string
  by: string
  finding: string
  state: StateBadge
  vouchers: readonly Paper[]
  buttons: Button[]
}

interface Side {
  id: string
  name: string
  /** Known to staff, to oneself, and to the other once both agreed. */
  contact: { name: string; phone: string } | null
}

export interface IntroductionView {
  id: string
  title: string
  posting: { id: string; kind: string }
  ownPosting: string | null
  words: string
  asker: Side
  owner: Side
  /** Which of them reads it; null at the desk. */
  mine: 'asker' | 'owner' | null
  exchanged: boolean
  officer: string
  conflict: string
  askedOn: string
  talkingOn: string
  sums: { intent: number; contract: number; actual: number; paid: number }
  term: string
  yearly: string
  yearly_fen: number | null
  outcome: string
  reason: string
  publicWords: string
  notice: string | null
  state: StateBadge
  buttons: Button[]
  recordAt: string | null
  rounds: ReadonlyArray<{ day: string; people: string; body: string; by: string }>
  photos: readonly Picture[]
  figures: readonly FigureLine[]
  followUps: ReadonlyArray<{
    id: string
    days: number
    how: string
    body: string
    goingOn: boolean | null
    state: StateBadge
    buttons: Button[]
  }>
  story: readonly Told[]
}

/** Four figures side by side; nothing sums them up. */
export const Sums = ({ sums }: { sums: IntroductionView['sums'] }) => (
  <div class="stats stats-tight">
    <Stat value={money(sums.intent)} label="意向额" hint="口头或书面意向" />
    <Stat value={money(sums.contract)} label="合同额" hint="有合同，已核实" />
    <Stat value={money(sums.actual)} label="实际成交额" hint="有发货收货单，已核实" />
    <Stat value={money(sums.paid)} label="回款" hint="有收款凭证，已核实" />
  </div>
)

/** What came of it: figures with vouchers, and what was talked. */
export const Results = ({ view, back }: { view: IntroductionView; back: string }) => (
  <>
    {view.exchanged && (
      <Card
        title="成果"
        {...(view.recordAt && {
          action: (
            <a class="button" href={view.recordAt}>
              登记成果
            </a>
          ),
        })}
      >
        <Sums sums={view.sums} />
        <Facts
          items={[
            { label: '合同期限', value: view.term },
            { label: '年供货量', value: view.yearly },
            view.yearly_fen !== null && { label: '年采购额', value: money(view.yearly_fen) },
          ]}
        />
        {view.figures.length === 0 && <p class="quiet">还没有登记。四项分开记，各有凭证，不相加。</p>}
        <ul class="task-list">
          {view.figures.map(one => (
            <li>
              <div>
                <b>
                  {one.kind} {money(one.amount_fen)}
                </b>
                <p class="quiet">
                  {[one.day, one.number, one.term, one.remark, `${one.by} 登记`].filter(Boolean).join(' · ')}
                </p>
                {one.finding && <p class="quiet">核实：{one.finding}</p>}
                <Files files={one.vouchers} />
                <ActionButtons offers={one.buttons} back={back} />
              </div>
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {view.exchanged && (
      <Card title="洽谈">
        {view.rounds.length === 0 ? (
          <p class="quiet">还没有记录。</p>
        ) : (
          <ol class="timeline">
            {view.rounds.map(one => (
              <li>
                <time>{one.day}</time>
                <p class="timeline-title">{one.people}</p>
                <p class="timeline-note">{one.body}</p>
                <p class="quiet">{one.by} 记</p>
              </li>
            ))}
          </ol>
        )}
        <Pictures files={view.photos} alt="洽谈" />
      </Card>
    )}
  </>
)
