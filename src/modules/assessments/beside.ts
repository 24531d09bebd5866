import { badgeOf } from '#modules/actions'
import { besideProvider } from '#modules/catalogue'
import { points } from '#platform/scoring'
import { seesAssessments } from './duties.ts'
import { assessmentsOf } from './queries.ts'
import { assessmentFlow } from './workflow.ts'

/** On the provider's page: the latest to the desk, the last ones to the firm itself. */
besideProvider('assessments', async (ctx, providerId) => {
  const atDesk = seesAssessments(ctx.actor)
  const rows = await assessmentsOf(ctx, providerId, atDesk ? 1 : 5)
  const shown = atDesk ? rows : rows.filter(row => ctx.actor.parties.includes(row.party_id))
  if (shown.length === 0) return null
  return {
    title: '年度评估',
    lines: shown.map(row => ({
      href: `${atDesk ? '/desk' : '/my'}/assessments/${row.id}`,
      label: `${row.from_day} 至 ${row.to_day}`,
      about: row.total === null ? '还没有打分' : `${points(row.total)} 分`,
      state: badgeOf(assessmentFlow, row.state),
    })),
  }
})
