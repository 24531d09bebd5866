import { system } from '#platform/ctx'
import { performMany } from '#platform/perform'
import { recurrences } from './doors.ts'
import { improvementFlow } from './workflow.ts'

/** 复发: what closed it has not held, whoever noticed. */
recurrences.when(async (ctx, finding) => {
  const before = await ctx.db
    .selectFrom('finding')
    .select('improvement_id')
    .where('id', '=', finding.previous_id)
    .executeTakeFirst()
  if (!before?.improvement_id) return
  const reason = `又发现同一问题 ${finding.number}`
  await performMany({ ...ctx, actor: system }, improvementFlow, 'comeBack', [before.improvement_id], {
    reason,
  })
})
