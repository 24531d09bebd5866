import { z } from 'zod'
import { partiesOfActor } from '#modules/parties'
import { knownOfAsker } from '#modules/resources'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { removeFiles } from '#platform/files'
import { files, oneOf } from '#platform/forms'
import { mobile } from '#platform/identifiers'
import { removed } from '#platform/personal-data'
import { anyPerson, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { type Education, educations } from './codes.ts'
import { registerJobs } from './duties.ts'
import { type Resume, seeker, visibleResumes } from './people.ts'
import { townChoice } from './post-inputs.ts'
import { openWithResume, resumesOfParty, showsResume } from './queries/applications.ts'
import { mostResumes } from './settings.ts'

export interface Writing {
  party_id: string
  title: string
  person_name: string
  phone: string
  town?: string | undefined
  education: Education
  skills: string
  experience: string
  wish: string
}
type Editing = Omit<Writing, 'party_id'>

/** For whom: oneself, or whoever gave one a mandate as a person. Firms have no résumé. */
export async function personField(ctx: Ctx, label: string) {
  const people = (await partiesOfActor(ctx)).filter(party => party.kind === 'person')
  if (people.length === 0 && ctx.actor.staffId)
    throw conflict('您现在是以工作人员身份登录的。为自己办，请退出后用手机号登录。')
  if (people.length === 0) throw invalid({ '': '请先在“我的”中登记您的姓名。' })
  return z.enum(people.map(party => party.id) as [string, ...string[]]).meta({
    label,
    widget: people.length === 1 ? 'hidden' : 'radio',
    options: people.map(party => ({ value: party.id, label: party.name })),
  })
}
export const knownPerson = async (ctx: Ctx) => {
  const people = (await partiesOfActor(ctx)).filter(party => party.kind === 'person')
  const [only] = people.length === 1 ? people : []
  return only ? { party_id: only.id, town: only.town ?? undefined } : {}
}

const { none: _none, ...learnt } = educations
/** No sex, no age, no marriage: an employer has no need of them. What is written stays out of the journal. */
export const questions = (ctx: Ctx) => ({
  title: z
    .string()
    .trim()
    .min(2)
    .max(30)
    .meta({ label: '这份简历叫什么', help: '例如：找客服用的。只有您自己看。' }),
  person_name: z.string().trim().min(2).max(20).meta({ label: '姓名', autocomplete: 'name', secret: true }),
  phone: mobile.meta({ label: '手机号', widget: 'phone', autocomplete: 'tel', secret: true }),
  ...townChoice(ctx, '住在哪个乡镇', '不在本县的不用选。'),
  education: oneOf(learnt, '学历'),
  skills: z
    .string()
    .trim()
    .max(500)
    .default('')
    .meta({ label: '会做什么', widget: 'textarea', secret: true }),
  experience: z.string().trim().max(2000).default('').meta({
    label: '做过什么',
    widget: 'textarea',
    secret: true,
    help: '从最近的写起：哪几年、在哪里、做什么。',
  }),
  wish: z.string().trim().max(300).default('').meta({ label: '想找什么样的', secret: true }),
  papers: files(5).optional().meta({ label: '证书、作品', help: '没有可以不传。' }),
})

const writing = async (ctx: Ctx): Promise<z.ZodType<Writing>> =>
  z.object({
    party_id: await personField(ctx, '谁的简历'),
    ...questions(ctx),
  }) as unknown as z.ZodType<Writing>
const editing = async (ctx: Ctx): Promise<z.ZodType<Editing>> =>
  z.object(questions(ctx)) as unknown as z.ZodType<Editing>

const columns = (
  ctx: Ctx,
  { title, person_name, phone, education, skills, experience, wish, town }: Editing,
) => ({
  ...{ title, person_name, phone, education, skills, experience, wish, town: town ?? null },
  changed_at: ctx.now,
})

/** 5.3.2 简历: a person's own, several; shown to an employer only with an application, only by consent, and taken back. */
export const resumeFlow = defineWorkflow({
  subject: 'resume',
  label: '简历',
  confidential: true,
  clause: '5.3.2',
  states: {
    kept: { label: '使用中', tone: 'green', final: true },
    removed: { label: '已删除', tone: 'grey', final: true },
  },
  visible: visibleResumes,
  // An employer opens certificates of whoever applied, as long as the résumé is shown to them.
  opensFile: (ctx, id) => showsResume(ctx, id),
  title: row => row.title,
  href: row => `/my/jobs/resumes/${row.id}`,
  record: z.object({ id: z.uuid(), state: z.string(), title: z.string(), changed_at: z.date() }),
  actions: action => ({
    write: action<Writing>({
      label: '写简历',
      past: '写了一份简历',
      done: '已保存。只有您自己看得到，投给谁谁才看得到',
      from: 'new',
      to: 'kept',
      by: anyPerson,
      tone: 'primary',
      keep: '存草稿',
      input: writing,
      prefill: async ctx => {
        const { contact_name, contact_phone } = await knownOfAsker(ctx)
        return { ...(await knownPerson(ctx)), person_name: contact_name, phone: contact_phone }
      },
      effect: written,
    }),
    take: action<Writing>({
      label: '代为登记简历',
      past: '代为登记了一份简历',
      from: 'new',
      to: 'kept',
      by: registerJobs,
      inner: true,
      input: async ctx =>
        z.object({ party_id: z.uuid(), ...questions(ctx) }) as unknown as z.ZodType<Writing>,
      effect: written,
    }),
    edit: action<Editing>({
      label: '修改',
      past: '修改了简历',
      done: '已保存。还看得到这份简历的单位会看到新的',
      from: ['kept'],
      by: seeker,
      tone: 'primary',
      input: editing,
      prefill: async (_ctx, row) => ({ ...row, town: row?.town ?? undefined }),
      effect: async (ctx, _row, input) => columns(ctx, input),
    }),
    remove: action({
      label: '删除',
      past: '删除了简历',
      done: '已删除，内容不再保留',
      from: ['kept'],
      to: 'removed',
      by: seeker,
      tone: 'danger',
      confirm: '删除后内容不再保留，投过的单位也看不到了。',
      effect: async (ctx, row) => {
        if (await openWithResume(ctx, row.id))
          throw conflict('这份简历还在应聘中用着，请先撤回应聘。', `/my/jobs/resumes/${row.id}`)
        return erased(ctx)
      },
      consequence: withoutFiles,
    }),
    forget: action({
      label: '随账号删除',
      past: '随账号注销删除',
      from: ['kept', 'removed'],
      to: 'removed',
      by: theSystem,
      inner: true,
      effect: async ctx => erased(ctx),
      consequence: withoutFiles,
    }),
  }),
})

async function written(ctx: Ctx, _row: unknown, input: Writing) {
  const most = mostResumes.of(ctx.centre)
  if ((await resumesOfParty(ctx, input.party_id)).length >= most)
    throw invalid({ '': `最多留 ${most} 份简历，请先删除不用的。` })
  return { party_id: input.party_id, ...columns(ctx, input) }
}

const erased = (ctx: Ctx) => ({
  ...{ title: removed, person_name: removed, phone: '', skills: '', experience: '', wish: '' },
  ...{ town: null, education: 'none' as const, changed_at: ctx.now },
})
async function withoutFiles(ctx: Ctx, row: Resume): Promise<void> {
  await removeFiles(ctx, { subject: 'resume', recordIds: [row.id] })
}

/** One of one's own, for an application; 403 for anybody else's. */
export async function ownResume(ctx: Ctx, id: string, partyId: string): Promise<void> {
  const own = await resumesOfParty(ctx, partyId)
  if (!own.some(one => one.id === id)) throw forbidden('只能投自己的简历。')
}
