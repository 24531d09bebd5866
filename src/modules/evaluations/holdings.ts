import { defineRecordHolding, staffOfCentre } from '#modules/team'
import { markFlow } from './mark.ts'
import type { Role } from './mark-inputs.ts'

const columnOf = { owner: 'owner_id', head: 'head_id' } as const

const held = (role: Role, label: string) =>
  defineRecordHolding(`evaluation_marks_${role}`, {
    label,
    flow: markFlow,
    successors: staffOfCentre,
    lasting: true,
    theirs: (ctx, staffId) =>
      ctx.db
        .selectFrom('evaluation_mark')
        .select('id')
        .where(columnOf[role], '=', staffId)
        .where('state', 'in', ['open', 'scored'])
        .orderBy('id')
        .limit(500)
        .execute(),
    input: (to, reason) => ({ role, to, reason }),
  })

held('owner', '待评分的自评项')
held('head', '待确认的自评项')
