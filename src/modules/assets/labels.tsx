import { Hono } from 'hono'
import { openAreas } from '#modules/facilities'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type AssetLabels, pdf, qrSvg } from '#platform/documents'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { fundSources, programmeMark } from './kinds.ts'
import { LabelsPage, perSheet } from './pages/labels.tsx'
import { assetCount, forLabels, type LabelFilter } from './queries.ts'

/** 资产标签: choosing them, and the sheets. */
export const labelRoutes = new Hono<Env>()
  .get('/desk/assets/labels', atDesk(showChoice))
  .get('/desk/assets/labels.pdf', atDesk(labelSheets))

/** Twenty sheets: more is printed in two goes. */
const mostLabels = 20 * perSheet
/** Boxes to tick on one page. */
const mostListed = 200

const filterOf = (c: Http): LabelFilter => ({
  area: c.req.query('area') || undefined,
  question: c.req.query('q')?.trim() || undefined,
})

async function showChoice(ctx: Ctx, c: Http): Promise<Answer> {
  const filter = filterOf(c)
  const [labels, areas, total] = await Promise.all([
    forLabels(ctx, filter, mostListed),
    openAreas(ctx),
    assetCount(ctx, { ...filter, state: 'books' }),
  ])
  const { area = '', question = '' } = filter
  return desk(
    ctx,
    c,
    { title: '打印资产标签', crumbs: [{ href: '/desk/assets', label: '固定资产' }] },
    <LabelsPage
      areas={areas}
      area={area}
      question={question}
      labels={labels}
      total={total}
      most={mostLabels}
    />,
  )
}

async function labelSheets(ctx: Ctx, c: Http): Promise<Answer> {
  const filter = filterOf(c)
  const numbers = c.req.query('all') ? undefined : c.req.queries('n')?.slice(0, mostLabels)
  const rows = await forLabels(ctx, numbers ? { numbers } : filter, mostLabels)
  if (rows.length === 0) throw notFound('要打印的资产')
  const start = Number(c.req.query('start'))
  const { origin, name: centre } = ctx.centre
  return async () => {
    const data: AssetLabels = {
      centre,
      start: Number.isInteger(start) && start >= 1 && start <= perSheet ? start : 1,
      lines: c.req.query('lines') === '1',
      labels: await Promise.all(
        rows.map(async ({ number, name, funds, marked }) => ({
          number,
          name,
          funds: fundSources[funds as keyof typeof fundSources],
          mark: marked ? programmeMark : '',
          qr: await qrSvg(`${origin}/a/${number}`),
        })),
      ),
    }
    return c.body(new Uint8Array(await pdf('labels', data)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('资产标签.pdf')}`,
      'cache-control': 'no-store',
    })
  }
}
