import type { Child } from 'hono/jsx'
import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'

export interface ClassHeadProps {
  title: string
  /** '2026-07 期 · 直播 · 2026-11-02 至 2026-11-06' */
  lead: string
  state: { label: string; tone: BadgeTone }
  buttons: readonly Button[]
  /** Where the buttons lead back to. */
  back: string
  tabs: ReadonlyArray<{ href: string; label: string; current: boolean }>
}

/** What all pages of one class share at the workbench: what it is, what to do next, and its parts. */
export const ClassHead = ({
  title,
  lead,
  state,
  buttons,
  back,
  tabs,
  children,
}: ClassHeadProps & { children: Child }) => (
  <>
    <PageHead
      title={title}
      lead={lead}
      badges={<Badge tone={state.tone}>{state.label}</Badge>}
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={back} />}
    />
    <nav class="tabs" aria-label="培训班的各部分">
      {tabs.map(tab => (
        <a href={tab.href} {...(tab.current && { 'aria-current': 'page' })}>
          {tab.label}
        </a>
      ))}
    </nav>
    {children}
  </>
)
