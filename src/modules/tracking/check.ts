import { z } from 'zod'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as effects from './check-effects.ts'
import { callLearners } from './duties.ts'
import * as inputs from './inputs.ts'
import { toldCallers } from './messages.ts'
import { caller, visibleChecks } from './people.ts'
import { callDays, drawDays } from './settings.ts'

/**
 * 5.3.1 电话抽查 of one class: its learners are listed when it is completed, a sample is drawn in the open, and somebody
 * who neither ran nor taught the class phones them.
 */
export const checkFlow = defineWorkflow({
  subject: 'spot_check',
  label: '电话抽查',
  clause: '5.3.1',
  states: {
    listed: { label: '待抽取', tone: 'orange', awaits: callLearners, clock: 'draw' },
    calling: { label: '打电话中', tone: 'blue', awaits: callLearners, clock: 'call' },
    closed: { label: '已完成', tone: 'green', final: true },
  },
  clocks: {
    draw: { label: '抽取', within: drawDays },
    call: { label: '电话抽查', within: callDays },
  },
  visible: visibleChecks,
  title: row => `电话抽查 ${row.title}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('spot_check')
      .select(['id', 'class_number', 'people'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.class_number} 期 · ${row.people} 名学员`]))
  },
  href: row => `/desk/tracking/checks/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    digest: z.string(),
    people: z.number().int(),
    share: z.number().int(),
    least: z.number().int(),
    number: z.string().nullable(),
  }),
  actions: action => ({
    list: action<inputs.Listed>({
      label: '固定名单',
      past: '因培训班结业，固定了抽查名单',
      from: 'new',
      to: 'listed',
      by: theSystem,
      inner: true,
      input: inputs.listed,
      effect: effects.fixedList,
      tell: row => [toldCallers(row)],
    }),
    editScript: action<inputs.Script>({
      label: '修改问话提纲',
      past: '修改了问话提纲',
      from: ['listed'],
      by: caller,
      input: inputs.script,
      prefill: inputs.knownScript,
      effect: effects.scripted,
    }),
    draw: action({
      label: '抽取',
      past: '抽取了要打电话的学员',
      done: '已抽取，请按名单打电话',
      from: ['listed'],
      to: 'calling',
      by: caller,
      tone: 'primary',
      confirm: '只抽一次。抽取的号码和名单摘要记入日志，任何人都能照着重算。',
      effect: effects.drawn,
      consequence: effects.pickedAll,
      note: (_input, row) => `名单摘要 ${row.digest}，抽取号码 ${row.number}`,
    }),
    close: action<{ conclusion: string }>({
      label: '写结论，完成抽查',
      past: '写出结论，完成了抽查',
      from: ['calling'],
      to: 'closed',
      by: caller,
      tone: 'primary',
      input: z.object({
        conclusion: z.string().trim().min(10).max(1_000).meta({
          label: '结论',
          widget: 'textarea',
          rows: 4,
          help: '打通多少、满意多少、发现什么，存入一期一档。',
        }),
      }),
      effect: effects.closed,
      consequence: effects.withoutPhones,
      note: input => input.conclusion,
    }),
  }),
})
