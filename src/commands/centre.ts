import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { foundCentre, founding } from '#modules/team'
import { readConfig } from '#platform/config'
import { division } from '#platform/divisions'
import { asked, told } from '../asking.ts'
import { openKernel } from '../kernel.ts'
import '../modules.ts'

const usage = `用法：npm run centre -- create --division 340822 --name 怀宁县电子商务公共服务中心 --origin https://…
没有给出的内容（包括第一位管理员）会逐项询问；也可以用 --person、--username 和环境变量 ADMIN_PASSWORD 给出。`

/** `npm run centre -- create`: opens a real, empty centre with its first administrator. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries(
      ['division', 'name', 'origin', 'person', 'username'].map(name => [name, { type: 'string' as const }]),
    ),
  })
  if (positionals[0] !== 'create') {
    console.error(usage)
    return 2
  }
  const given: Record<string, unknown> = { ...values, password: process.env.ADMIN_PASSWORD }
  const place = division(String(given.division ?? ''))
  given.name ??= place && `${place.name}电子商务公共服务中心`
  const kernel = await openKernel(readConfig({ ...process.env, DEMO: '0' }), {
    log: pino({ level: 'warn' }),
  })
  try {
    const { id, name } = await foundCentre(kernel, await asked(founding, given))
    console.log(`已创建：${name}（编号 ${id}）。请用管理员账号从 /sign-in/staff 登录。`)
    return 0
  } catch (error) {
    return told(founding, error)
  } finally {
    await kernel.close()
  }
}

process.exit(await main())
