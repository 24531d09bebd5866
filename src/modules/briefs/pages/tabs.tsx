const tabs = [
  { href: '/desk/briefs', label: '各期信息' },
  { href: '/desk/briefs/adoptions', label: '采用情况' },
  { href: '/desk/briefs/kinds', label: '信息种类' },
  { href: '/desk/briefs/calendar', label: '报送日历' },
] as const
export type TabHref = (typeof tabs)[number]['href']

export const Tabs = ({ current }: { current: TabHref }) => (
  <nav class="tabs" aria-label="工作信息的各部分">
    {tabs.map(tab => (
      <a href={tab.href} {...(tab.href === current && { 'aria-current': 'page' })}>
        {tab.label}
      </a>
    ))}
  </nav>
)
