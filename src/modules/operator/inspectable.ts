import { defineInspectable } from '#platform/inspectable'
import { reportContract } from './duties.ts'

/** 4.5.1 How the operator keeps its contract. */
defineInspectable('operating_contract', {
  label: '运营合同',
  list: async ctx => {
    const rows = await ctx.db
      .selectFrom('operating_contract')
      .select(['id', 'title'])
      .where('state', 'in', ['performing', 'rectification'])
      .orderBy('id')
      .limit(50)
      .execute()
    return rows.map(({ id, title }) => ({ id, name: title, href: '/operator' }))
  },
  told: async () => [{ duty: reportContract.code }],
})
