import { z } from 'zod'
import { partiesOfActor, phoneOf } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { files } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import type { Contest, Entry } from './people.ts'
import { contestOf, membersOf, roundsOf } from './queries.ts'

export interface Person {
  name: string
  phone: string
}
export interface Work {
  as_team?: 'person' | 'team' | undefined
  title: string
  about: string
  works: string
  links: string[]
  attachments?: string[] | undefined
  contact_name: string
  contact_phone: string
  members?: Person[] | undefined
  shown: boolean
  promised: boolean
}
export interface Entering extends Work {
  contest_id: string
  party_id: string
}

const person = z.object({
  name: z.string().trim().min(2).max(20).meta({ label: '姓名' }),
  phone: mobile.meta({ label: '手机号', widget: 'phone' }),
})

const link = z
  .string()
  .trim()
  .max(300)
  .regex(/^https?:\/\/\S+$/, '请填写完整的网址')

/** What an entry says. The same whether it is new or completed. */
const workFields = (contest: Contest, blind: boolean) => ({
  ...(contest.entrants === 'both' && {
    as_team: z.enum(['person', 'team']).meta({
      label: '怎么参赛',
      widget: 'radio',
      options: [
        { value: 'person', label: '个人' },
        { value: 'team', label: '团队' },
      ],
    }),
  }),
  title: z.string().trim().min(2).max(40).meta({ label: '项目或作品名称' }),
  about: z
    .string()
    .trim()
    .min(10)
    .max(500)
    .meta({ label: '一段话介绍', widget: 'textarea', help: '您同意展示的，公开页面上显示这一段。' }),
  works: z
    .string()
    .trim()
    .min(10)
    .max(5_000)
    .meta({
      label: '作品内容',
      widget: 'textarea',
      rows: 8,
      help: blind
        ? '给评委看。本赛有盲评：文字、链接和附件里请不要写姓名、单位和电话。'
        : '给评委看。做了什么、怎么做、有什么成效。',
    }),
  links: z
    .array(link)
    .max(5, '最多 5 个链接')
    .default([])
    .meta({ label: '链接（每行一个）', widget: 'lines', rows: 2, help: '作品视频、店铺等，可不填。' }),
  attachments: files(8).optional().meta({ label: '附件', help: '计划书、照片、作品文件，可以用手机拍。' }),
  contact_name: z
    .string()
    .trim()
    .min(2)
    .max(20)
    .meta({ label: contest.entrants === 'person' ? '参赛人' : '参赛人或队长', autocomplete: 'name' }),
  contact_phone: mobile.meta({ label: '手机号', widget: 'phone', autocomplete: 'tel' }),
  ...(contest.entrants !== 'person' && {
    members: z
      .array(person)
      .max(contest.team_most - 1, `团队最多 ${contest.team_most} 人`)
      .default([])
      .meta({
        label: '其他队员',
        widget: 'rows',
        help: `个人参赛不填。连队长最多 ${contest.team_most} 人；同一人在一个大赛里只能参加一队。`,
      }),
  }),
  shown: z
    .boolean()
    .default(false)
    .meta({
      label: `同意在大赛页面展示项目名称和介绍${blind ? '（盲评，结果公示后才展示）' : ''}`,
      widget: 'checkbox',
    }),
  promised: z
    .boolean()
    .default(false)
    .refine(Boolean, '请确认')
    .meta({ label: '作品为本人或本团队原创，所填内容真实', widget: 'checkbox' }),
})

/** Blind means blind: what judges read must not say who it is. */
function anonymous(input: Work, issues: z.RefinementCtx): void {
  const words = [
    input.contact_name,
    input.contact_phone,
    ...(input.members ?? []).flatMap(one => [one.name, one.phone]),
  ].filter(word => word.length >= 2)
  const found = words.find(word => input.works.includes(word) || input.links.some(one => one.includes(word)))
  if (found)
    issues.addIssue({
      code: 'custom',
      path: ['works'],
      message: `本赛有盲评，作品内容里请不要写“${found}”`,
      input: undefined,
    })
}

function people(contest: Contest) {
  return (input: Work, issues: z.RefinementCtx): void => {
    const wrong = (message: string) =>
      issues.addIssue({ code: 'custom', path: ['members'], message, input: undefined })
    const members = input.members ?? []
    if (input.as_team === 'person' && members.length > 0) wrong('个人参赛不填队员')
    if ((input.as_team === 'team' || contest.entrants === 'team') && members.length === 0)
      wrong('团队请至少填一名队员')
    const phones = [input.contact_phone, ...members.map(one => one.phone)]
    if (new Set(phones).size < phones.length) wrong('同一个手机号填了两次')
  }
}

export const isBlind = async (ctx: Ctx, contestId: string): Promise<boolean> =>
  (await roundsOf(ctx, contestId)).some(one => one.blind)

/** The form on the phone: for oneself or whom one acts for. */
export async function entering(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const contest = await contestOf(ctx, raw.contest_id)
  refuseClosed(contest, ctx.now)
  const parties = await partiesOfActor(ctx)
  if (parties.length === 0 && ctx.actor.staffId)
    throw conflict('您现在是以工作人员身份登录的，请用自己的手机号登录后报名。')
  if (parties.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名。' })
  const blind = await isBlind(ctx, contest.id)
  return z
    .object({
      contest_id: z.literal(contest.id).meta({ widget: 'hidden' }),
      party_id: z.enum(parties.map(one => one.id) as [string, ...string[]]).meta({
        label: '以谁的名义参赛',
        widget: parties.length > 4 ? 'select' : 'radio',
        options: parties.map(one => ({ value: one.id, label: one.name })),
      }),
      ...workFields(contest, blind),
    })
    .superRefine(people(contest) as never)
    .superRefine((blind ? anonymous : () => {}) as never) as unknown as z.ZodType<Entering>
}

/** Judged again under the lock: the last second is the last. */
export function refuseClosed(contest: Contest, now: Date): void {
  if (contest.state !== 'published') throw conflict('这个大赛现在不接受报名。', `/contests/${contest.id}`)
  if (now < contest.opens_at) throw conflict('报名还没有开始。', `/contests/${contest.id}`)
  if (now >= contest.closes_at) throw conflict('报名已经截止。', `/contests/${contest.id}`)
}

export async function known(ctx: Ctx): Promise<Record<string, unknown>> {
  const parties = await partiesOfActor(ctx)
  const contact_phone = await phoneOf(ctx).catch(() => undefined)
  return {
    ...(parties.length === 1 && { party_id: parties[0]?.id }),
    contact_name: ctx.actor.name,
    ...(contact_phone && { contact_phone }),
  }
}

export async function completing(ctx: Ctx, row: Entry | null) {
  const contest = await contestOf(ctx, row?.contest_id)
  const blind = await isBlind(ctx, contest.id)
  return z
    .object(workFields(contest, blind))
    .superRefine(people(contest) as never)
    .superRefine((blind ? anonymous : () => {}) as never) as unknown as z.ZodType<Work>
}

export async function knownWork(ctx: Ctx, row: Entry | null): Promise<Record<string, unknown>> {
  const members = row ? await membersOf(ctx, [row.id]) : []
  return { ...row, as_team: row?.as_team ? 'team' : 'person', members: members.slice(1), promised: true }
}
