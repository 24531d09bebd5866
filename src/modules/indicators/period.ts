import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { periodFrom } from '#platform/periods'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approveIndicators, lockReported, manageIndicators } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { atDesk, telling, texts } from './messages.ts'
import { decider, type Source, sources } from './people.ts'
import { decideDays, lockDays } from './settings.ts'

type PeriodRow = RowOf<'indicator_period'>

const tell = telling<PeriodRow>('periods')
const ofPeriod = (row: PeriodRow) => ({
  period: periodFrom(row.period).label,
  what: sources[row.source as Source],
})

/** 统计期锁定: looked through by one and locked by another; afterwards only a slip changes a figure. */
export const periodFlow = defineWorkflow({
  subject: 'indicator_period',
  label: '统计期锁定',
  clause: '5.6.2',
  clocks: {
    look: { label: '核对', within: lockDays, anew: true },
    lock: { label: '锁定', within: decideDays, anew: true },
  },
  states: {
    open: { label: '待核对', tone: 'orange', awaits: manageIndicators, clock: 'look' },
    proposed: { label: '待锁定', tone: 'blue', awaits: decider, clock: 'lock' },
    locked: { label: '已锁定', tone: 'green', final: true },
  },
  visible: (_ctx, query) => query,
  title: row => `${periodFrom(row.period).label}${sources[row.source as Source]}`,
  href: row => atDesk(`periods/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    source: z.string(),
    period: z.string(),
    opened_at: z.date(),
    locked_at: z.date().nullable(),
  }),
  actions: action => ({
    begin: action<{ source: Source; period: string }>({
      label: '期满',
      past: '期满，开始核对',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: z.object({ source: z.enum(['counted', 'reported']), period: z.string() }),
      effect: async (ctx, _row, input) => ({ ...input, opened_at: ctx.now }),
    }),
    propose: action<{ note: string }>({
      label: '核对无误，报请锁定',
      past: '核对后报请锁定',
      done: '已报请锁定，由另一人决定',
      from: ['open'],
      to: 'proposed',
      by: manageIndicators,
      tone: 'primary',
      input: z.object({
        note: z.string().trim().min(2).max(500).meta({
          label: '核对情况',
          widget: 'textarea',
          help: '与台账怎么核对的，异常的数查到什么原因，没有数的为什么没有。',
        }),
      }),
      effect: async (_ctx, _row, { note }) => ({ note }),
      note: input => input.note,
      blockedBy: (row, _actor, { now }) => dayOf(now) <= periodFrom(row.period).last && '这一期还没有结束。',
      tell: row => [
        tell(row, row.source === 'reported' ? lockReported : approveIndicators, texts.toLock, ofPeriod(row)),
      ],
    }),
    lock: action({
      label: '锁定',
      past: '锁定了这一期',
      done: '已锁定，以后改数须填更正单',
      from: ['proposed'],
      to: 'locked',
      by: allOf<PeriodRow>(decider, not(everDid('核对人', 'propose'))),
      tone: 'primary',
      publishes: true,
      confirm: '锁定后，这一期的数不再随记录变化，改数须填更正单。',
      effect: async ctx => ({ locked_at: ctx.now }),
      consequence: effects.lockValues,
      tell: row => [tell(row, manageIndicators, texts.locked, ofPeriod(row))],
    }),
    giveBack: action<{ reason: string }>({
      label: '退回核对',
      past: '退回核对',
      from: ['proposed'],
      to: 'open',
      by: decider,
      input: inputs.reason('退回的理由'),
      note: input => input.reason,
      tell: (row, { reason }) => [
        tell(row, manageIndicators, texts.lockReturned, { ...ofPeriod(row), reason }),
      ],
    }),
  }),
})
