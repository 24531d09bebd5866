import { badgeOf } from '#modules/actions'
import { besideProvider } from '#modules/catalogue'
import { findingPage } from './addresses.ts'
import { seesFindings } from './duties.ts'
import { findingFlow } from './finding.ts'
import { findingsOfProvider } from './queries/findings.ts'

/** On the provider's page at the desk: the latest problems that concern it. */
besideProvider('findings', async (ctx, providerId) => {
  if (!seesFindings(ctx.actor)) return null
  const rows = await findingsOfProvider(ctx, providerId, 5)
  if (rows.length === 0) return null
  return {
    title: '问题与改进',
    lines: rows.map(row => ({
      href: findingPage(row.id),
      label: row.title,
      about: row.number,
      state: badgeOf(findingFlow, row.state),
    })),
  }
})
