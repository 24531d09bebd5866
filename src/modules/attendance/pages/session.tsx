import type { Child } from 'hono/jsx'
import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import type { ProofView } from '../proofs.ts'
import { Proofs } from './proofs.tsx'

interface Mark {
  label: string
  tone: BadgeTone
}
interface Props {
  title: string
  lead: string
  state: Mark
  /** The screen for the hall, while people can sign in. */
  screen: string | null
  proofs: readonly ProofView[]
  entries: ReadonlyArray<{ href: string; words: string; state: Mark }>
  leaves: ReadonlyArray<{ id: string; name: string; state: Mark; note: string; buttons: readonly Button[] }>
  back: string
  children: Child
}

/** One half day: the list to tick, then what is on paper, late or away. */
export const SessionPage = ({
  title,
  lead,
  state,
  screen,
  proofs,
  entries,
  leaves,
  back,
  children,
}: Props) => (
  <div class="stack">
    <PageHead
      title={title}
      lead={lead}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={
        screen && (
          <a class="button button-primary" href={screen} target="_blank" rel="noopener" data-turbo="false">
            打开签到大屏
          </a>
        )
      }
    />
    {children}
    {entries.length > 0 && (
      <Card title="补录">
        <ul class="bullets">
          {entries.map(one => (
            <li>
              <a href={one.href}>{one.words}</a> <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {proofs.length > 0 && (
      <Card title="照片和签到表">
        <Proofs proofs={proofs} back={back} />
      </Card>
    )}
    {leaves.some(one => one.buttons.length > 0 || one.note) && (
      <Card title="请假和更正">
        <details class="menu-open">
          <summary>逐人查看、登记请假、撤销勾错的签到</summary>
          <ul class="guests">
            {leaves.map(one => (
              <li class="guest">
                <span>
                  <b>{one.name}</b> <Badge tone={one.state.tone}>{one.state.label}</Badge>
                  {one.note && <small>{one.note}</small>}
                </span>
                {one.buttons.length > 0 && (
                  <span class="guest-in">
                    <ActionButtons offers={one.buttons} back={back} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      </Card>
    )}
  </div>
)
