import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { classById, classPage, classTab, type TrainingClass } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { ClassCertificates } from './pages/desk.tsx'
import { type Batch, owner, seesCertificates } from './people.ts'
import { certificatesPdf, distributionPdf, sentFile } from './printed.ts'
import { batchOfClass, certificatesOfBatch } from './queries.ts'
import { certificateLine } from './view.ts'
import { batchFlow } from './workflow.ts'

const tabOf = (classId: string): string => `/desk/classes/${classId}/certificates`

classTab({
  order: 60,
  label: '证书',
  href: tabOf,
  only: (actor, row) => seesCertificates(actor) || owner.test(actor, row, undefined as never),
})

/** 5.3.1 The certificates of one class, under its head. */
export const classRoutes = new Hono<Env>()
  .get('/desk/classes/:id/certificates', atDesk(showTab))
  .get('/desk/classes/:id/certificates/all.pdf', atDesk(sendAll))
  .get('/desk/classes/:id/certificates/list.pdf', atDesk(sendList))

async function classFor(ctx: Ctx, c: Http): Promise<TrainingClass> {
  const row = await classById(ctx, c.req.param('id') ?? '')
  if (!seesCertificates(ctx.actor) && !owner.test(ctx.actor, row, undefined as never))
    throw notFound('这个班的证书')
  return row
}

async function showTab(ctx: Ctx, c: Http): Promise<Answer> {
  const trainingClass = await classFor(ctx, c)
  const batch = await batchOfClass(ctx, trainingClass.id)
  const rows = batch ? await certificatesOfBatch(ctx, batch.id) : []
  if (rows.length > 0) noteLook(c, '查看培训班的结业证书', trainingClass.id)
  const page = (
    <ClassCertificates
      classId={trainingClass.id}
      batch={batch ? await shown(ctx, batch) : null}
      why={
        trainingClass.certificate === ''
          ? '这个班的开班申请里没有结业证书。'
          : `培训班结业以后，在这里提请颁发“${trainingClass.certificate}”。`
      }
      rows={rows.map(certificateLine)}
      query={c.req.query()}
    />
  )
  return classPage(ctx, c, trainingClass, tabOf(trainingClass.id), [], page)
}

const shown = async (ctx: Ctx, batch: Batch) => ({
  ...{ id: batch.id, certificate: batch.certificate, people: batch.people, numbers: batch.numbers },
  ...{ proposal: batch.proposal, issuedAt: batch.issued_at ? dateTime(batch.issued_at) : '' },
  state: badgeOf(batchFlow, batch.state),
  buttons: await buttonsFor(ctx, batchFlow, batch),
  story: await story(ctx, { recordId: batch.id }),
})

async function issuedOf(ctx: Ctx, c: Http) {
  const { id } = await classFor(ctx, c)
  const batch = await batchOfClass(ctx, id)
  const rows = batch ? await certificatesOfBatch(ctx, batch.id) : []
  if (!batch || rows.length === 0) throw notFound('这个班的证书')
  noteLook(c, '打印培训班的结业证书', id)
  return { batch, rows }
}

async function sendAll(ctx: Ctx, c: Http): Promise<Answer> {
  const { batch, rows } = await issuedOf(ctx, c)
  const counting = rows.filter(row => row.state !== 'revoked' && row.state !== 'replaced')
  return sentFile(c, `结业证书-${batch.class_number}.pdf`, 'application/pdf', () =>
    certificatesPdf(ctx, counting),
  )
}

async function sendList(ctx: Ctx, c: Http): Promise<Answer> {
  const { batch, rows } = await issuedOf(ctx, c)
  return sentFile(c, `证书发放表-${batch.class_number}.pdf`, 'application/pdf', () =>
    distributionPdf(ctx, batch, rows),
  )
}
