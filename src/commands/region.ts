import { parseArgs } from 'node:util'
import { pino } from 'pino'
import type { z } from 'zod'
import { readConfig } from '#platform/config'
import type { Kernel } from '#platform/http'
import { asked, told } from '../asking.ts'
import { openKernel } from '../kernel.ts'
import '../modules.ts'
import {
  addReader,
  endForm,
  endReader,
  openRegion,
  passwordForm,
  readerForm,
  regionForm,
  setReaderPassword,
} from '../region/founding.ts'

const usage = `用法：
  npm run region -- create --division 3408 --name 安庆市商务局 --origin https://…   开通市、省的汇总查阅网址
  npm run region -- reader --region 3408 --person 周敏 --username zhoumin            开通查阅账号
  npm run region -- password --username zhoumin                                        重新设置密码
  npm run region -- end --username zhoumin                                             停用账号
没有给出的内容会逐项询问；密码也可以用环境变量 READER_PASSWORD 给出。`

interface Deed {
  form: z.ZodType
  act(kernel: Kernel, raw: Record<string, unknown>): Promise<unknown>
  done: string
}

const deeds: Record<string, Deed> = {
  create: { form: regionForm, act: openRegion, done: '已开通。接着用 reader 开通查阅账号。' },
  reader: { form: readerForm, act: addReader, done: '已开通查阅账号。请本人从网址的 /sign-in 登录。' },
  password: { form: passwordForm, act: setReaderPassword, done: '已重新设置密码，原来的登录都已退出。' },
  end: { form: endForm, act: endReader, done: '已停用，原来的登录都已退出。' },
}

/** `npm run region -- …`: opens a city or province, and the accounts that read there. */
async function main(): Promise<number> {
  const names = ['division', 'name', 'origin', 'region', 'person', 'username']
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries(names.map(name => [name, { type: 'string' as const }])),
  })
  const deed = Object.hasOwn(deeds, positionals[0] ?? '') ? deeds[positionals[0] ?? ''] : undefined
  if (!deed) {
    console.error(usage)
    return 2
  }
  const password = process.env.READER_PASSWORD
  const given: Record<string, unknown> = { ...values, ...(password && { password }) }
  const kernel = await openKernel(readConfig({ ...process.env, DEMO: '0' }), { log: pino({ level: 'warn' }) })
  try {
    await deed.act(kernel, await asked(deed.form, given))
    console.log(deed.done)
    return 0
  } catch (error) {
    return told(deed.form, error)
  } finally {
    await kernel.close()
  }
}

process.exit(await main())
