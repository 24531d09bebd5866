import { onMerge } from '#modules/parties'
import { on } from '#platform/jobs'
import { message, tell } from '#platform/notify'
import { workflows } from '#platform/workflow'
import { texts } from './messages.ts'
import { proxyOfCase } from './queries/doings.ts'

/** What happened to a case that a villager need not look up themselves: who asked for it is told as well. */
const turns = ['accept', 'return', 'refuse', 'answer', 'presentQuotes', 'deliver', 'extend', 'confirmByTime']

for (const turn of turns)
  on(`service_case.${turn}`, `station.tell_proxy.${turn}`, (work, { recordId }) =>
    work.write(async ctx => {
      const proxy = await proxyOfCase(ctx, recordId)
      if (!proxy) return
      const state: string =
        workflows.get('service_case')?.states[proxy.state]?.label ??
        workflows.get('service_case')?.label ??
        ''
      const values = { item: proxy.title, number: proxy.number, state }
      await tell(
        ctx,
        message({ identity: proxy.identity_id }, texts.proxyMoved, values, `/my/cases/${recordId}`),
      )
    }),
  )

onMerge('station.merge', async (ctx, from, into) => {
  await ctx.db.updateTable('errand').set({ party_id: into }).where('party_id', '=', from).execute()
})
