import type { Actor } from '#platform/ctx'
import { seesSheets } from '../duties.ts'

const tabs = [
  { href: '/desk/reports', label: '各期报表', inner: false },
  { href: '/desk/reports/sheets', label: '审核与催报', inner: true },
  { href: '/desk/reports/corrections', label: '更正单', inner: true },
  { href: '/desk/reports/reporters', label: '填报单位', inner: true },
  { href: '/desk/reports/forms', label: '报表制度', inner: false },
  // The one calendar of whatever is due, of other modules too.
  { href: '/desk/briefs/calendar', label: '报送日历', inner: false },
] as const
export type TabHref = (typeof tabs)[number]['href']

/** The parts of the reports: single sheets only for statistics people. */
export const Tabs = ({ actor, current }: { actor: Actor; current: TabHref }) => (
  <nav class="tabs" aria-label="统计报表的各部分">
    {tabs
      .filter(tab => !tab.inner || seesSheets(actor))
      .map(tab => (
        <a href={tab.href} {...(tab.href === current && { 'aria-current': 'page' })}>
          {tab.label}
        </a>
      ))}
  </nav>
)
