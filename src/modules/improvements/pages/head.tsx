import type { Child } from 'hono/jsx'
import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { PageHead } from '#ui/page-head'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface Tab {
  href: string
  label: string
  current: boolean
}
interface Props {
  title: string
  lead: string
  badges: readonly Mark[]
  deadline: { text: string; tone: BadgeTone } | null
  buttons: readonly Button[]
  back: string
  tabs: readonly Tab[]
  children: Child
}

export const Tabs = ({ tabs, label }: { tabs: readonly Tab[]; label: string }) => (
  <nav class="tabs" aria-label={label}>
    {tabs.map(tab => (
      <a href={tab.href} {...(tab.current && { 'aria-current': 'page' })}>
        {tab.label}
      </a>
    ))}
  </nav>
)

/** What all pages of one improvement share: what it is, how it stands, what to do next, its parts. */
export const ImprovementHead = ({ title, lead, badges, deadline, buttons, back, tabs, children }: Props) => (
  <>
    <PageHead
      title={title}
      lead={lead}
      badges={
        <>
          {badges.map(one => (
            <Badge tone={one.tone}>{one.label}</Badge>
          ))}
          {deadline && <Badge tone={deadline.tone}>{deadline.text}</Badge>}
        </>
      }
      actions={buttons.length > 0 && <ActionButtons offers={buttons} back={back} />}
    />
    <Tabs tabs={tabs} label="改进事项的各部分" />
    {children}
  </>
)

/** The three lists of 问题与改进. */
export const listTabs = (current: string): Tab[] =>
  [
    { href: '/desk/improvements', label: '问题' },
    { href: '/desk/improvements/items', label: '改进事项' },
    { href: '/desk/improvements/reports', label: '季度报告' },
  ].map(tab => ({ ...tab, current: tab.href === current }))
