import type { Selectable } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date } from '#platform/format'
import { settings } from '#platform/settings'
import type { DB } from '../../../db/types.gen.ts'
import { bindingsOf, nameOf } from './bindings.ts'
import { type Article, type Kind, kinds } from './inputs.ts'
import { articlesOf } from './queries.ts'
import { ordinal, piecesOf, plain } from './text.ts'

export type Version = Selectable<DB['regulation_version']>

/** The version that the address asks for, else the usual one; 404 where there is none such. */
export function wantedVersion(
  asked: string | undefined,
  versions: readonly Version[],
  usual: number | null,
): Version {
  const number = asked === undefined ? usual : Number(asked)
  const found = versions.find(one => one.version === number)
  if (!found) throw notFound('这个版本')
  return found
}

/** 2026-01-05 至 2026-11-24 */
export function spanOf(version: Version): string {
  if (!version.in_force_at) return ''
  const from = version.effective_from ?? date(version.in_force_at)
  if (version.ended_at) return `${from} 至 ${date(version.ended_at)}`
  return version.effective_until ? `${from} 至 ${version.effective_until}` : `${from} 起`
}

/** What stands above a text: number, kind, period, who approved it and when. */
export const factsOf = (
  version: Version,
  names: Map<string, string>,
): Array<{ label: string; value: string }> =>
  [
    { label: '文号', value: version.number },
    { label: '类别', value: kinds[version.kind as Kind] },
    { label: '版本', value: `第 ${version.version} 版` },
    { label: '施行期', value: spanOf(version) },
    {
      label: '批准',
      value: version.approved_at
        ? `${names.get(version.approved_by ?? '') ?? ''} ${date(version.approved_at)}`.trim()
        : '',
    },
  ].filter(fact => fact.value !== '')

/** Versions for staff, the latest first, each with what differs from the one before. */
export async function deskVersions(ctx: Ctx, id: string, versions: readonly Version[]) {
  const texts = await Promise.all(versions.map(one => articlesOf(ctx, id, one.version)))
  return versions.map((one, at) => {
    const before = texts[at + 1]
    return {
      ...one,
      words: one.in_force_at ? `施行期 ${spanOf(one)}` : `${date(one.saved_at)} 编写，未施行`,
      changes: before ? differencesIn(ctx, before, texts[at] ?? []) : [],
    }
  })
}

/** Article by article, both with the limits that hold now: what differs is what was written. */
function differencesIn(ctx: Ctx, before: readonly Article[], after: readonly Article[]) {
  const words = (one: Article | undefined): string =>
    one
      ? [
          `${one.heading}：${plain(piecesOf(one.body, code => settings.get(code)?.of(ctx.centre)))}`,
          ...bindingsOf(one.bindings).map(binding => `〔${nameOf(binding)}〕`),
        ].join('\n')
      : ''
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => ({
    label: ordinal(at + 1),
    before: words(before[at]),
    after: words(after[at]),
  })).filter(one => one.before !== one.after)
}
