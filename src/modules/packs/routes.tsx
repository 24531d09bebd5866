import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, portal, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { conflict, notFound, Problem } from '#platform/errors'
import { fileSize } from '#platform/format'
import {
  type Answer,
  atDesk,
  cached,
  type Env,
  type Http,
  noteLook,
  pageKey,
  readIn,
  requireStaff,
  sentForm,
} from '#platform/http'
import { sealingKey } from '#platform/journal'
import { find } from '#platform/perform'
import { periodFrom } from '#platform/periods'
import { buildPacks } from './duties.ts'
import { PackPage } from './pages/pack.tsx'
import { PacksPage, packColumns } from './pages/packs.tsx'
import { VerifyPage } from './pages/verify.tsx'
import { contentOfPack, packByManifest, packList } from './queries.ts'
import { fingerprint } from './sealing.ts'
import { keepDays, verifyMegabytes } from './settings.ts'
import { verifyPack, verifySeal } from './verify.ts'
import { clauseLabel, type Pack, packFlow } from './workflow.ts'
import { sourceOf } from './zip.ts'

/** 迎检资料包: asked for, watched, fetched at the desk; checked by anybody. */
export const packRoutes = new Hono<Env>()
  .get('/desk/packs', atDesk(showList, buildPacks))
  .get('/desk/packs/:id', atDesk(showOne, buildPacks))
  .get('/desk/packs/:id/pack.zip', c => send(c))
  .get('/packs/verify', cached(showVerify))
  .post('/packs/verify', check)

const pageSize = 50
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(packFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

const keyOf = (c: Http): string => fingerprint(sealingKey(c.var.kernel.config.dataDir).publicKey)

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const most = file?.most ?? pageSize
  const all = await packList(ctx, { state: query.state ?? '', after: pageKey(c) }, most + 1)
  const rows = all.slice(0, most).map(row => ({
    ...row,
    label: periodFrom(row.period).label,
    state: badgeOf(packFlow, row.state),
  }))
  const next = all.length > most ? (rows.at(-1)?.id ?? null) : null
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '迎检资料包', rows, columns: packColumns, filters },
      cut: next !== null,
    })
  const page = (
    <PacksPage
      {...{ rows, query, next, filters }}
      mayBuild={mayCreate(ctx, packFlow, 'build')}
      days={keepDays.of(ctx.centre)}
    />
  )
  return desk(ctx, c, { title: '迎检资料' }, page)
}

const found = async (ctx: Ctx, c: Http): Promise<Pack> =>
  (await find(ctx, packFlow, c.req.param('id') ?? '')) as unknown as Pack

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  // Without JavaScript too the page follows the work.
  if (row.state === 'building') c.header('refresh', '3')
  const page = (
    <PackPage
      pack={{ ...row, label: periodFrom(row.period).label }}
      clauses={row.clauses.map(clauseLabel)}
      state={badgeOf(packFlow, row.state)}
      buttons={await buttonsFor(ctx, packFlow, row)}
      story={await story(ctx, { recordId: row.id })}
      size={row.bytes === null ? '' : fileSize(row.bytes)}
      fingerprint={keyOf(c)}
    />
  )
  const crumbs = [{ href: '/desk/packs', label: '迎检资料' }]
  return desk(ctx, c, { title: `迎检资料包（${periodFrom(row.period).label}）`, crumbs }, page)
}

/** Streams it; who fetched it is logged. */
async function send(c: Http): Promise<Response> {
  requireStaff(c, buildPacks)
  const { row, content } = await readIn(c, async ctx => {
    const row = await found(ctx, c)
    return { row, content: await contentOfPack(ctx, row.id) }
  })
  if (row.state !== 'ready' || !content)
    throw conflict('这个资料包现在不能下载，需要时请重新生成。', `/desk/packs/${row.id}`)
  const { store } = c.var.kernel.outside
  if (!(await store.has(content.sha256))) throw notFound('这个资料包的内容')
  noteLook(c, row.whole ? '下载迎检资料包（个人信息未遮盖）' : '下载迎检资料包', row.id)
  c.header('content-type', 'application/zip')
  c.header('content-length', String(content.size))
  c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(content.name)}`)
  c.header('cache-control', 'no-store')
  return stream(c, async out => {
    for await (const chunk of store.read(content.sha256)) await out.write(chunk)
  })
}

const head = { title: '资料包核对', description: '核对迎检资料包有没有改动' }

async function showVerify(ctx: Ctx, c: Http): Promise<Response> {
  return portal(c, head, <VerifyPage most={verifyMegabytes.of(ctx.centre)} fingerprint={keyOf(c)} />)
}

/** A whole pack, or its seal alone. Nothing of it is kept. */
async function check(c: Http): Promise<Response> {
  c.header('cache-control', 'no-store')
  const form = await sentForm(c)
  const file = form.get('file')
  const most = verifyMegabytes.of(c.var.centre)
  const key = keyOf(c)
  if (!(file instanceof File) || file.size === 0)
    throw new Problem(422, '请选择文件', '请选择资料包或其中的 seal.json。')
  if (file.size > most * 1024 * 1024)
    throw new Problem(
      413,
      '文件太大',
      `网上核对的资料包不能超过 ${most} MB；更大的请只上传其中的 seal.json。`,
    )
  const content = new Uint8Array(await file.arrayBuffer())
  const isArchive = content[0] === 0x50 && content[1] === 0x4b
  const verdict = isArchive
    ? await verifyPack(sourceOf(content), key, { onlyGenuine: true })
    : verifySeal(Buffer.from(content).toString(), key)
  const { seal } = verdict
  const ours = seal ? await readIn(c, ctx => packByManifest(ctx, seal.manifest_sha256)) : undefined
  if (seal && !ours) verdict.faults.push('这个中心没有封存过这份清单。')
  return portal(
    c,
    head,
    <VerifyPage most={most} fingerprint={key} result={{ ...verdict, name: file.name, whole: isArchive }} />,
  )
}
