import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { areaNames, openAreas } from '#modules/facilities'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { filesOf } from '#platform/files'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { placeWords } from './counted.ts'
import { countOf } from './in-count.ts'
import { categories, disposals, fundSources, programmeMark } from './kinds.ts'
import { labelRoutes } from './labels.tsx'
import { AssetPage, type AssetView, ScanPage } from './pages/asset.tsx'
import { type AssetLine, AssetsPage, ledgerColumns } from './pages/list.tsx'
import {
  type AssetRow,
  assetCount,
  assetIdByNumber,
  assetList,
  assetTotals,
  stocktakingsUnderWay,
} from './queries.ts'
import { stocktakingRoutes } from './stocktaking-desk.tsx'
import { type Asset, assetFlow } from './workflow.ts'

export const assetRoutes = new Hono<Env>()
  .route('/', labelRoutes)
  .route('/', stocktakingRoutes)
  .get('/desk/assets', atDesk(showList))
  // What a label says: short, so that its code stays coarse and can be read when it is scratched.
  .get('/a/:number', c => c.redirect(`/desk/assets/n/${encodeURIComponent(c.req.param('number'))}`, 303))
  .get('/desk/assets/n/:number', atDesk(showScanned))
  .get('/desk/assets/:id', atDesk(showAsset))

export const home = { href: '/desk/assets', label: '固定资产' }
const nameIn = <T extends object>(of: T, key: string): string => String(of[key as keyof T])
const options = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))

const lineOf = (row: AssetRow): AssetLine => ({
  ...row,
  category: nameIn(categories, row.category),
  funds: nameIn(fundSources, row.funds),
  where: [row.area, row.place].filter(Boolean).join(' · '),
  state: badgeOf(assetFlow, row.state),
})

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const filter = {
    ...{ state: query.state, category: query.category, area: query.area, funds: query.funds },
    question: query.q?.trim(),
    keeper: query.mine ? (ctx.actor.staffId ?? undefined) : undefined,
  }
  const number = file ? 1 : pageNumber(c)
  const [{ rows, more }, areas] = await Promise.all([
    assetList(ctx, filter, { sort: query.sort ?? '', number }, file?.most),
    openAreas(ctx),
  ])
  const lines = rows.map(lineOf)
  const filters = [
    {
      name: 'state',
      label: '状态',
      options: [
        { value: 'books', label: '在账（不含已报废）' },
        ...Object.entries(assetFlow.states).map(([value, { label }]) => ({ value, label })),
      ],
    },
    { name: 'category', label: '类别', options: options(categories) },
    { name: 'funds', label: '资金来源', options: options(fundSources) },
    {
      name: 'area',
      label: '功能区',
      options: [
        ...areas.map(area => ({ value: area.id, label: area.name })),
        { value: 'none', label: '没有写明' },
      ],
    },
    { name: 'mine', label: '保管人', options: [{ value: '1', label: '我保管的' }] },
  ]
  if (file)
    return exportTable(ctx, c, file, {
      title: '固定资产台账',
      columns: ledgerColumns,
      rows: lines,
      filters,
      cut: more,
    })
  const [totals, total, counting] = await Promise.all([
    assetTotals(ctx, filter),
    assetCount(ctx, filter),
    stocktakingsUnderWay(ctx),
  ])
  const page = (
    <AssetsPage
      rows={lines}
      total={total}
      next={more ? { page: String(number + 1) } : null}
      filters={filters}
      query={query}
      totals={Object.entries(fundSources).flatMap(([key, label]) => {
        const sum = totals.find(one => one.funds === key)
        return sum ? [{ key, label, n: sum.n, fen: sum.fen }] : []
      })}
      mayRegister={mayCreate(ctx, assetFlow, 'register')}
      counting={counting}
    />
  )
  return desk(ctx, c, { title: '固定资产' }, page)
}

async function viewOf(ctx: Ctx, asset: Asset): Promise<AssetView> {
  const [names, areas] = await Promise.all([staffNames(ctx, [asset.keeper_id]), areaNames(ctx)])
  const today = dayOf(ctx.now)
  const { warranty_until, due_back, disposal } = asset
  return {
    ...asset,
    category: nameIn(categories, asset.category),
    funds: nameIn(fundSources, asset.funds),
    mark: asset.marked ? programmeMark : null,
    where: placeWords(areas, asset.area_id, asset.place),
    keeper: names.get(asset.keeper_id) ?? '',
    warranty: warranty_until && `至 ${warranty_until}${warranty_until < today ? '（已过保）' : ''}`,
    loan: due_back
      ? { to: asset.lent_to ?? '', phone: asset.lent_phone ?? '', due_back, late: due_back < today }
      : null,
    disposal: disposal
      ? {
          way: nameIn(disposals, disposal),
          on: asset.disposed_on ?? '',
          residual_fen: asset.residual_fen ?? 0,
        }
      : null,
    state: badgeOf(assetFlow, asset.state),
  }
}

async function showAsset(ctx: Ctx, c: Http): Promise<Answer> {
  const asset = (await find(ctx, assetFlow, c.req.param('id') ?? '')) as unknown as Asset
  const page = (
    <AssetPage
      asset={await viewOf(ctx, asset)}
      buttons={await buttonsFor(ctx, assetFlow, asset)}
      count={await countOf(ctx, asset.id)}
      files={await filesOf(ctx, 'asset', asset.id)}
      story={await story(ctx, { recordId: asset.id })}
    />
  )
  return desk(ctx, c, { title: `${asset.number} ${asset.name}`, crumbs: [home] }, page)
}

/** By the number on the label; another centre's is unknown here. */
async function showScanned(ctx: Ctx, c: Http): Promise<Answer> {
  const id = await assetIdByNumber(ctx, c.req.param('number') ?? '')
  if (!id) throw notFound('这个编号的资产')
  const asset = (await find(ctx, assetFlow, id)) as unknown as Asset
  const count = await countOf(ctx, id)
  const underWay = count ? [] : await stocktakingsUnderWay(ctx)
  const page = (
    <ScanPage
      asset={await viewOf(ctx, asset)}
      buttons={await buttonsFor(ctx, assetFlow, asset)}
      count={count}
      outside={underWay.map(one => one.name)}
    />
  )
  return desk(ctx, c, { title: `${asset.number} ${asset.name}`, crumbs: [home] }, page)
}
