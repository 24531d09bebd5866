import { bookingFlow, resourceFlow } from '#modules/bookings'
import { addDays, addWorkingDays, type Day, dayOf, startOfDay } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { perform, performMany } from '#platform/perform'
import { random } from './random.ts'
import type { Settled } from './settle.ts'

const hours = { opens: '08:30', closes: '17:30', longest_hours: 4 }
const places = [
  {
    ...{ kind: 'studio', name: '1 号直播间', place: '二楼 203', capacity: 6, needs_approval: false },
    introduction: '灯光 6 台、摄像机 2 台、推流机 2 台，手机支架若干。',
    terms: '用完请关灯断电，把设备放回原位。',
  },
  {
    ...{ kind: 'studio', name: '产品摄影棚', place: '二楼 205', capacity: 4, needs_approval: false },
    introduction: '静物台 2 个、闪光灯 4 盏，可拍白底图。',
    terms: '生鲜样品用完请带走。',
  },
  {
    ...{ kind: 'room', name: '三楼会议室', place: '三楼 302', capacity: 40, needs_approval: true },
    introduction: '投影、音响、视频会议设备，可开培训会、洽谈会。',
    terms: '20 人以上的活动请提前 3 天预约。',
  },
  {
    ...{ kind: 'workplace', name: '临时工位', place: '三楼 305', capacity: 2, needs_approval: false },
    introduction: '电脑、打印复印、网络，适合临时处理订单。',
    terms: '',
  },
] as const

const purposes: Record<string, readonly string[]> = {
  studio: ['蓝莓鲜果直播', '贡糕新品短视频', '粉丝节备货直播', '详情页拍摄', '白底主图拍摄'],
  room: ['社员电商培训', '包装供应商洽谈', '蓝莓产销对接会', '合作社年度总结'],
  workplace: ['处理平台订单', '店铺装修', '打印快递面单'],
}
const trips = [
  ['石牌镇', '送样品、接农户来拍摄'],
  ['安庆市', '送检测样品'],
  ['小市镇', '服务站点走访'],
  ['洪铺镇', '运送培训设备'],
] as const

const instant = (day: Day, hour: number): Date => new Date(startOfDay(day).getTime() + hour * 3_600_000)
const clock = (hour: number): string =>
  `${String(Math.floor(hour)).padStart(2, '0')}:${hour % 1 ? '30' : '00'}`

/** What can be booked, two months of use, and what is to come. */
export async function liveBookings(settled: Settled, now: Date): Promise<void> {
  const director = settled.staff.get('李卫东') as Actor
  const ids = new Map<string, { id: string; kind: string }>()
  await settled.at(director, new Date(now.getTime() - 90 * 86_400_000), async ctx => {
    for (const place of places) {
      const { id } = await perform(ctx, resourceFlow, 'register', null, {
        ...place,
        ...hours,
        for_public: true,
      })
      ids.set(place.name, { id, kind: place.kind })
    }
    const { id } = await perform(ctx, resourceFlow, 'registerVehicle', null, {
      ...{ name: '轻型厢式货车（冷藏）', plate: '皖HD6T218', capacity: 3, mileage_km: 42_180, ...hours },
      ...{ introduction: '载重 1.2 吨，可冷藏，用于样品和培训设备运输。', longest_hours: 9 },
      ...{ inspection_until: addDays(dayOf(now), 24), insurance_until: addDays(dayOf(now), 190) },
    })
    ids.set('车', { id, kind: 'vehicle' })
  })
  await pastUse(settled, now, [...ids.values()])
  await toCome(settled, now, ids)
}

const asParty = (settled: Settled, name: string): Actor => ({
  ...stranger,
  kind: 'person',
  name,
  parties: [settled.parties.get(name) as string],
})

/** Somebody comes on most days, a few do not come at all. */
async function pastUse(
  settled: Settled,
  now: Date,
  resources: ReadonlyArray<{ id: string; kind: string }>,
): Promise<void> {
  const chance = random(43_305)
  const names = [...settled.parties.keys()].slice(0, 14)
  const today = dayOf(now)
  let missed = 0
  for (let back = 60; back > 0; back--) {
    const day = addDays(today, -back)
    await settled.at(system, instant(day, 6), async ctx => {
      if (!ctx.centre.calendar.isWorkingDay(day)) return
      for (const resource of resources) {
        if (!chance.chance(resource.kind === 'vehicle' ? 0.3 : 0.45)) continue
        const start = 9 + chance.below(4) / 2
        const length = 1 + chance.below(4) / 2
        if (resource.kind === 'vehicle')
          await drive(ctx, settled, resource.id, day, start, chance.pick(trips))
        else {
          const comes = !chance.chance(0.06)
          await use(ctx, settled, resource, day, start, start + length, {
            // Nobody misses so many that they must come to the counter.
            name: comes ? chance.pick(names) : (names[missed++ % names.length] as string),
            purpose: chance.pick(purposes[resource.kind] ?? ['开会']),
            people: 1 + chance.below(2),
            comes,
            mark: chance.pick(['5', '5', '4', '4', '3']),
          })
        }
      }
    })
  }
}

const asked = (resourceId: string, day: Day, from: number, to: number, purpose: string, contact: string) => ({
  ...{ resource_id: resourceId, day, from: clock(from), to: clock(to), people: 1, purpose },
  ...{ contact_name: contact.slice(0, 20), contact_phone: '13800000012' },
})

interface Use {
  name: string
  purpose: string
  people: number
  comes: boolean
  mark: string
}

async function use(
  ctx: Ctx,
  settled: Settled,
  { id: resourceId, kind }: { id: string; kind: string },
  day: Day,
  from: number,
  to: number,
  { name, purpose, people, comes, mark }: Use,
): Promise<void> {
  const actor = settled.staff.get('陈静') as Actor
  const party = asParty(settled, name)
  const { id, row } = await perform({ ...ctx, actor: party }, bookingFlow, 'ask', null, {
    ...asked(resourceId, day, from, to, purpose, name),
    ...{ people, party_id: party.parties[0] },
  }).catch(() => ({ id: null, row: null }))
  if (id === null) return
  if (kind === 'room' && row.state === 'asked') await perform({ ...ctx, actor }, bookingFlow, 'grant', id)
  if (!comes) {
    await performMany({ ...ctx, actor: system, now: instant(day, from + 0.6) }, bookingFlow, 'miss', [id])
    return
  }
  await perform({ ...ctx, actor: party, now: instant(day, from) }, bookingFlow, 'signIn', id)
  await perform({ ...ctx, actor: party, now: instant(day, to - 0.1) }, bookingFlow, 'signOut', id, { mark })
}

async function drive(
  ctx: Ctx,
  settled: Settled,
  resourceId: string,
  day: Day,
  from: number,
  [destination, purpose]: (typeof trips)[number],
): Promise<void> {
  const driver = settled.staff.get('张涛') as Actor
  const to = from + 3
  const { id } = await perform({ ...ctx, actor: driver }, bookingFlow, 'ask', null, {
    ...asked(resourceId, day, from, to, purpose, '张涛'),
    ...{ destination, driver_id: driver.staffId },
  })
  const { mileage_km } = await ctx.db
    .selectFrom('resource')
    .select('mileage_km')
    .where('id', '=', resourceId)
    .executeTakeFirstOrThrow()
  const start = mileage_km ?? 0
  await perform({ ...ctx, actor: settled.staff.get('陈静') as Actor }, bookingFlow, 'grant', id)
  await perform({ ...ctx, actor: driver, now: instant(day, from) }, bookingFlow, 'setOut', id, {
    km_from: start,
  })
  await perform({ ...ctx, actor: driver, now: instant(day, to) }, bookingFlow, 'comeBack', id, {
    km_to: start + 38 + destination.length * 7,
  })
}

/** The days to come: some granted, one to decide, one trip. */
async function toCome(
  settled: Settled,
  now: Date,
  ids: ReadonlyMap<string, { id: string; kind: string }>,
): Promise<void> {
  const days = await settled.at(system, now, async ({ centre: { calendar } }) =>
    [1, 2, 3].map(n => addWorkingDays(calendar, dayOf(now), n)),
  )
  const wanted = [
    ['1 号直播间', '怀宁县石牌镇金橘农民专业合作社', 0, 9, 11, '年货节蓝莓酒直播', '李华'],
    ['1 号直播间', '高河镇老汪贡糕坊', 0, 14, 16, '贡糕开直播', '汪德顺'],
    ['产品摄影棚', '怀宁县茶岭镇青云家庭农场', 1, 9.5, 11, '土鸡蛋主图拍摄', '汪青云'],
    [
      '三楼会议室',
      '怀宁县小市镇孔雀东南飞文化旅游与特色农产品产销农民专业合作社联合社',
      2,
      9,
      12,
      '社员电商培训',
      '焦明',
    ],
  ] as const
  for (const [place, name, day, from, to, purpose, contact] of wanted) {
    const actor = asParty(settled, name)
    await settled.at(actor, now, ctx =>
      perform(ctx, bookingFlow, 'ask', null, {
        ...asked(ids.get(place)?.id ?? '', days[day] as Day, from, to, purpose, contact),
        party_id: actor.parties[0],
      }),
    )
  }
  const driver = settled.staff.get('张涛') as Actor
  await settled.at(driver, now, ctx =>
    perform(ctx, bookingFlow, 'ask', null, {
      ...asked(ids.get('车')?.id ?? '', days[1] as Day, 9, 12, '送检测样品', '张涛'),
      ...{ destination: '安庆市', driver_id: driver.staffId },
    }),
  )
}
