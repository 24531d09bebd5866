import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, noteLook, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { certificateFlow } from './certificate.ts'
import { certificateColumns, DeskCertificate, DeskCertificates } from './pages/desk.tsx'
import type { Certificate } from './people.ts'
import { certificatesPdf, sentFile } from './printed.ts'
import { certificateList, chainOf, openBatches, yearsOf } from './queries.ts'
import { certificateLine, factsOf } from './view.ts'
import { batchFlow } from './workflow.ts'

/** 5.3.1 结业证书 at the workbench. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/certificates', atDesk(showList))
  .get('/desk/certificates/:id', atDesk(showOne))
  .get('/desk/certificates/:id/certificate.pdf', atDesk(sendPdf))

const perPage = 50
const home = { href: '/desk/certificates', label: '结业证书' }

const filtersFor = async (ctx: Ctx) => [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(certificateFlow.states).map(([value, { label }]) => ({ value, label })),
  },
  {
    name: 'year',
    label: '年份',
    options: (await yearsOf(ctx)).map(year => ({ value: year, label: `${year} 年` })),
  },
  { name: 'handed', label: '发放', options: [{ value: 'no', label: '还没有发放的' }] },
]

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const { q = '', state = '', year = '', handed = '' } = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const asked = { question: q.trim().slice(0, 40), state, year, handed }
  const found = await certificateList(ctx, asked, number, size)
  const rows = found.slice(0, size).map(certificateLine)
  const filters = await filtersFor(ctx)
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '结业证书台账', columns: certificateColumns, rows, filters, cut: more },
    })
  const waiting = (await openBatches(ctx)).map(one => ({
    ...{ classId: one.class_id, title: one.title, number: one.class_number, people: one.people },
    state: badgeOf(batchFlow, one.state),
  }))
  const page = (
    <DeskCertificates
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      waiting={waiting}
    />
  )
  return desk(ctx, c, { title: '结业证书' }, page)
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, certificateFlow, c.req.param('id') ?? '')) as unknown as Certificate
  noteLook(c, '查看结业证书', row.id)
  const page = (
    <DeskCertificate
      {...{ id: row.id, classId: row.class_id, title: `结业证书 ${row.serial}`, facts: factsOf(row) }}
      {...(await chainOf(ctx, row))}
      state={badgeOf(certificateFlow, row.state)}
      reason={row.state === 'revoked' || row.state === 'replaced' ? row.reason : null}
      asked={askedFor(row)}
      buttons={await buttonsFor(ctx, certificateFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return desk(ctx, c, { title: `结业证书 ${row.serial}`, crumbs: [home] }, page)
}

/** What somebody asked for and another decides, in words. */
function askedFor(row: Certificate): string | null {
  if (row.state === 'revoking') return `提请撤销：${row.reason}`
  if (row.state !== 'correcting') return null
  const right = row.correction as { person_name: string; id_masked: string }
  return `提请更正为：${[right.person_name, right.id_masked].filter(Boolean).join('，')}。原因：${row.reason}`
}

async function sendPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, certificateFlow, c.req.param('id') ?? '')) as unknown as Certificate
  noteLook(c, '打印结业证书', row.id)
  return sentFile(c, `结业证书-${row.serial}.pdf`, 'application/pdf', () => certificatesPdf(ctx, [row]))
}
