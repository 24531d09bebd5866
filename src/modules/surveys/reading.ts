import type { Ctx } from '#platform/ctx'
import { forbidden } from '#platform/errors'
import { seesSurveys } from './duties.ts'

/** 403 for staff who have no part in surveys. */
export function mayRead(ctx: Ctx): void {
  if (!seesSurveys(ctx.actor)) throw forbidden('这一页供组织调查、检查问卷、电话访问的人员和主管部门使用。')
}
