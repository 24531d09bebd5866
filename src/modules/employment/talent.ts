import { z } from 'zod'
import { partiesOfActor } from '#modules/parties'
import { knownOfAsker } from '#modules/resources'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { performMany } from '#platform/perform'
import { anyOf, anyPerson, theSystem } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, workflows } from '#platform/workflow'
import { type Education, educations, type Trade, trades } from './codes.ts'
import { seeker, type Talent, visibleTalents } from './people.ts'
import { townChoice } from './post-inputs.ts'
import { ticked } from './reason.ts'
import { knownPerson, personField } from './resume.ts'
import { inTurnFor } from './turns.ts'

export interface Profile {
  headline: string
  skills: string[]
  trade: Trade
  town?: string | undefined
  education: Education
  years: number
  wish: string
  contact_name: string
  contact_phone: string
}
export type Joining = Profile & { party_id: string; consent: boolean }

const { none: _none, ...learnt } = educations
const questions = (ctx: Ctx) => ({
  headline: z.string().trim().min(4).max(60).meta({
    label: '一句话介绍',
    placeholder: '例如：做过三年店铺运营',
    help: '不写姓名、单位和电话。',
    secret: true,
  }),
  skills: z.array(z.string().trim().min(2).max(20)).min(1, '请至少写一项').max(12).meta({
    label: '会做什么',
    widget: 'lines',
    help: '一行一项，例如：直播切片、视频剪辑、平台客服。',
    secret: true,
  }),
  trade: oneOf(trades, '主要做哪一行'),
  ...townChoice(ctx, '住在哪个乡镇', '不在本县的不用选。'),
  education: oneOf(learnt, '学历'),
  years: z.number().int().min(0).max(60).meta({ label: '做了几年', unit: '年' }),
  wish: z
    .string()
    .trim()
    .max(200)
    .default('')
    .meta({ label: '想找什么', help: '例如：离家近、全职、月薪五千以上。', secret: true }),
  contact_name: z.string().trim().min(2).max(20).meta({ label: '姓名', autocomplete: 'name', secret: true }),
  contact_phone: mobile.meta({ label: '手机号', widget: 'phone', autocomplete: 'tel', secret: true }),
})

const joining = async (ctx: Ctx): Promise<z.ZodType<Joining>> =>
  z.object({
    party_id: await personField(ctx, '谁入库'),
    ...questions(ctx),
    consent: ticked(
      '同意工作人员按技能、乡镇查到我，并把我引荐给用人单位',
      '不同意就不入库',
      '每次引荐都先问您，您同意以前对方不知道您是谁；随时可以退出，退出后资料不再保留。',
    ),
  }) as unknown as z.ZodType<Joining>

const columns = ({ town, ...rest }: Profile) => {
  const { headline, skills, trade, education, years, wish, contact_name, contact_phone } = rest
  return {
    headline,
    skills: [...skills],
    trade,
    education,
    years,
    wish,
    contact_name,
    contact_phone,
    town: town ?? null,
  }
}

/** 5.3.2 人才库: who agreed to be found, by skill and town; gone, with everything written, when the consent ends. */
export const talentFlow = defineWorkflow({
  subject: 'talent',
  label: '人才',
  confidential: true,
  clause: '5.3.2',
  states: {
    listed: { label: '在库', tone: 'green', final: true },
    left: { label: '已退出', tone: 'grey', final: true },
  },
  visible: visibleTalents,
  title: row => row.headline || '已退出的人才',
  href: (row, actor) => (actor.staffId ? `/desk/talents/${row.id}` : '/my/jobs'),
  record: z.object({ id: z.uuid(), state: z.string(), trade: z.string(), consent_at: z.date() }),
  actions: action => ({
    join: action<Joining>({
      label: '加入人才库',
      past: '同意加入人才库',
      done: '已入库。引荐以前都会先问您',
      from: 'new',
      to: 'listed',
      by: anyPerson,
      tone: 'primary',
      keep: '存草稿',
      input: joining,
      prefill: async ctx => ({ ...(await knownPerson(ctx)), ...(await contactOf(ctx)) }),
      effect: async (ctx, _row, input) => {
        await inTurnFor(ctx, `talent ${input.party_id}`)
        const before = await ctx.db
          .selectFrom('talent')
          .select('id')
          .where('party_id', '=', input.party_id)
          .where('state', '=', 'listed')
          .executeTakeFirst()
        if (before) throw conflict('已经在人才库里了。', '/my/jobs')
        return { ...columns(input), party_id: input.party_id, consent_at: ctx.now }
      },
    }),
    update: action<Profile>({
      label: '修改人才资料',
      past: '修改了人才资料',
      from: ['listed'],
      by: seeker,
      input: async ctx => z.object(questions(ctx)) as unknown as z.ZodType<Profile>,
      prefill: async (_ctx, row) => ({ ...row, town: row?.town ?? undefined }),
      effect: async (_ctx, _row, input) => columns(input),
    }),
    leave: action({
      label: '退出人才库',
      past: '退出了人才库',
      done: '已退出，资料不再保留',
      from: ['listed'],
      to: 'left',
      by: anyOf<Talent>(seeker, theSystem),
      tone: 'danger',
      confirm: '退出后资料不再保留，还没有结果的引荐也结束，对方看不到您的联系方式。',
      effect: async ctx => ({
        ...{ headline: '', skills: [], wish: '', contact_name: '', contact_phone: '', town: null },
        ...{ years: 0, left_at: ctx.now },
      }),
      consequence: endIntroductions,
    }),
  }),
})

async function contactOf(ctx: Ctx) {
  const { contact_name, contact_phone } = await knownOfAsker(ctx)
  const own = (await partiesOfActor(ctx)).find(party => party.kind === 'person')
  return { contact_name: own?.name ?? contact_name, contact_phone }
}

async function endIntroductions(ctx: Ctx, row: Talent): Promise<void> {
  const open = await ctx.db
    .selectFrom('talent_introduction')
    .select('id')
    .where('talent_id', '=', row.id)
    .where('state', 'in', ['asked', 'agreed'])
    .limit(500)
    .execute()
  await performMany(
    { ...ctx, actor: system },
    workflows.get('talent_introduction') as AnyWorkflow,
    'end',
    open.map(one => one.id),
    { reason: '本人已退出人才库' },
  )
}
