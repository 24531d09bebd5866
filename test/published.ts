import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#platform/migrations'

/** Schemas that others publish and our output is checked against: they lie beside the project and are not ours to copy. */
const folder = [join(root, '../shared/schemas'), join(root, '../schemas')].find(existsSync)

/** Why the published schemas are not looked at, or null: nothing but their absence is a reason. */
export const noSchemas: string | null = folder
  ? null
  : '没有找到 ../shared/schemas，未对照公开的格式定义 no published schemas beside the project'
if (noSchemas) console.warn(`跳过 skipped: ${noSchemas}`)

/** A published JSON document, e.g. 'jsonfeed/feed.json'. */
export const published = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder as string, path), 'utf8'))
