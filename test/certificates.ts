import { batchFlow } from '#modules/certificates'
import { classFlow } from '#modules/training'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import { does, idIn, startOf } from './deeds.ts'
import { fillsClass, idNumberOf, type Opened, opensClass } from './training.ts'
import type { Visitor } from './visitor.ts'
import type { World } from './world.ts'

const actor = (world: World, name: string): Actor => world.staff.get(name) as Actor

export interface Completed extends Opened {
  enrolments: string[]
}

/** A class of 张涛's that so many people from the counter completed, in the evening of its last day. */
export async function completedClass(
  app: TestApp,
  world: World,
  people: number,
  more: Record<string, unknown> = {},
  learner: (n: number) => Record<string, unknown> = () => ({}),
  before?: (opened: Opened) => Promise<void>,
): Promise<Completed> {
  const opened = await opensClass(app, world, { certificate: '助农直播结业证书', ...more })
  await before?.(opened)
  const enrolments = await fillsClass(app, world, opened.id, people, learner)
  const row = await world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('training_class')
      .select('ends_on')
      .where('id', '=', opened.id)
      .executeTakeFirstOrThrow(),
  )
  app.clock.now = new Date(`${row.ends_on}T19:00:00+08:00`)
  for (const action of ['begin', 'finish'])
    await world.at(system, app.clock.now, ctx => perform(ctx, classFlow, action, opened.id))
  await world.at(actor(world, '张涛'), app.clock.now, ctx => perform(ctx, classFlow, 'complete', opened.id))
  return { ...opened, enrolments }
}

/** Whoever sits at this phone enrols for themself, and is accepted by 陈静. */
export async function enrolsThemself(
  world: World,
  who: Visitor,
  classId: string,
  person_name: string,
  n: number,
): Promise<void> {
  const page = `/act/enrolment/enrol?class_id=${classId}`
  const sent = await who.submit(page, {
    party_id: startOf(await who.get(page), 'party_id'),
    ...{ person_name, phone: `139000000${n}`, id_number: idNumberOf(n) },
    ...{ village: '', education: '', intention: '' },
  })
  if (sent.status !== 303) throw new Error(sent.page.textContent)
  await does(await world.worker('陈静'), `enrolment/accept/${idIn(sent.location)}`)
}

/** Its batch, proposed by 张涛 and issued by 李卫东; returns the certificates in the order of their numbers. */
export async function issuedCertificates(app: TestApp, world: World, classId: string) {
  const batch = await world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('certificate_batch')
      .select('id')
      .where('class_id', '=', classId)
      .executeTakeFirstOrThrow(),
  )
  await world.at(actor(world, '张涛'), app.clock.now, ctx => perform(ctx, batchFlow, 'propose', batch.id))
  await world.at(actor(world, '李卫东'), app.clock.now, ctx => perform(ctx, batchFlow, 'issue', batch.id))
  return certificatesOf(app, world, classId)
}

export const certificatesOf = (app: TestApp, world: World, classId: string) =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('certificate').selectAll().where('class_id', '=', classId).orderBy('number').execute(),
  )
