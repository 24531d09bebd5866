import { z } from 'zod'
import { conflict, invalid } from '#platform/errors'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { manageContests } from './duties.ts'
import * as inputs from './inputs.ts'
import { recompute } from './panel.ts'
import { nobody } from './people.ts'
import { contestOf, lockContest, roundsOf } from './queries.ts'
import * as effects from './round-effects.ts'

/** 5.4.2 One round: drawn, judged by sealed sheets, closed by the last of them, settled. */
export const roundFlow = defineWorkflow({
  subject: 'contest_round',
  label: '大赛轮次',
  clause: '5.4.2',
  states: {
    planned: { label: '未开始', tone: 'grey', awaits: nobody },
    declaring: { label: '评委申报回避', tone: 'orange', awaits: manageContests },
    judging: { label: '评分中', tone: 'blue', awaits: nobody },
    scored: { label: '待核对晋级', tone: 'orange', awaits: manageContests },
    settled: { label: '已结束', tone: 'green', final: true },
    dropped: { label: '已取消', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('contest_round.id', 'is', null),
  title: row => row.name,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('contest_round')
      .innerJoin('contest', 'contest.id', 'contest_round.contest_id')
      .select(['contest_round.id', 'contest.title'])
      .where('contest_round.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: row => `/desk/contests/${row.contest_id}/rounds`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    contest_id: z.uuid(),
    seq: z.number().int(),
    name: z.string(),
    weight: z.number().int(),
    blind: z.boolean(),
  }),
  actions: action => ({
    add: action<inputs.RoundPlan & { contest_id: string }>({
      label: '添加轮次',
      past: '添加了轮次',
      from: 'new',
      to: 'planned',
      by: manageContests,
      tone: 'primary',
      about: async (ctx, raw) => (await contestOf(ctx, raw.contest_id).catch(() => null))?.title ?? null,
      input: inputs.newRoundInput,
      effect: async (ctx, _row, { criteria, ...input }) => {
        const contest = await lockContest(ctx, input.contest_id)
        if (contest.state !== 'draft') throw conflict('方案提交以后不能再增减轮次。')
        const rounds = await roundsOf(ctx, contest.id)
        if (rounds.length >= 9) throw conflict('最多九轮。')
        return { ...input, criteria: JSON.stringify(criteria), seq: (rounds.at(-1)?.seq ?? 0) + 1 }
      },
    }),
    edit: action<inputs.RoundPlan>({
      label: '修改轮次',
      past: '修改了轮次',
      from: ['planned'],
      by: manageContests,
      input: inputs.roundInput,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, row, { criteria, ...input }) => {
        const contest = await contestOf(ctx, row.contest_id)
        const approved = (['name', 'weight', 'advance_by', 'advance', 'blind'] as const).find(
          key => input[key] !== row[key],
        )
        if (contest.state !== 'draft' && approved)
          throw invalid({ [approved]: '这一项已经批准并公布，不能再改' })
        return { ...input, criteria: JSON.stringify(criteria) }
      },
    }),
    drop: action({
      label: '取消轮次',
      past: '取消了轮次',
      from: ['planned'],
      to: 'dropped',
      by: manageContests,
      effect: async (ctx, row) => {
        const { state } = await contestOf(ctx, row.contest_id)
        if (state !== 'draft') throw conflict('方案提交以后不能再增减轮次。')
        return {}
      },
    }),
    lapse: action({
      label: '随大赛取消',
      past: '随大赛取消',
      from: ['planned'],
      to: 'dropped',
      by: theSystem,
      inner: true,
    }),
    draw: action<{ number: string }>({
      label: '抽签',
      past: '抽定了出场顺序，评分标准和计分规则就此固定',
      done: '已抽签，正在请评委申报回避',
      from: ['planned'],
      to: 'declaring',
      by: manageContests,
      tone: 'primary',
      input: z.object({
        number: z
          .string()
          .trim()
          .regex(/^\d{4,12}$/, '请填写 4 到 12 位数字')
          .meta({
            label: '公开号码',
            help: '当众取得的号码，例如当天公布的开奖号码。名单的摘要和这个号码一起决定顺序，谁都可以重算。',
          }),
      }),
      effect: effects.drawn,
      consequence: effects.placed,
      note: ({ number }, row) => `号码 ${number}，名单摘要 ${row.draw_digest?.slice(0, 16) ?? ''}`,
    }),
    start: action({
      label: '分派评委，开始评分',
      past: '分派了评委，开始评分',
      from: ['declaring'],
      to: 'judging',
      by: manageContests,
      tone: 'primary',
      confirm: '还没有申报回避的评委不参加这一轮的分派。',
      effect: async ctx => ({ started_at: ctx.now }),
      consequence: effects.startJudging,
    }),
    fillUp: action({
      label: '补派评委',
      past: '补派了评委',
      from: ['judging'],
      by: manageContests,
      consequence: effects.fillUp,
    }),
    close: action({
      label: '评分结束',
      past: '全部评分表已锁定，评分结束',
      from: ['judging'],
      to: 'scored',
      by: theSystem,
      inner: true,
      effect: effects.closed,
      consequence: effects.over,
    }),
    vote: action<{ order: string; note: string }>({
      label: '登记同分表决',
      past: '登记了评委会对同分的表决',
      from: ['scored', 'settled'],
      by: manageContests,
      input: z.object({
        order: z
          .string()
          .trim()
          .regex(/^\d{1,4}([ ,，、]+\d{1,4})+$/, '请按名次先后填写编号，用空格隔开')
          .meta({ label: '同分作品的先后', placeholder: '例如：3 7', help: '按表决结果从前到后填编号。' }),
        note: z.string().trim().min(4).max(300).meta({
          label: '表决情况',
          widget: 'textarea',
          help: '谁参加、几票对几票。会写进公开的重算文件。',
        }),
      }),
      effect: effects.voted,
      consequence: recompute,
      note: input => `${input.order}：${input.note}`,
    }),
    settle: action({
      label: '核对完毕，确定晋级',
      past: '核对了评分，确定了晋级',
      from: ['scored'],
      to: 'settled',
      by: manageContests,
      tone: 'primary',
      effect: effects.settled,
      consequence: effects.tellAdvanced,
    }),
  }),
})
