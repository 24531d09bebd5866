import { figureFlow, followUpFlow, introductionFlow, match, postingFlow } from '#modules/matching'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { recipients } from './people.ts'
import { drawn, type Picture, photosOf } from './pictures.ts'
import { type PostingCast, postings } from './postings.ts'
import type { Settled } from './settle.ts'

const day = 86_400_000

interface Scene {
  settled: Settled
  now: Date
  /** Of goods, by the family that they belong to. */
  photos: Map<string, Picture>
  paper: Picture
  ids: Map<string, string>
}

/** The hall of supply and demand, what fits, and introductions at every point of their lives. */
export async function liveMatching(kernel: Kernel, settled: Settled, now: Date): Promise<void> {
  const scene: Scene = {
    ...{ settled, now, ids: new Map() },
    photos: await photosOf(kernel),
    paper: await drawn(kernel, '凭证.png', '#f7f4ec', '#a9b5b0'),
  }
  // Sold and wanted in turn, and what somebody was introduced to before that.
  for (const [index, one] of postings.entries()) {
    const talks = introductions.filter(talk => talk.posting === one.title || talk.own === one.title)
    const first = Math.max(0, ...talks.map(talk => talk.ago + 3))
    const ago = Math.min(58, Math.max(18 + ((index * 17) % postings.length), first))
    await post(scene, one, one.fate === 'submitted' ? 1 : ago)
  }
  for (const one of introductions) await introduce(scene, one)
  await settled.at(system, now, async ctx => {
    for (const id of scene.ids.values()) await match(ctx, id)
    await ctx.db
      .updateTable('posting_match')
      .set({ supply_told_at: now, demand_told_at: now })
      .where('score', '>=', 70)
      .execute()
  })
}

const ownerOf = (settled: Settled, index: number): Actor => {
  const cast = recipients[index]
  const party = settled.parties.get(cast?.name ?? '') as string
  return { ...stranger, kind: 'person', name: cast?.contact ?? '', parties: [party] }
}
const placeOf = (ctx: Ctx, place: string | undefined) =>
  townsOf(ctx.centre.division).find(town => town.name === place)?.code

/** Posted so many days ago: mostly by the owner on the phone, sometimes at the window with photos. */
async function post(scene: Scene, one: PostingCast, ago: number): Promise<void> {
  const { settled, now, photos } = scene
  const photo = one.kind === 'supply' ? photos.get(one.category.split('.')[0] ?? '') : undefined
  const at = (days: number) => new Date(now.getTime() - days * day)
  const person = recipients[one.party]
  const owner = ownerOf(settled, one.party)
  const clerk = settled.staff.get('陈静') as Actor
  const atWindow = ago % 3 === 0
  const { id } = await settled.at(atWindow ? clerk : owner, at(ago), async ctx => {
    const fen = (yuan: number | undefined) => (yuan === undefined ? undefined : Math.round(yuan * 100))
    const about = {
      ...{ kind: one.kind, category: one.category, title: one.title, specification: one.specification },
      ...{ quantity: one.quantity, unit: one.unit, low_fen: fen(one.low), high_fen: fen(one.high) },
      ...{ place: placeOf(ctx, one.place), place_note: '' },
      ...(one.months && { from_month: `${one.months[0]}`, to_month: `${one.months.at(-1)}` }),
      delivery: one.kind === 'supply' ? ['express', 'pickup'] : ['truck'],
      certificates: (one.certificates ?? []).map(kind => ({
        kind,
        until: one.kind === 'supply' && kind !== 'origin' ? addDays(dayOf(now), 200) : null,
      })),
      samples: one.samples ?? false,
      valid_until: addDays(dayOf(at(ago)), 20),
    }
    const contact = { contact_name: person?.contact, contact_phone: person?.phone }
    return atWindow
      ? perform(ctx, postingFlow, 'register', null, {
          ...{ ...about, phone: person?.phone, party_name: person?.name, channel: 'counter' },
          photos: photo ? [await stage(ctx, photo, 'photos')] : [],
        })
      : perform(ctx, postingFlow, 'submit', null, { ...about, ...contact, party_id: owner.parties[0] })
  })
  if (one.fate === 'submitted') return
  const wang = settled.staff.get('王敏') as Actor
  if (one.fate === 'returned') {
    await settled.at(wang, at(ago - 1), ctx =>
      perform(ctx, postingFlow, 'return', id, { reason: '请写明品种和每天能供多少，补一张照片。' }),
    )
    return
  }
  await settled.at(wang, at(ago - 1), ctx => perform(ctx, postingFlow, 'publish', id))
  scene.ids.set(one.title, id)
  await endOrGoOn(scene, one, id, owner, ago)
}

async function endOrGoOn(
  scene: Scene,
  one: PostingCast,
  id: string,
  owner: Actor,
  ago: number,
): Promise<void> {
  const { settled, now } = scene
  const at = (days: number) => new Date(now.getTime() - days * day)
  if (one.fate === 'expired') await settled.at(system, at(1), ctx => perform(ctx, postingFlow, 'expire', id))
  else if (one.fate === 'dealt') await settled.at(owner, at(4), ctx => perform(ctx, postingFlow, 'deal', id))
  else if (one.fate === 'closed')
    await settled.at(owner, at(9), ctx => perform(ctx, postingFlow, 'close', id))
  // Renewed with one tap, the last time so long ago that some of them end soon.
  else
    await settled.at(owner, at(Math.min(48 - ((ago * 7) % 45), ago - 2)), ctx =>
      perform(ctx, postingFlow, 'renew', id),
    )
}

interface Cast {
  posting: string
  /** Who asks, with which posting of its own. */
  asker: number
  own?: string
  ago: number
  words: string
  conflict?: true
  proposed?: true
  fate:
    | 'asked'
    | 'refused'
    | 'sounding'
    | 'offered'
    | 'declined'
    | 'talking'
    | 'failed'
    | 'following'
    | 'closed'
  /** 元: intent, contract, actual, paid; a negative last one is claimed and not verified yet. */
  figures?: [intent: number, contract?: number | undefined, actual?: number, paid?: number]
  yearly?: [amount: string, yuan: number]
  notice?: string
}

const introductions: readonly Cast[] = [
  {
    ...{ posting: '石牌贡柑，皮薄无渣', asker: 8, own: '直播间收柑橘，五百单起', ago: 55, fate: 'following' },
    ...{ words: '直播间每天五百单，要一件代发。', figures: [300000, 240000, 86000, 60000] },
    yearly: ['每年 60 吨', 260000],
    notice: '石牌贡柑与县城直播间签约两年，首批 18 吨已发往全国，货款按周结清。',
  },
  {
    ...{ posting: '黄墩蓝莓鲜果', asker: 8, own: '网店收蓝莓鲜果，日发 300 单', ago: 52, fate: 'following' },
    ...{ words: '蓝莓季每天收四百斤，先订明年的量。', figures: [600000, 520000] },
    yearly: ['每年 20 吨', 520000],
  },
  {
    ...{ posting: '稻虾共作生态大米', asker: 3, own: '贡糕坊收糯性好的大米', ago: 48, fate: 'closed' },
    ...{ words: '做贡糕要新米，长期用。', figures: [120000, 90000, 45000, 45000] },
    yearly: ['每年 12 吨', 90000],
  },
  {
    ...{ posting: '栗岗板栗，油亮甜糯', asker: 8, own: '收购板栗做糕点馅', ago: 45, fate: 'talking' },
    ...{ words: '每月两次，每次五百公斤。', figures: [100000, undefined, -22000] },
  },
  {
    ...{ posting: '平山手工豆腐、千张', asker: 8, own: '收手工千张做素食礼盒', ago: 36, fate: 'talking' },
    ...{ words: '千张做礼盒，要真空包装。', figures: [20000] },
  },
  {
    ...{
      posting: '散养土鸡蛋',
      asker: 8,
      own: '收土鸡蛋，每周一次',
      ago: 30,
      conflict: true,
      fate: 'talking',
    },
    words: '每周收两千枚，上门取。',
  },
  {
    ...{ posting: '怀味糕点礼盒', asker: 13, own: '景区伴手礼收糕点', ago: 28, fate: 'talking' },
    ...{ words: '做景区伴手礼，印上标识。', figures: [90000, -60000] },
  },
  {
    ...{ posting: '高河贡糕，传统手工', asker: 13, own: '景区伴手礼收糕点', ago: 26, fate: 'failed' },
    words: '想做小包装，每盒不超过三十元。',
  },
  {
    ...{ posting: '独秀山高山绿茶，明前一级', asker: 14, own: '山货铺收绿茶散茶', ago: 12, fate: 'offered' },
    words: '收一级散茶一百五十斤，先看样品。',
  },
  {
    ...{
      posting: '雷埠梅干菜、豆角干',
      asker: 13,
      own: '收农家干菜',
      ago: 9,
      proposed: true,
      fate: 'sounding',
    },
    words: '品种、数量、价格都合适，建议双方谈谈。',
  },
  { ...{ posting: '山货铺椴木香菇', asker: 8, ago: 20, fate: 'declined' }, words: '想做香菇酱，长期要货。' },
  {
    ...{ posting: '腊树土鸡蛋、鸭蛋', asker: 8, own: '收土鸡蛋，每周一次', ago: 1, fate: 'asked' },
    words: '一家不够，再收一千枚。',
  },
  { ...{ posting: '物理压榨菜籽油', asker: 7, ago: 1, fate: 'asked' }, words: '店里炸豆泡用，每月三桶。' },
  { ...{ posting: '网店代打包、代发货', asker: 14, ago: 18, fate: 'refused' }, words: '随便问问价钱。' },
  {
    ...{ posting: '家庭农场蓝莓（采摘、鲜果）', asker: 13, ago: 16, fate: 'offered' },
    words: '景区想和农场一起做采摘线路。',
  },
]

async function introduce(scene: Scene, one: Cast): Promise<void> {
  const { settled, now, ids } = scene
  const posting_id = ids.get(one.posting)
  const own = one.own ? ids.get(one.own) : undefined
  const supplier = postings.find(posting => posting.title === one.posting)
  if (!posting_id || !supplier) return
  const zhang = settled.staff.get('张涛') as Actor
  const director = settled.staff.get('李卫东') as Actor
  const [asker, owner] = [ownerOf(settled, one.asker), ownerOf(settled, supplier.party)]
  const person = (index: number) => ({
    contact_name: recipients[index]?.contact,
    contact_phone: recipients[index]?.phone,
    consent: true,
  })
  const act = <T>(who: Actor, after: number, work: (ctx: Ctx) => Promise<T>) =>
    settled.at(who, new Date(now.getTime() - Math.max(one.ago - after, 0.02) * day), work)
  const step = (who: Actor, after: number, name: string, id: string, input = {}) =>
    act(who, after, ctx => perform(ctx, introductionFlow, name, id, input))
  if (one.proposed) {
    const proposal = { supply_id: posting_id, demand_id: own, words: one.words, conflict: 'none' }
    await act(zhang, 0, ctx => perform(ctx, introductionFlow, 'propose', null, proposal))
    return
  }
  const { id } = await act(asker, 0, ctx =>
    perform(ctx, introductionFlow, 'ask', null, {
      ...{ posting_id, party_id: asker.parties[0], own_posting_id: own, words: one.words },
      ...person(one.asker),
    }),
  )
  if (one.fate === 'asked') return
  if (one.fate === 'refused') {
    await step(zhang, 1, 'refuse', id, { reason: '没有说明要发的数量，想清楚后可以再申请。' })
    return
  }
  if (one.conflict)
    await step(zhang, 1, 'take', id, { conflict: 'have', words: '卖方是我岳父的邻居，收过我家的鸡蛋款。' })
  const officer = one.conflict ? director : zhang
  await step(officer, 1, 'take', id, { conflict: 'none' })
  if (one.fate === 'offered') return
  if (one.fate === 'declined') {
    await step(owner, 2, 'decline', id, { reason: '今年的货已经订完了，明年再联系。' })
    return
  }
  await step(owner, 2, 'agree', id, person(supplier.party))
  await step(asker, 4, 'addRound', id, {
    on_day: dayOf(new Date(now.getTime() - (one.ago - 4) * day)),
    people: `${asker.name}、${owner.name}`,
    body: '看了货，谈了价格和交货办法，先小批量试一次。',
  })
  if (one.fate === 'failed') {
    await step(officer, 10, 'conclude', id, { outcome: 'failed', reason: '价格差得多，双方同意以后再谈。' })
    return
  }
  await results(scene, one, id, officer)
  if (one.fate === 'talking') return
  await step(officer, 12, 'conclude', id, { outcome: 'made', reason: '签了合同，已开始供货。' })
  if (one.notice) {
    await step(asker, 14, 'agreeNotice', id, { consent: true })
    await step(owner, 15, 'agreeNotice', id, { consent: true })
    await step(officer, 16, 'publishNotice', id, { notice: one.notice })
  }
  await followUps(scene, one, id, officer)
}

/** Intent, contract, delivery, payment, each some days later, with its voucher; verified by somebody else. */
async function results({ settled, now, paper }: Scene, one: Cast, introduction_id: string, officer: Actor) {
  const verifier = settled.staff.get('孙丽') as Actor
  const kinds = ['intent', 'contract', 'actual', 'paid'] as const
  for (const [index, yuan] of (one.figures ?? []).entries()) {
    if (yuan === undefined) continue
    const kind = kinds[index] as (typeof kinds)[number]
    // What nobody has verified yet came in yesterday.
    const daysAgo = yuan < 0 ? 1 : Math.max(one.ago - 5 - index * 2, 0.5)
    const at = new Date(now.getTime() - daysAgo * day)
    const { id } = await settled.at(officer, at, async ctx =>
      perform(ctx, figureFlow, 'record', null, {
        ...{ introduction_id, kind, amount_fen: Math.abs(yuan) * 100, on_day: dayOf(at) },
        ...(kind === 'contract' && {
          ...{ number: `DJ-${dayOf(at).slice(0, 7)}-${one.asker}`, contract_from: dayOf(at) },
          contract_until: addDays(dayOf(at), 730),
          ...(one.yearly && { yearly: one.yearly[0], yearly_fen: one.yearly[1] * 100 }),
        }),
        ...(kind !== 'intent' && { voucher: [await stage(ctx, paper, 'voucher')] }),
      }),
    )
    if (kind !== 'intent' && yuan > 0)
      await settled.at(verifier, new Date(at.getTime() + day / 2), ctx =>
        perform(ctx, figureFlow, 'verify', id, { finding: '看了凭证，与买方电话核对，金额一致。' }),
      )
  }
}

/** The first is done where it fell due already; all of them where it is closed. */
async function followUps({ settled, now }: Scene, one: Cast, introduction_id: string, officer: Actor) {
  const rows = await settled.at(system, now, ctx =>
    ctx.db
      .selectFrom('introduction_follow_up')
      .select(['id', 'after_days'])
      .where('introduction_id', '=', introduction_id)
      .orderBy('after_days')
      .execute(),
  )
  const over = one.fate === 'closed' ? rows : rows.slice(0, 1)
  for (const [index, row] of over.entries()) {
    const at = new Date(now.getTime() - (4 - index) * day)
    await settled.at(system, at, ctx => perform(ctx, followUpFlow, 'fallDue', row.id))
    if (one.fate !== 'closed' && !one.notice) continue
    await settled.at(officer, new Date(at.getTime() + day / 4), ctx =>
      perform(ctx, followUpFlow, 'record', row.id, {
        ...{ how: 'phone', going_on: 'yes', body: '供货正常，货款按约定结清，双方都满意。' },
      }),
    )
  }
}
