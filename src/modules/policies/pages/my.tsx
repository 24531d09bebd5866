import type { Button } from '#modules/actions'
import type { Field } from '#platform/forms'
import { ActionButtons } from '#ui/actions'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Form } from '#ui/form'
import { PageHead } from '#ui/page-head'
import type { Fit } from '../fit.ts'
import { Fits } from './reasons.tsx'

/** The next question about a party, to be answered right here. */
export interface Asking {
  fields: readonly Field[]
  values: Record<string, unknown>
  /** How many undecided policies wait for it. */
  waiting: number
  back: string
  pass: string
  partyId: string
  fact: string
}

export interface FactLine {
  label: string
  value: string
  about: string
  href: string | null
  buttons: Button[]
}

/** What is known of a party and how policies fit it: for itself and, at the desk, for staff. */
export interface PartyFits {
  fits: readonly Fit[]
  asking: Asking | null
  facts: readonly FactLine[]
  back: string
}

export interface Following {
  buttons: Button[]
  words: string
}

interface Props {
  parties: ReadonlyArray<{ id: string; name: string; current: boolean }>
  shown: PartyFits | null
  following: Following | null
}

/** 我的政策: what fits, what is still asked, what was answered, and what one hears of. */
export function MyPolicies({ parties, shown, following }: Props) {
  return (
    <div class="wrap stack">
      <PageHead
        title="我的政策"
        actions={
          <a class="button" href="/policies">
            政策库
          </a>
        }
      />
      {parties.length > 1 && (
        <nav class="tabs" aria-label="替谁看">
          {parties.map(party => (
            <a href={`/my/policies?party=${party.id}`} {...(party.current && { 'aria-current': 'page' })}>
              {party.name}
            </a>
          ))}
        </nav>
      )}
      {shown ? (
        <PartyPolicies {...shown} asks="您" />
      ) : (
        <Card>
          <Empty
            icon="file-text"
            title="还没有您的档案"
            text="登记姓名以后，就能用档案里的情况判断；也可以先匿名看看。"
            action={{ href: '/policies/fit', label: '不登记，先看看' }}
          />
        </Card>
      )}
      <Card title="政策提醒">
        {following ? (
          <>
            <p>{following.words}</p>
            <ActionButtons offers={following.buttons} back="/my/policies" />
          </>
        ) : (
          <>
            <p>新政策发布、有更正、开始申报、快截止时告诉您；明显不符合条件的不打扰。随时一键退订。</p>
            <a class="button" href="/act/policy_follow/follow?back=/my/policies">
              订阅政策提醒
            </a>
          </>
        )}
      </Card>
    </div>
  )
}

/** The question first, then how things stand, then what was answered so far. */
export const PartyPolicies = ({
  fits,
  asking,
  facts,
  back,
  asks,
  href,
}: PartyFits & { asks: string; href?: (id: string) => string }) => (
  <>
    {asking && (
      <Card title={`答一个问题，多看清 ${asking.waiting} 项政策`}>
        <Form
          action="/act/party_fact/declare"
          fields={asking.fields}
          values={asking.values}
          errors={{}}
          submit="保存，看下一个"
          hidden={{ _back: asking.back }}
        >
          <p>
            <a href={asking.pass}>不清楚，先跳过</a>
          </p>
        </Form>
      </Card>
    )}
    <Fits fits={fits} {...(href && { href })} />
    <Card title={`${asks}填过的情况`}>
      {facts.length === 0 ? (
        <p class="quiet">还没有填过。上面的问题答一个存一个，随时可以改、可以删。</p>
      ) : (
        <ul class="task-list">
          {facts.map(fact => (
            <li>
              <div>
                {fact.href ? <a href={fact.href}>{fact.label}</a> : <b>{fact.label}</b>}：{fact.value}
                <p class="quiet">{fact.about}</p>
              </div>
              <ActionButtons offers={fact.buttons} back={back} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  </>
)
