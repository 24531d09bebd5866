import { z } from 'zod'
import { message, tell } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { allOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { editKnowledge, reviewKnowledge } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { confirmDays, reviewDays } from './settings.ts'

const texts = {
  due: defineTemplate('knowledge.due', '知识库条目《{title}》已到有效期，请核对后确认或更正。'),
  hidden: defineTemplate('knowledge.hidden', '知识库条目《{title}》过期没有确认，已自动隐藏。'),
}

/** Whoever wrote a text must not be the one who lets it out. */
const reviewer = allOf(reviewKnowledge, not(everDid('编写人', 'write', 'draftFrom', 'edit', 'correct')))

/** 5.1 An entry of the 知识库: written, let out by another, confirmed before it runs out, corrected by a new version. */
export const knowledgeFlow = defineWorkflow({
  subject: 'knowledge_entry',
  label: '知识',
  clause: '5.1',
  clocks: { review: { label: '审核', within: reviewDays } },
  states: {
    draft: { label: '草稿', tone: 'grey', awaits: editKnowledge },
    review: { label: '待审核', tone: 'orange', awaits: reviewKnowledge, clock: 'review' },
    published: { label: '已发布', tone: 'green', final: true },
    due: {
      label: '待再确认',
      tone: 'orange',
      awaits: editKnowledge,
      after: { within: confirmDays, do: 'hide' },
    },
    hidden: { label: '过期已隐藏', tone: 'red', awaits: editKnowledge },
    revising: { label: '更正中', tone: 'blue', awaits: editKnowledge },
    revising_review: { label: '更正待审核', tone: 'orange', awaits: reviewKnowledge, clock: 'review' },
    withdrawn: { label: '已撤下', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query
          .where('knowledge_entry.version', 'is not', null)
          .where('knowledge_entry.hidden', '=', false)
          .where('knowledge_entry.state', '!=', 'withdrawn'),
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/knowledge/${row.id}` : `/knowledge/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    version: z.number().int().nullable().meta({ description: '公开的版本' }),
    valid_until: z.string().nullable(),
    published_at: z.date().nullable(),
    confirmed_at: z.date().nullable(),
  }),
  actions: action => ({
    write: action<inputs.Content>({
      label: '写知识',
      past: '起草',
      from: 'new',
      to: 'draft',
      by: editKnowledge,
      tone: 'primary',
      input: inputs.content,
      prefill: inputs.start,
      effect: async (ctx, _row, { title }) => ({ title, latest_version: 1, author_id: ctx.actor.staffId }),
      consequence: effects.saveContent,
    }),
    draftFrom: action<inputs.Content & { source_id: string }>({
      label: '由咨询整理',
      past: '由一件咨询整理成草稿',
      from: 'new',
      to: 'draft',
      by: editKnowledge,
      inner: true,
      quiet: true,
      input: async ctx => z.intersection(await inputs.content(ctx), z.object({ source_id: z.uuid() })),
      effect: async (ctx, _row, { title, source_id }) => ({
        ...{ title, source_id, latest_version: 1 },
        author_id: ctx.actor.staffId,
      }),
      consequence: effects.saveContent,
    }),
    edit: action<inputs.Content>({
      label: '修改',
      past: '修改了内容',
      from: ['draft', 'revising'],
      by: editKnowledge,
      input: inputs.content,
      prefill: inputs.start,
      effect: async (ctx, _row, { title }) => ({ title, author_id: ctx.actor.staffId }),
      consequence: effects.saveContent,
    }),
    correct: action<inputs.Content>({
      label: '更正',
      done: '已存为新版本，审核前公众仍看原来的',
      past: '开始更正',
      from: ['published', 'due', 'hidden'],
      to: 'revising',
      by: editKnowledge,
      input: inputs.content,
      prefill: inputs.start,
      effect: async (ctx, row, { title }) => ({
        title,
        latest_version: effects.workingVersion(row),
        author_id: ctx.actor.staffId,
      }),
      consequence: effects.saveContent,
    }),
    submit: action({
      label: '提交审核',
      done: '已提交，等待另一人审核',
      past: '提交审核',
      from: ['draft', 'revising'],
      to: row => (row.state === 'draft' ? 'review' : 'revising_review'),
      by: editKnowledge,
      tone: 'primary',
    }),
    approve: action({
      label: '审核发布',
      past: '审核发布',
      from: ['review', 'revising_review'],
      to: 'published',
      by: reviewer,
      tone: 'primary',
      publishes: true,
      effect: effects.publish,
      consequence: effects.followPublishing,
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: ['review', 'revising_review'],
      to: row => (row.state === 'review' ? 'draft' : 'revising'),
      by: reviewKnowledge,
      input: inputs.reason('需要修改什么'),
      note: input => input.reason,
    }),
    discard: action({
      label: '放弃更正',
      past: '放弃了更正',
      from: ['revising'],
      // What ran out meanwhile falls due again the next night.
      to: row => (row.hidden ? 'hidden' : 'published'),
      by: editKnowledge,
      confirm: '更正的内容不再使用，公开的版本不变。',
      effect: effects.backToPublic,
      consequence: effects.discard,
    }),
    confirm: action<{ valid_until: string; reason: string }>({
      label: '确认仍然有效',
      past: '核对后确认仍然有效',
      from: ['published', 'due', 'hidden'],
      to: 'published',
      by: editKnowledge,
      tone: 'primary',
      publishes: true,
      input: inputs.confirmation,
      prefill: async ctx => ({ valid_until: inputs.usualUntil(ctx) }),
      effect: async (ctx, _row, { valid_until }) => ({
        ...{ valid_until, hidden: false },
        confirmed_at: ctx.now,
      }),
      consequence: effects.keepFindable,
      note: input => `有效期至 ${input.valid_until}。${input.reason}`,
    }),
    fallDue: action({
      label: '到期',
      past: '到了有效期，等待再确认',
      from: ['published'],
      to: 'due',
      by: theSystem,
      inner: true,
      consequence: (ctx, row) =>
        tell(
          ctx,
          message({ duty: editKnowledge.code }, texts.due, { title: row.title }, `/desk/knowledge/${row.id}`),
        ),
    }),
    hide: action({
      label: '过期隐藏',
      past: '过期没有确认，自动隐藏',
      from: ['due', 'revising', 'revising_review'],
      to: row => (row.state === 'due' ? 'hidden' : (row.state as 'revising')),
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async () => ({ hidden: true }),
      consequence: async (ctx, row) => {
        await effects.keepFindable(ctx, row)
        await tell(
          ctx,
          message(
            { duty: editKnowledge.code },
            texts.hidden,
            { title: row.title },
            `/desk/knowledge/${row.id}`,
          ),
        )
      },
    }),
    withdraw: action<{ reason: string }>({
      label: '撤下',
      past: '撤下',
      from: ['published', 'due', 'hidden', 'revising'],
      to: 'withdrawn',
      by: reviewKnowledge,
      tone: 'danger',
      publishes: true,
      input: inputs.reason('撤下的原因'),
      consequence: effects.keepFindable,
      note: input => input.reason,
    }),
  }),
})
