import type { Centre } from './ctx.ts'
import { division, fullName } from './divisions.ts'
import { spansOf, type WeekDay } from './opening-hours.ts'
import { profileOf } from './profile.ts'

/** Words of schema.org that several public pages need; each page adds its own and puts them into its `head`. */

const schemaOrg = 'https://schema.org'

/** A document of schema.org about one thing. */
export const aboutThing = (thing: object): object => ({ '@context': schemaOrg, ...thing })

/** Whom every page can name: the centre, by its address on the net. */
export const centreInBrief = ({ origin, name }: Centre) => ({
  ...{ '@type': 'GovernmentOffice', '@id': `${origin}/#centre`, name, url: origin },
})

export const areaOf = ({ division: code }: Centre) => ({
  '@type': 'AdministrativeArea',
  name: fullName(code),
})

/** The centre with address, telephone and opening hours. */
export function centreInFull(centre: Centre): object {
  const { address, phone, hours, supervisor } = profileOf(centre)
  const { division: code } = centre
  return {
    ...centreInBrief(centre),
    areaServed: areaOf(centre),
    ...(phone && { telephone: phone }),
    ...(address && {
      address: {
        '@type': 'PostalAddress',
        streetAddress: address,
        addressLocality: division(code)?.name ?? division(code.slice(0, 4))?.name ?? '',
        addressRegion: division(code.slice(0, 2))?.name ?? '',
        addressCountry: 'CN',
      },
    }),
    openingHoursSpecification: spansOf(hours).map(({ days, opens, closes }) => ({
      ...{ '@type': 'OpeningHoursSpecification', opens, closes },
      dayOfWeek: days.map(day => `${schemaOrg}/${dayNames[day]}`),
    })),
    ...(supervisor && { parentOrganization: { '@type': 'GovernmentOrganization', name: supervisor } }),
  }
}

const dayNames: Record<WeekDay, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
}

/** A price in 元, or none where it is agreed on case by case. */
export const offerOf = (fen: number | null, more: object = {}) => ({
  '@type': 'Offer',
  ...(fen !== null && { price: (fen / 100).toFixed(2), priceCurrency: 'CNY' }),
  ...more,
})
