import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import type { Criterion } from '../inputs.ts'
import { numberText } from '../replay.ts'
import type { RoundWords } from '../words.ts'
import type { StateMark as Mark } from './desk.tsx'
import { Rubric } from './rounds.tsx'

interface SeatProps {
  title: string
  about: string
  public: string | null
  state: Mark
  back: string
  rounds: ReadonlyArray<
    RoundWords & {
      declare: string | null
      waiting: boolean
      sheets: ReadonlyArray<{ id: string; label: string; state: Mark; total: string }>
    }
  >
  buttons: readonly Button[]
}

/** A judge's own page of a contest: answer, declare, and judge one after the other. */
export const MySeat = ({ title, about, public: page, state, back, rounds, buttons }: SeatProps) => (
  <div class="wrap stack">
    <PageHead
      title={`评审：${title}`}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={page && <a href={page}>大赛通知</a>}
    />
    {buttons.length > 0 && (
      <Card title="请您担任评委">
        <p class="prose">{about}</p>
        <ActionButtons offers={buttons} back={back} />
      </Card>
    )}
    {rounds.length === 0 && buttons.length === 0 && (
      <Card>
        <Empty icon="clock" title="还没有到评审" text="抽签以后会通知您：先申报回避，再开始评审。" />
      </Card>
    )}
    {rounds.map(round => (
      <Card title={round.name}>
        <p class="quiet">
          {round.when} · {round.blind ? '盲评：您看到的只有编号和作品' : '公开评审'}
        </p>
        {round.declare && (
          <Alert tone="warning" title="请先申报回避">
            <p>看到作品以前，先说明和哪些参赛的人有利害关系。</p>
            <p>
              <a class="button button-primary" href={round.declare}>
                申报回避
              </a>
            </p>
          </Alert>
        )}
        {!round.declare && round.waiting && <p>已申报。分派以后会通知您评审。</p>}
        <ul class="task-list">
          {round.sheets.map(one => (
            <li>
              <div>
                <a href={`/my/contests/sheets/${one.id}`}>{one.label}</a>{' '}
                <Badge tone={one.state.tone}>{one.state.label}</Badge>
                {one.total && <p class="quiet">我给的合计 {one.total}</p>}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    ))}
  </div>
)

interface SheetProps {
  contest: string
  round: string
  number: number
  turn: number
  named: { title: string; who: string } | null
  works: string
  links: readonly string[]
  files: ReadonlyArray<{ href: string; label: string; picture: boolean }>
  criteria: readonly Criterion[]
  marks: ReadonlyArray<{ mark: number; comment: string }>
  total: string | null
  opinion: string
  signed: { name: string; at: string; digest: string } | null
  unlocks: number
  state: Mark
  back: { href: string; all: string }
  buttons: readonly Button[]
}

/** One work to judge, and one's own sheet of it. */
export const MySheet = (props: SheetProps) => (
  <div class="wrap stack">
    <PageHead
      title={`评审 ${numberText(props.number)}`}
      lead={`${props.contest} ${props.round}，第 ${props.turn} 个出场`}
      badges={<Badge tone={props.state.tone}>{props.state.label}</Badge>}
      actions={<a href={props.back.all}>全部作品</a>}
    />
    {props.unlocks > 0 && props.signed === null && (
      <Alert tone="warning" title="评分表已解锁">
        <p>请核对后重新签名锁定。原来的签名和分数留存。</p>
      </Alert>
    )}
    {props.named && (
      <Card>
        <Facts
          items={[
            { label: '项目或作品', value: props.named.title },
            { label: '参赛人', value: props.named.who },
          ]}
        />
      </Card>
    )}
    <Card title="作品内容">
      <p class="prose">{props.works}</p>
      {props.links.length > 0 && (
        <ul class="bullets">
          {props.links.map(link => (
            <li>
              <a href={link} rel="noreferrer nofollow">
                {link}
              </a>
            </li>
          ))}
        </ul>
      )}
      {props.files.length > 0 && (
        <div class="thumbs">
          {props.files.map(file => (
            <a href={file.href} data-turbo="false">
              {file.picture && <img src={file.href} alt="" width={140} height={105} loading="lazy" />}
              {file.label}
            </a>
          ))}
        </div>
      )}
    </Card>
    <Card title="评分标准">
      <Rubric criteria={[...props.criteria]} />
    </Card>
    {props.total !== null && (
      <Card title="我的评分">
        <Facts
          items={[
            ...props.criteria.map((one, at) => ({
              label: one.label,
              value: [`${props.marks[at]?.mark ?? ''} 分`, props.marks[at]?.comment]
                .filter(Boolean)
                .join('，'),
            })),
            { label: '合计', value: `${props.total} 分` },
            { label: '总的意见', value: props.opinion },
          ]}
        />
        {props.signed && (
          <p>
            {props.signed.name} 于 {props.signed.at} 签名锁定。
            <br />
            <span class="digest">SHA-256 {props.signed.digest}</span>
          </p>
        )}
      </Card>
    )}
    {props.buttons.length > 0 && <ActionButtons offers={props.buttons} back={props.back.href} />}
  </div>
)
