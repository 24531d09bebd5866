import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { invalid } from '#platform/errors'
import { performMany } from '#platform/perform'
import { dropFromIndex, putInIndex } from '#platform/search'
import { labelsOf, topics } from './codes.ts'
import type { ConditionInput } from './condition-rows.ts'
import { editPolicies } from './duties.ts'
import type { Attached, Content, Detached, Policy } from './inputs.ts'
import { type Version, versionOf } from './queries.ts'
import { policyFlow } from './workflow.ts'

/** The version that may still be changed: one that is public is never touched, its successor is. */
export const workingVersion = (row: Policy): number =>
  row.latest_version === row.version ? row.latest_version + 1 : row.latest_version

type Columns = Partial<Omit<Version, 'conditions'>> & { conditions?: string }

/** Writes into the version being worked on; where there is none yet, into a copy of the public one. */
async function write(ctx: Ctx, row: Policy, different: Columns): Promise<void> {
  const columns = { ...different, saved_at: ctx.now }
  const latest = await versionOf(ctx, row.id, row.latest_version)
  if (latest) {
    await ctx.db
      .updateTable('policy_version')
      .set(columns)
      .where('policy_id', '=', row.id)
      .where('version', '=', row.latest_version)
      .execute()
    return
  }
  const before = row.version === null ? undefined : await versionOf(ctx, row.id, row.version)
  const { centre_id: _, ...copied } = before ?? ({} as Version)
  const fresh = { approved_by: null, published_at: null, ended_at: null, change_note: '' }
  await ctx.db
    .insertInto('policy_version')
    .values({
      ...copied,
      ...(before && { conditions: JSON.stringify(before.conditions) }),
      ...fresh,
      ...columns,
      ...{ policy_id: row.id, version: row.latest_version },
    } as never)
    .execute()
}

export async function saveContent(ctx: Ctx, row: Policy, input: Content): Promise<void> {
  if (input.until_on && input.until_on < dayOf(ctx.now))
    throw invalid({ until_on: '这一天已经过去，请填今天或以后的日期。' })
  const dated = input.window_kind === 'dates'
  const { replaces, change_note, ...plain } = input
  await write(ctx, row, {
    ...plain,
    until_on: input.until_on ?? null,
    opens_on: dated ? (input.opens_on ?? null) : null,
    closes_on: dated ? (input.closes_on ?? null) : null,
    amount_fen: input.amount_fen ?? null,
    ...(row.version === null && { replaces: replaces ?? null }),
    ...(change_note !== undefined && { change_note }),
  })
  await keepFindable(ctx, row)
}

export const saveConditions = (ctx: Ctx, row: Policy, { conditions }: ConditionInput): Promise<void> =>
  write(ctx, row, { conditions: JSON.stringify(conditions) })

/** The files that the version before names, and these. */
export async function attach(ctx: Ctx, row: Policy, { files }: Attached): Promise<void> {
  const named = await namedFiles(ctx, row)
  await write(ctx, row, { files: [...new Set([...named, ...files])] })
}

export async function detach(ctx: Ctx, row: Policy, { remove }: Detached): Promise<void> {
  const named = await namedFiles(ctx, row)
  await write(ctx, row, { files: named.filter(id => !remove.includes(id)) })
}

const namedFiles = async (ctx: Ctx, row: Policy): Promise<string[]> =>
  (
    (await versionOf(ctx, row.id, row.latest_version)) ??
    (row.version === null ? undefined : await versionOf(ctx, row.id, row.version))
  )?.files ?? []

/** The latest version is the one that everybody reads from now on, and lists choose by what it says. */
export async function letOut(ctx: Ctx, row: Policy) {
  const version = await versionOf(ctx, row.id, row.latest_version)
  if (!version) throw invalid({ '': '请先填写内容。' })
  if (version.until_on && version.until_on < dayOf(ctx.now))
    throw invalid({ '': `有效期至 ${version.until_on}，已经过去，请退回修改。` })
  const { level, issued_on, until_on, audience, topics: about, window_kind, opens_on, closes_on } = version
  return {
    version: row.latest_version,
    published_at: row.published_at ?? ctx.now,
    changed_at: ctx.now,
    ...{ title: version.title, level, issued_on, until_on, audience, topics: about },
    ...{ window_kind, opens_on, closes_on },
  }
}

export async function publish(ctx: Ctx, row: Policy): Promise<void> {
  await endVersions(ctx, row)
  await ctx.db
    .updateTable('policy_version')
    .set({ published_at: ctx.now, approved_by: ctx.actor.staffId })
    .where('policy_id', '=', row.id)
    .where('version', '=', row.latest_version)
    .execute()
  await keepFindable(ctx, row)
  const version = await versionOf(ctx, row.id, row.latest_version)
  if (!version?.replaces) return
  const over = version.from_on <= dayOf(ctx.now)
  await performMany({ ...ctx, actor: system }, policyFlow, 'supersede', [version.replaces], {
    ...{ by: row.id, over },
  })
}

const endVersions = (ctx: Ctx, row: Policy) =>
  ctx.db
    .updateTable('policy_version')
    .set({ ended_at: ctx.now })
    .where('policy_id', '=', row.id)
    .where('published_at', 'is not', null)
    .where('ended_at', 'is', null)
    .execute()

/** Back to what everybody reads: the version being written is thrown away. */
export const discard = (ctx: Ctx, row: Policy) =>
  ctx.db
    .deleteFrom('policy_version')
    .where('policy_id', '=', row.id)
    .where('version', '>', row.latest_version)
    .where('published_at', 'is', null)
    .execute()

/** It is over; what was being written of it goes no further. */
export async function end(ctx: Ctx, row: Policy): Promise<void> {
  await endVersions(ctx, row)
  await keepFindable(ctx, row)
}

/**
 * Everybody finds what is public, what is over too (one searches by an old number to learn that); editors also find what
 * is not public yet.
 */
export async function keepFindable(ctx: Ctx, row: Policy): Promise<void> {
  if (row.state === 'withdrawn') return dropFromIndex(ctx, 'policy', row.id)
  const version = await versionOf(ctx, row.id, row.version ?? row.latest_version)
  if (!version) return
  const over = row.state === 'expired'
  await putInIndex(ctx, {
    subject: 'policy',
    recordId: row.id,
    audience: row.version === null ? editPolicies.code : 'public',
    title: version.title,
    summary: `${over ? '（已失效）' : ''}${version.plain_gains}`.slice(0, 60),
    href: row.version === null ? `/desk/policies/${row.id}` : `/policies/${row.id}`,
    text: [
      ...[version.number, version.issuer, version.plain_gains, version.plain_who, version.amount],
      ...labelsOf(version.topics, topics),
      version.body,
    ].join(' '),
    weight: over ? 1 : 4,
  })
}
