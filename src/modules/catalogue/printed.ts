import type { Ctx } from '#platform/ctx'
import type { PrintedDirectory, PrintedItem, PrintedProvider } from '#platform/documents/directory'
import { date, days, money } from '#platform/format'
import { profileOf } from '#platform/profile'
import { priceText } from './price.ts'
import type { Qualification } from './provider.ts'
import { offersForPrint, providersForPrint, wholeItems } from './queries.ts'
import { families, type Material, type Step } from './workflow.ts'

/** The whole public directory, as it is printed: what stands on the public pages, and nothing else. */
export async function printedDirectory(ctx: Ctx): Promise<PrintedDirectory> {
  const [items, providers, offers] = await Promise.all([
    wholeItems(ctx),
    providersForPrint(ctx),
    offersForPrint(ctx),
  ])
  const { supervisor, operator, address, phone, hours } = profileOf(ctx.centre)
  const offersOf = Map.groupBy(offers, offer => offer.provider_id)
  return {
    title: '服务项目和服务商名录',
    centre: ctx.centre.name,
    address: `${ctx.centre.origin}/items`,
    printedAt: date(ctx.now),
    contact: known([
      ['主管单位', supervisor],
      ['运营单位', operator],
      ['地址', address],
      ['办公时间', hours],
      ['服务热线', phone],
    ]),
    families: Object.entries(families).map(([key, family]) => ({
      label: family.label,
      clause: family.clause,
      about: family.about,
      items: items
        .filter(item => item.family === key)
        .map(item =>
          printedItem(
            item,
            offers.filter(offer => offer.item_id === item.id),
          ),
        ),
    })),
    providers: providers.map(provider => printedProvider(provider, offersOf.get(provider.id) ?? [])),
  }
}

const known = (facts: ReadonlyArray<readonly [string, string]>) =>
  facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }))

type Item = Awaited<ReturnType<typeof wholeItems>>[number]
type Offer = Awaited<ReturnType<typeof offersForPrint>>[number]

function printedItem(item: Item, offers: readonly Offer[]): PrintedItem {
  return {
    name: item.name,
    code: item.code,
    summary: item.summary,
    content: item.content,
    steps: (item.steps as unknown as Step[]).map(step => ({
      title: step.title,
      text: [step.text, step.days === null ? '' : step.days === 0 ? '当场办理' : days(step.days)]
        .filter(Boolean)
        .join('，'),
    })),
    materials: (item.materials as unknown as Material[]).map(
      one => `${one.name}（${one.required ? '必需' : '可选'}）${one.note}`,
    ),
    facts: known([
      ['收费', [priceText(item), item.price_note].filter(Boolean).join('，')],
      ['承诺时限', `受理后 ${days(item.promised_days)}`],
      ['服务对象', item.audience.join('、')],
      ['办理地点', item.place],
      ['咨询电话', item.contact],
      ['依据', item.legal_basis],
      ['最近更新', item.published_at ? `${date(item.published_at)}（第 ${item.version} 版）` : ''],
    ]),
    providers: offers.map(offer => offer.provider_name),
  }
}

function printedProvider(
  provider: Awaited<ReturnType<typeof providersForPrint>>[number],
  offers: readonly Offer[],
): PrintedProvider {
  return {
    name: provider.name,
    introduction: provider.introduction,
    facts: known([
      ['团队', provider.team],
      ['案例', provider.cases],
      [
        '资质',
        (provider.qualifications as unknown as Qualification[])
          .map(one =>
            [one.name, one.number, one.valid_until && `有效期至 ${one.valid_until}`]
              .filter(Boolean)
              .join(' '),
          )
          .join('；'),
      ],
      ['入库时间', date(provider.listed_at)],
    ]),
    items: offers.map(offer => ({ name: offer.item_name, price: offerText(offer) })),
  }
}

/** '¥600.00 每条，60 秒以内' */
const offerText = ({ price_fen, price_unit, price_note }: Offer): string =>
  [price_fen === null ? '面议' : `${money(price_fen)} ${price_unit}`.trim(), price_note]
    .filter(Boolean)
    .join('，')
