import type { Ctx } from '#platform/ctx'
import { daysSetting } from '#platform/settings'

export const verifyDays = daysSetting({
  code: 'mandate.verify.days',
  label: '核实授权时限',
  group: '服务对象',
  fallback: 2,
})

export const silentDays = daysSetting({
  code: 'liaison.silent.days',
  label: '多久没有联系算久未联系',
  group: '服务对象',
  fallback: 90,
  unit: '天',
})

/** Whoever was last spoken with before this has not been heard of for too long. */
export const silentSince = (ctx: Ctx): Date =>
  new Date(ctx.now.getTime() - silentDays.of(ctx.centre) * 86_400_000)
