import type { Ctx } from '#platform/ctx'
import { type PolicySheet, pdf, qrSvg } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { isId } from '#platform/ids'
import { profileOf } from '#platform/profile'
import { publicPolicy } from './queries/library.ts'
import { viewOf } from './view.ts'

/** 政策明白纸: one policy on one sheet, to hang up and to hand out. */
export async function sheetPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const id = c.req.param('id') ?? ''
  const policy = isId(id) ? await publicPolicy(ctx, id) : undefined
  if (!policy) throw notFound('这项政策')
  const view = viewOf(ctx, policy)
  const { phone, address } = profileOf(ctx.centre)
  const sheet: PolicySheet = {
    centre: ctx.centre.name,
    title: view.title,
    source: [view.issuer, view.number].filter(Boolean).join(' '),
    over: policy.state === 'expired',
    plain: view.plain.map(({ label, text }) => ({ label, text })),
    facts: [
      { label: '申报时间', value: view.windowWords },
      { label: '补助标准', value: view.amount },
      { label: '在哪申报', value: view.place },
      { label: '咨询电话', value: view.contact },
      { label: '有效期', value: view.inForce },
    ].filter(one => one.value !== ''),
    conditions: view.conditions.map(({ any, lines }) => ({ any, lines: [...lines] })),
    qr: await qrSvg(`${ctx.centre.origin}/policies/${id}`),
    contact: [phone, address].filter(Boolean).join('，'),
    note: '本页为摘要，以政策原文和主管部门审核为准。',
    printedAt: date(ctx.now),
  }
  const name = `政策明白纸-${view.title}.pdf`
  return async () =>
    c.body(new Uint8Array(await pdf('policy-sheet', sheet)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
    })
}
