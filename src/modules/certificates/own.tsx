import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { notFound } from '#platform/errors'
import { type Answer, type Env, type Http, signedIn } from '#platform/http'
import { isId } from '#platform/ids'
import { certificateFlow } from './certificate.ts'
import { MyCertificate, MyCertificates } from './pages/my.tsx'
import type { Certificate } from './people.ts'
import { certificatesPdf, sentFile } from './printed.ts'
import { chainOf, ownList, ownOne } from './queries.ts'
import { factsOf } from './view.ts'

/** 我的证书, on the phone: what one holds, as paper and as a file that others can verify. */
export const ownRoutes = new Hono<Env>()
  .get('/my/certificates', signedIn(showMine))
  .get('/my/certificates/:id', signedIn(showOne))
  .get('/my/certificates/:id/certificate.pdf', signedIn(sendPdf))
  .get('/my/certificates/:id/credential.jwt', signedIn(sendCredential))

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await ownList(ctx)).map(row => ({
    ...{
      id: row.id,
      name: row.name,
      serial: row.serial,
      className: row.class_title,
      issuedOn: row.issued_on,
    },
    state: badgeOf(certificateFlow, row.state),
  }))
  c.header('cache-control', 'no-store')
  return portal(c, { title: '我的证书', own: true }, <MyCertificates rows={rows} />)
}

async function mine(ctx: Ctx, c: Http): Promise<Certificate> {
  const id = c.req.param('id') ?? ''
  const row = isId(id) ? await ownOne(ctx, id) : undefined
  if (!row) throw notFound('这张证书')
  return row
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await mine(ctx, c)
  const { next } = await chainOf(ctx, row)
  const page = (
    <MyCertificate
      id={row.id}
      state={{ code: row.state, ...badgeOf(certificateFlow, row.state) }}
      facts={factsOf(row)}
      name={row.name}
      reason={row.state === 'revoked' ? row.reason : null}
      next={next}
      hasCredential={row.credential !== null}
      checkAddress={`${ctx.centre.origin}/certificates/${row.serial}/${row.code}`}
      qr={await qrSvg(`${ctx.centre.origin}/certificates/${row.serial}/${row.code}`)}
      buttons={await buttonsFor(ctx, certificateFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  c.header('cache-control', 'no-store')
  return portal(c, { title: '结业证书', own: true }, page)
}

async function sendPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await mine(ctx, c)
  return sentFile(c, `结业证书-${row.serial}.pdf`, 'application/pdf', () => certificatesPdf(ctx, [row]))
}

async function sendCredential(ctx: Ctx, c: Http): Promise<Answer> {
  const { credential, serial } = await mine(ctx, c)
  if (!credential) throw notFound('这份电子凭证')
  return c.body(credential, 200, {
    'content-type': 'application/vc+jwt',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${serial}.jwt`)}`,
    'cache-control': 'no-store',
  })
}
