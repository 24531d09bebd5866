import { z } from 'zod'
import { whenFounded } from '#modules/team'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { perform } from '#platform/perform'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { type TermKind, termKinds } from './codes.ts'
import { manageNews } from './duties.ts'
import { activeTerms } from './queries.ts'
import { usualTerms } from './usual-terms.ts'

interface TermInput {
  kind: TermKind
  term: string
  suggestion: string
  fine: string[]
}

const suggestion = z
  .string()
  .trim()
  .max(60)
  .default('')
  .meta({ label: '建议', help: '换成什么，或怎么核对。' })
const fine = z.array(z.string().trim().min(2).max(20)).max(30).default([]).meta({
  label: '不算的词',
  widget: 'lines',
  help: '一行一个，例如“第一”后面写“第一书记”：在这些词里不提示。',
})
const input = z.object({
  kind: oneOf(termKinds, '类别', 'radio'),
  term: z.string().trim().min(2).max(20).meta({ label: '词' }),
  suggestion,
  fine,
})

/** Longer words that do not hold the word itself would never be met. */
async function fitting(
  ctx: Ctx,
  { term, fine: longer }: Pick<TermInput, 'term' | 'fine'>,
  own: string,
): Promise<void> {
  const stray = longer.find(one => !one.includes(term))
  if (stray) throw invalid({ fine: `“${stray}”里没有“${term}”` })
  const twin = (await activeTerms(ctx)).find(one => one.term === term && one.id !== own)
  if (twin) throw invalid({ term: '这个词已经在表里了' })
}

/** 用词提示: the list that every text is held against; its people keep it, and the journal keeps who did. */
export const termFlow = defineWorkflow({
  subject: 'article_term',
  label: '用词提示',
  clause: '5.5',
  states: {
    active: { label: '使用中', tone: 'green', final: true },
    ended: { label: '已停用', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('article_term.term', '=', ''),
  title: row => row.term,
  href: () => '/desk/articles/terms',
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    term: z.string(),
    suggestion: z.string(),
    fine: z.array(z.string()),
  }),
  actions: action => ({
    add: action<TermInput>({
      label: '新增词',
      past: '新增了用词提示',
      from: 'new',
      to: 'active',
      by: anyOf(manageNews, theSystem),
      tone: 'primary',
      input,
      effect: async (ctx, row, given) => {
        await fitting(ctx, given, row.id)
        return { ...given, fine: [...given.fine] }
      },
    }),
    change: action<Pick<TermInput, 'suggestion' | 'fine'>>({
      label: '修改',
      past: '修改了用词提示',
      from: ['active'],
      by: manageNews,
      input: z.object({ suggestion, fine }),
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, row, given) => {
        await fitting(ctx, { term: row.term, fine: given.fine }, row.id)
        return { ...given, fine: [...given.fine] }
      },
    }),
    end: action<{ reason: string }>({
      label: '停用',
      past: '停用了用词提示',
      from: ['active'],
      to: 'ended',
      by: manageNews,
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '停用原因', widget: 'textarea' }),
      }),
      note: given => given.reason,
    }),
  }),
})

/** What a new centre starts with; words that it has, or has put out of use, are left alone. */
export async function settleTerms(given: Ctx): Promise<void> {
  const ctx: Ctx = { ...given, actor: system }
  const known = new Set(
    (await ctx.db.selectFrom('article_term').select('term').limit(5_000).execute()).map(one => one.term),
  )
  for (const [kind, terms] of Object.entries(usualTerms))
    for (const [term, words, ...longer] of terms)
      if (!known.has(term))
        await perform(ctx, termFlow, 'add', null, { kind, term, suggestion: words, fine: longer })
}

whenFounded(settleTerms)
