import { inBrief } from '#modules/activities'
import type { BadgeTone } from '#ui/badge'
import type { TrainingClass } from './doors.ts'
import type { Counts } from './queries/learners.ts'

export interface Phase {
  label: string
  tone: BadgeTone
  /** Whether one can enrol, if only for the line. */
  open: boolean
}

/** Where enrolment for a class stands, in the words of a notice board. */
export function phaseOf(row: TrainingClass, counts: Counts, now: Date): Phase {
  const shut = (label: string, tone: BadgeTone = 'grey'): Phase => ({ label, tone, open: false })
  if (row.state === 'cancelled') return shut('已取消', 'red')
  if (row.state === 'running') return shut('培训中', 'blue')
  if (row.state !== 'published') return shut('已结束')
  if (now < row.opens_at) return shut(`${inBrief(row.opens_at, now)} 开始报名`, 'blue')
  if (now >= row.closes_at) return shut('报名已截止')
  const free = row.capacity - counts.learners - counts.applied - counts.waiting
  return free > 0
    ? { label: `余 ${free} 个名额`, tone: 'green', open: true }
    : { label: '名额已满，可排候补', tone: 'orange', open: true }
}
