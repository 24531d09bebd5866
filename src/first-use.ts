import { setupToken } from '#modules/team'
import { isLoopback } from '#platform/config'
import type { Kernel } from '#platform/http'
import { openQueue } from '#platform/jobs'
import { demoPassword, recipients, staff } from './demo/people.ts'
import { demoReader } from './demo/region.ts'

/**
 * What an empty installation does at its start. The demonstration loads only into an empty *embedded* database on
 * a loopback HOST when DEMO is not 0; otherwise a one-time token opens the first administrator's page.
 */
export async function prepareFirstUse(kernel: Kernel): Promise<void> {
  const { config, centres } = kernel
  if ((await centres.all()).length === 0) {
    if (config.embedded && isLoopback(config.HOST) && config.DEMO) {
      const { loadDemo } = await import('./demo.ts')
      const queue = await openQueue(kernel.database.pool, { works: false })
      await loadDemo(kernel, queue, line => console.log(line))
      await queue.stop({ graceful: false })
      kernel.database.changed(0)
    } else await printSetUp(kernel)
  }
  const first = await centres.first()
  if (first?.demo) printDemo(config.PORT)
  else await printCentres(kernel)
}

/** Where each centre is found. */
async function printCentres({ centres, config }: Kernel): Promise<void> {
  const ids = await centres.all()
  const all = await Promise.all(ids.map(id => centres.byId(id)))
  for (const { name, origin } of all) console.log(`${name}  ${origin}`)
  if (all.length > 0) console.log(`\n监听 http://${config.HOST}:${config.PORT}，按 Ctrl-C 停止。\n`)
}

/** Whoever can read this process's output, and nobody else, may create the first centre. */
async function printSetUp(kernel: Kernel): Promise<void> {
  const token = await setupToken(kernel)
  const { PUBLIC_URL, HOST, PORT } = kernel.config
  console.log(
    `\n这是一个空白的平台。请打开下面的网址创建第一个中心和管理员（只能用一次）：\n  ${PUBLIC_URL ?? `http://${HOST}:${PORT}`}/setup?token=${token}\n`,
  )
}

function printDemo(port: number): void {
  const people = staff.map(one => `    ${one.username.padEnd(12)} ${one.name}（${one.posts.join('、')}）`)
  const [first, second] = recipients
  console.log(`
演示环境已就绪：
  怀宁县  http://localhost:${port}   或 http://huaining.localhost:${port}
  太湖县  http://taihu.localhost:${port}
  安庆市  http://anqing.localhost:${port}   （市级查阅汇总数据：${demoReader.username}，同一密码）

  工作人员（/sign-in/staff），密码均为 ${demoPassword}：
${people.join('\n')}

  服务对象（/sign-in，验证码显示在页面上）：
    ${first?.phone}  ${first?.contact}，${first?.name}
    ${second?.phone}  ${second?.contact}，${second?.name}
  服务商：13800003001  方磊，安庆视界文化传媒有限公司

按 Ctrl-C 停止。
`)
}
