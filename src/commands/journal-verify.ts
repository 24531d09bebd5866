import { pino } from 'pino'
import { readConfig } from '#platform/config'
import { system } from '#platform/ctx'
import { sealingKey, verifyJournal } from '#platform/journal'
import { openKernel } from '../kernel.ts'

/** `npm run journal:verify`: recomputes the sealed chain of every centre; exits 1 where something was changed. */
const kernel = await openKernel(readConfig(process.env), { log: pino({ level: 'warn' }) })
const { publicKey } = sealingKey(kernel.config.dataDir)
let faults = 0
for (const id of await kernel.centres.all()) {
  const centre = await kernel.centres.byId(id)
  const found = await kernel.database.read({ centre: id }, db =>
    verifyJournal({ db, centre, actor: system, now: new Date(), log: kernel.log }, publicKey),
  )
  console.log(
    `${centre.name}：封存 ${found.seals} 次，共 ${found.rows} 行，待封存 ${found.unsealed} 行；链首 ${found.head ?? '（无）'}`,
  )
  for (const fault of found.faults) console.log(`  ✗ ${fault}`)
  if (found.rows === 0) console.log('  还没有封存，无从核对')
  else if (found.faults.length === 0) console.log('  ✓ 完整，未被改动')
  faults += found.faults.length
}
await kernel.close()
process.exit(faults === 0 ? 0 : 1)
