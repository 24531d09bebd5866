import { z } from 'zod'
import { personOnPhone } from '#modules/parties'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { files } from '#platform/forms'
import { perform } from '#platform/perform'
import { sendIn } from './application-effects.ts'
import { openPost } from './application-inputs.ts'
import type { Application } from './people.ts'
import { ticked } from './reason.ts'
import { questions, resumeFlow, type Writing } from './resume.ts'

export type Entering = Omit<Writing, 'party_id' | 'title'> & {
  post_id: string
  words: string
  consent_papers: string[]
  consent: boolean
}

/** The form at the counter: who it is, the résumé as they tell it, and their own consent on paper. */
export async function entering(
  ctx: Ctx,
  _row: unknown,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Entering>> {
  const post = await openPost(ctx, raw.post_id)
  const { title: _title, papers: _papers, person_name, phone, ...told } = questions(ctx)
  return z.object({
    post_id: z.literal(post.id).meta({ widget: 'hidden' }),
    person_name: person_name.meta({ label: '应聘人姓名', help: '与身份证一致。', secret: true }),
    phone: phone.meta({
      label: '应聘人手机号',
      widget: 'phone',
      help: '本人或家人的都行，进展用短信告诉这个号码；以后用这个号码登录，就能在“求职与实习”里看到。',
      secret: true,
    }),
    ...told,
    words: z.string().trim().max(300).default('').meta({
      label: '想对单位说的话',
      widget: 'textarea',
      help: '照本人的意思写，可以不写。',
      secret: true,
    }),
    consent_papers: files(3)
      .refine(ids => ids.length > 0, '请上传本人签字的同意书照片')
      .meta({
        label: '本人签字的同意书',
        accept: 'image/*',
        help: '写明应聘哪个岗位、同意把简历和电话给这家单位看，本人签名或按手印。单位看不到这份同意书。',
      }),
    consent: ticked(
      `已向本人念过简历，本人同意把简历和电话给${post.party}看，只用于这次应聘`,
      '本人不同意就不能投',
      '求职不收钱；随时可以收回。请当面告诉本人。',
    ),
  }) as unknown as z.ZodType<Entering>
}

/** What the person told becomes a résumé of theirs, and goes out by the rules that hold for everybody. */
export async function entered(ctx: Ctx, row: Application, input: Entering) {
  const { post_id, words, consent_papers: _papers, consent: _consent, ...told } = input
  const { id: party_id } = await personOnPhone(ctx, { phone: told.phone, name: told.person_name })
  const { twin } = ctx.actor
  if ([...ctx.actor.parties, ...(twin?.parties ?? [])].includes(party_id))
    throw conflict('这是您自己的档案。为自己应聘，请用手机号登录办理。')
  const post = await openPost(ctx, post_id)
  const { row: resume } = await perform(ctx, resumeFlow, 'take', null, {
    ...told,
    party_id,
    title: post.title.slice(0, 30),
  })
  const { id: resume_id } = resume as { id: string }
  return {
    ...(await sendIn(ctx, row, { post_id, party_id, resume_id, words })),
    entered_by: ctx.actor.staffId,
  }
}
