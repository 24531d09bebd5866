import { settleKinds } from '#modules/briefs'
import { settleIndicators } from '#modules/indicators'
import { system } from '#platform/ctx'
import type { TestApp, Visitor } from './app.ts'
import { does } from './deeds.ts'
import type { World } from './world.ts'

/** The county's figures of an indicator, as they are counted on some night. */
export async function tell(
  app: TestApp,
  world: World,
  code: string,
  values: Record<string, number>,
): Promise<void> {
  await world.at(system, app.clock.now, async ctx => {
    await settleIndicators(ctx)
    for (const [period, value] of Object.entries(values)) {
      const told = { code, period, town: 'county', version: 1, state: 'provisional', counted_at: ctx.now }
      await ctx.db
        .deleteFrom('indicator_value')
        .where('code', '=', code)
        .where('period', '=', period)
        .execute()
      await ctx.db
        .insertInto('indicator_value')
        .values({ ...told, value, base: null, reporters: null })
        .execute()
    }
  })
}

/** The kinds are settled; somebody begins a brief of one for a period, and gets its id. */
export async function briefOf(
  app: TestApp,
  world: World,
  writer: Visitor,
  code: string,
  period?: string,
): Promise<string> {
  await world.at(system, app.clock.now, settleKinds)
  const kind = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('brief_kind')
      .select('id')
      .where('code', '=', code)
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow(),
  )
  return does(writer, 'brief/start', { what: period ? `${kind.id} ${period}` : kind.id })
}

/** 张涛 has begun a 专报: a draft, and the kind that it is of. */
export async function begunBrief(app: TestApp, world: World) {
  const brief = await briefOf(app, world, await world.worker('张涛'), 'special')
  const row = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('brief').select('kind_id').where('id', '=', brief).executeTakeFirstOrThrow(),
  )
  return { brief, briefKind: row.kind_id }
}

/** The fields of a form, as they are sent when nothing is changed. */
export async function fieldsAt(who: Visitor, path: string): Promise<Record<string, string>> {
  const form = (await who.get(path)).page.querySelector('main form[method="post"]')
  const all: Record<string, string> = {}
  for (const field of form?.querySelectorAll('input, textarea, select') ?? []) {
    const name = field.getAttribute('name') ?? ''
    if (!name || name.startsWith('_') || field.getAttribute('type') === 'checkbox') continue
    all[name] =
      field.tagName === 'TEXTAREA'
        ? field.textContent.replace(/^\n/, '')
        : field.tagName === 'SELECT'
          ? (field.querySelector('option[selected]')?.getAttribute('value') ?? '')
          : (field.getAttribute('value') ?? '')
  }
  return all
}
