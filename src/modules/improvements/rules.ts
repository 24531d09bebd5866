import type { Ctx } from '#platform/ctx'
import type { Raised } from './raise.ts'
import { fromClasses } from './rules/classes.ts'
import { fromComplaints } from './rules/complaints.ts'
import { fromIndicators } from './rules/indicators.ts'
import { fromRatings } from './rules/ratings.ts'
import { fromTasks } from './rules/tasks.ts'
import './rules/heard.ts'

/** 6.2.1 What is looked through every night; each rule is told once, whatever it finds again. */
export const rules: ReadonlyArray<(ctx: Ctx) => Promise<Raised[]>> = [
  fromRatings,
  fromComplaints,
  fromTasks,
  fromClasses,
  fromIndicators,
]
