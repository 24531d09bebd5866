import type { Ctx } from '#platform/ctx'
import { normaliseCode, normaliseMobile } from '#platform/identifiers'
import { defineImport, type Existing } from '#platform/imports'
import { perform, schemaOf } from '#platform/perform'
import { noPhone } from '#platform/personal-data'
import { manageParties, seeContacts } from './duties.ts'
import { unfitCode } from './effects.ts'
import { partiesForImport, partiesToExport } from './import-queries.ts'
import { partyFlow } from './workflow.ts'

type Input = Record<string, unknown>
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const codeOf = (input: Input): string => normaliseCode(text(input.code))
const phoneOf = (input: Input): string => normaliseMobile(text(input.contact_phone))
/** Who has no code is known by kind, name and phone. */
const nameOf = (input: Input): string => [text(input.kind), text(input.name), phoneOf(input)].join(' ')

/** Recipients by the sheet: new ones as the counter registers them, known ones with what has changed. */
defineImport('party', {
  label: '服务对象',
  about:
    '没有登记过的登记为服务对象，已登记的修改资料。按统一社会信用代码认；没有代码的，按类型、名称和电话认。',
  by: manageParties,
  alsoToExport: [seeContacts],
  list: '/desk/parties',
  schema: async ctx => {
    const schema = await schemaOf(ctx, partyFlow.actions.register, null, {})
    if (!schema) throw new Error('registering a party has a form')
    return schema
  },
  columns: [
    { name: 'kind', example: '家庭农场' },
    { name: 'name', example: '怀宁县示例家庭农场' },
    { name: 'code', example: '' },
    { name: 'town', example: '' },
    { name: 'address', example: '某村某组' },
    { name: 'contact_name', example: '张三' },
    { name: 'contact_phone', example: '13800000000', help: '11 位手机号码。' },
  ],
  keeps: ['code'],
  keyOf: input => codeOf(input) || (text(input.name) && phoneOf(input) ? nameOf(input) : null),
  titleOf: input => text(input.name),
  find,
  check: async (_ctx, inputs) =>
    inputs.map(input => {
      const unfit = unfitCode(input)
      return unfit ? { code: unfit } : {}
    }),
  perform: async (ctx, input, id) => (await perform(ctx, partyFlow, id ? 'edit' : 'register', id, input)).id,
  page: async (ctx, after, limit) => (await partiesToExport(ctx, after, limit)).map(asExisting),
})

async function find(ctx: Ctx, inputs: readonly Input[]): Promise<Array<Existing | undefined>> {
  const rows = await partiesForImport(
    ctx,
    inputs.map(codeOf).filter(Boolean),
    inputs.map(phoneOf).filter(Boolean),
  )
  const byCode = new Map(rows.filter(row => row.code).map(row => [row.code as string, row]))
  const byName = new Map(rows.map(row => [nameOf(row), row]))
  return inputs.map(input => {
    const code = codeOf(input)
    const same = byName.get(nameOf(input))
    // The counter often registers a firm before its code is known: then the sheet brings it.
    const row = (code && byCode.get(code)) || (same && (!code || !same.code) ? same : undefined)
    return row && asExisting(row)
  })
}

function asExisting({ id, code, town, ...row }: Awaited<ReturnType<typeof partiesForImport>>[number]) {
  // A firm whose contact has deleted their account waits for another one.
  const contact = row.contact_phone === noPhone ? { contact_name: undefined, contact_phone: undefined } : {}
  return { id, input: { ...row, ...contact, code: code ?? undefined, town: town ?? undefined } }
}
