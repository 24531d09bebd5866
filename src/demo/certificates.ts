import { batchFlow, certificateFlow } from '#modules/certificates'
import { addDays, dayOf } from '#platform/calendar'
import type { Actor, Ctx } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { Settled } from './settle.ts'
import type { DemoClasses } from './training.ts'

const day = 86_400_000

/** Certificates of the class that was over for long, in every state; those of the last one wait to be issued. */
export async function liveCertificates(settled: Settled, now: Date, those: DemoClasses): Promise<void> {
  const staff = (name: string) => settled.staff.get(name) as Actor
  const at = <T>(who: string, ago: number, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
    settled.at(staff(who), new Date(now.getTime() - ago * day), work)
  const batchOf = (id: string) =>
    at('张涛', 0, ctx =>
      ctx.db.selectFrom('certificate_batch').select('id').where('class_id', '=', id).executeTakeFirst(),
    )
  const video = await batchOf(those.video)
  const live = await batchOf(those.live)
  if (live) {
    await at('张涛', 188, ctx =>
      perform(ctx, batchFlow, 'propose', live.id, { proposal: '签到和成绩已逐人核对。' }),
    )
    await at('李卫东', 187, ctx => perform(ctx, batchFlow, 'issue', live.id))
    await lives(at, those.live, now)
  }
  if (video)
    await at('张涛', 2, ctx =>
      perform(ctx, batchFlow, 'propose', video.id, { proposal: '二十六人全部交了作品。' }),
    )
}

type At = <T>(who: string, ago: number, work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** What becomes of some of them: handed out, put right, revoked, asked to be revoked. */
async function lives(at: At, classId: string, now: Date): Promise<void> {
  const all = await at('张涛', 0, ctx =>
    ctx.db
      .selectFrom('certificate')
      .select(['id', 'person_name'])
      .where('class_id', '=', classId)
      .orderBy('number')
      .execute(),
  )
  const on = addDays(dayOf(now), -180)
  for (const [n, { id }] of all.slice(0, 18).entries())
    await at('陈静', 180, ctx =>
      perform(ctx, certificateFlow, 'handOut', id, {
        ...(n % 6 === 5
          ? { handed_how: 'proxy', handed_to: '家人代领' }
          : { handed_how: 'self', handed_to: '' }),
        handed_on: on,
      }),
    )
  const [wrong, faked, doubtful] = all.slice(18)
  if (!wrong || !faked || !doubtful) return
  await at('张涛', 176, ctx =>
    perform(ctx, certificateFlow, 'askCorrection', wrong.id, {
      ...{ person_name: `${wrong.person_name.slice(0, 1)}晓${wrong.person_name.slice(-1)}` },
      reason: '报名时少写了一个字，已对照身份证核实。',
    }),
  )
  await at('李卫东', 175, ctx => perform(ctx, certificateFlow, 'correct', wrong.id))
  await at('张涛', 120, ctx =>
    perform(ctx, certificateFlow, 'askRevocation', faked.id, { reason: '查实由他人代替参加第二天的课程。' }),
  )
  await at('李卫东', 118, ctx => perform(ctx, certificateFlow, 'revoke', faked.id))
  await at('张涛', 2, ctx =>
    perform(ctx, certificateFlow, 'askRevocation', doubtful.id, {
      reason: '有人反映本人没有到场，正在核实。',
    }),
  )
}
