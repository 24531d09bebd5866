import { reporterFlow, roundFlow, settleForms, sheetFlow } from '#modules/reporting'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import type { World } from './world.ts'

const staff = (world: World, name: string): Actor => world.staff.get(name) as Actor

/** The default forms are in use, and these parties report by 企业电商月报; those of `small` may be signed by one person. */
export async function reportersAre(
  app: TestApp,
  world: World,
  parties: readonly string[],
  small: readonly string[] = [],
): Promise<void> {
  const now = app.clock.now
  await world.at(system, now, ctx => settleForms(ctx))
  for (const party_id of parties)
    await world.at(staff(world, '张涛'), now, ctx =>
      perform(ctx, reporterFlow, 'enrol', null, {
        form_code: 'Q1',
        party_id,
        small: small.includes(party_id),
      }),
    )
}

/** Sends a form out for a period; returns the round. */
export async function roundOf(app: TestApp, world: World, code: string, period: string): Promise<string> {
  const form = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('report_form')
      .select('id')
      .where('code', '=', code)
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow(),
  )
  const { id } = await world.at(staff(world, '张涛'), app.clock.now, ctx =>
    perform(ctx, roundFlow, 'open', null, { form_id: form.id, period }),
  )
  return id
}

/** The sheet of a party in a round. */
export const sheetOf = async (app: TestApp, world: World, round: string, party: string): Promise<string> =>
  (
    await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('report')
        .select('id')
        .where('round_id', '=', round)
        .where('party_id', '=', party)
        .executeTakeFirstOrThrow(),
    )
  ).id

/** What a firm reports, in 元 and pieces as it types them: all of it agrees. */
export const salesOf = (goods: number, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ c01_1: String(goods + 200), c02_1: String(goods), c03_1: '200', c04_1: String(Math.floor(goods / 2)) },
  ...{
    c05_1: '120',
    c06_1: '10',
    c07_1: String(Math.floor(goods / 4)),
    c08_1: '118',
    c10_1: '9',
    c11_1: '2',
  },
  ...more,
})

/** A round in which 杨雪 has a sheet to fill in; persons are on no list of reporters, so the row is put there. */
export async function reported(app: TestApp, world: World, party: string) {
  await reportersAre(app, world, [])
  await world.at(system, app.clock.now, ctx =>
    ctx.db
      .insertInto('report_reporter')
      .values({
        ...{ id: crypto.randomUUID(), state: 'active', form_code: 'Q1', party_id: party, small: true },
        since: app.clock.now,
      })
      .execute(),
  )
  const reportRound = await roundOf(app, world, 'Q1', '2026-10')
  const { form_id: reportForm } = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('report_round').select('form_id').where('id', '=', reportRound).executeTakeFirstOrThrow(),
  )
  return { reportRound, reportForm, report: await sheetOf(app, world, reportRound, party) }
}

/** Approves what was handed in, as 李卫东. */
export const approves = (app: TestApp, world: World, id: string) =>
  world.at(staff(world, '李卫东'), app.clock.now, ctx => perform(ctx, sheetFlow, 'approve', id))

/** Somebody else of a firm, with a mandate of their own. */
export async function colleague(app: TestApp, world: World, phone: string, name: string, party: string) {
  const visitor = await world.citizen(phone, name)
  await app.kernel.database.write({ centre: world.id }, async db => {
    const identity = await db
      .selectFrom('identity')
      .select('id')
      .where('phone_number', '=', phone)
      .executeTakeFirstOrThrow()
    const { id: _, ...known } = await db
      .selectFrom('mandate')
      .selectAll()
      .where('party_id', '=', party)
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('mandate')
      .values({
        ...known,
        ...{ id: crypto.randomUUID(), identity_id: identity.id, phone, person_name: name, role: 'agent' },
      })
      .execute()
  })
  return visitor
}
