import { defineInspectable } from '#platform/inspectable'
import { type SubCentreKind, subCentres } from './sub-centre.ts'
import { manageFacilities } from './workflow.ts'

const told = async () => [{ duty: manageFacilities.code }]

/** 4.5.1 What the centre runs itself: its functional areas and its sub-centres. */
defineInspectable('functional_area', {
  label: '功能区',
  list: async ctx => {
    const rows = await ctx.db
      .selectFrom('functional_area')
      .select(['id', 'name'])
      .where('state', '=', 'open')
      .orderBy('id')
      .limit(500)
      .execute()
    return rows.map(row => ({ ...row, href: '/facilities' }))
  },
  told,
})

defineInspectable('sub_centre', {
  label: '分中心',
  list: async ctx => {
    const rows = await ctx.db
      .selectFrom('sub_centre')
      .select(['id', 'kind'])
      .where('state', '=', 'open')
      .orderBy('id')
      .limit(20)
      .execute()
    return rows.map(({ id, kind }) => ({
      id,
      name: subCentres[kind as SubCentreKind].label,
      href: `/facilities/${kind}`,
    }))
  },
  told,
})
