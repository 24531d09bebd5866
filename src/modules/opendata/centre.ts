import type { Ctx } from '#platform/ctx'
import { division, fullName } from '#platform/divisions'
import { derivedId } from '#platform/ids'
import { type Profile, profileOf } from '#platform/profile'
import { placesOf } from './queries.ts'
import { licence, postcode } from './settings.ts'

/** Of the organisations that centres are; a county has one, whatever its address on the net will be. */
const centres = '0f9b3d52-33a5-5b0e-8d6a-2c1e7b9f3408'

/** A place where one may go, or the portal. */
export interface Place {
  id: string
  name: string
  description: string
  /** Empty for the portal. */
  address: string
  hours: string
}

/** The centre as an organisation, with its places. */
export interface CentreFacts {
  id: string
  name: string
  origin: string
  profile: Profile
  licence: string
  area: { code: string; name: string; province: string; city: string; county: string; postcode: string }
  online: Place
  /** Where one goes unless an item or a sub-centre says otherwise; null where no address is known. */
  counter: Place | null
  premises: readonly Place[]
  subCentres: ReadonlyMap<string, Place>
  /** When any of this last changed: it is part of every service. */
  changedAt: Date | null
}

export const organizationIdOf = (divisionCode: string): string => derivedId(centres, divisionCode)

/** What every service of the directory shares. */
export async function centreFacts(ctx: Ctx): Promise<CentreFacts> {
  const { origin, name, division: code } = ctx.centre
  const profile = profileOf(ctx.centre)
  const { premises, subCentres, changedAt } = await placesOf(ctx)
  const id = organizationIdOf(code)
  const rooms = premises.map(({ id, name, address }) => ({
    ...{ id, name, address, description: '', hours: profile.hours },
  }))
  const counter: Place | null =
    rooms.find(one => one.address === profile.address) ??
    (profile.address
      ? {
          ...{ id: derivedId(id, 'location/counter'), name: `${name}服务窗口`, description: '' },
          ...{ address: profile.address, hours: profile.hours },
        }
      : (rooms[0] ?? null))
  return {
    ...{ id, name, origin, profile, changedAt, counter, premises: rooms, area: areaOf(ctx.centre) },
    licence: licence.of(ctx.centre),
    online: {
      ...{ id: derivedId(id, 'location/online'), name: '网上办理', address: '', hours: '' },
      description: '在网上提交申请、查询进度、确认结果。',
    },
    subCentres: new Map(
      subCentres.map(one => [
        one.id,
        {
          ...{ id: one.id, name: one.name, description: one.introduction, hours: one.hours },
          address: [counter?.address, one.place].filter(Boolean).join(' '),
        },
      ]),
    ),
  }
}

function areaOf(centre: Ctx['centre']): CentreFacts['area'] {
  const { division: code } = centre
  const named = (length: number) => division(code.slice(0, length))?.name ?? ''
  return {
    ...{ code, name: fullName(code), county: named(6), postcode: postcode.of(centre) },
    ...{ province: named(2), city: named(4) || named(2) },
  }
}
