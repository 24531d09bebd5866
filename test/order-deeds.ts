import { expect } from 'vitest'
import type { Visitor } from './app.ts'
import { idIn, startOf } from './deeds.ts'
import type { World } from './world.ts'

/** What the two sides of an order do, each by the form that the page shows them. */

/** The order of a case, as its page links to it. */
export async function orderOf(person: Visitor, caseId: string): Promise<string> {
  const page = await person.get(`/my/cases/${caseId}`)
  return idIn(page.page.querySelector('a[href^="/my/orders/"]')?.getAttribute('href'))
}

/** Confirms the agreement as the page of its form shows it. */
export async function confirms(
  person: Visitor,
  side: 'Provider' | 'Recipient',
  order: string,
): Promise<void> {
  const path = `/act/service_order/confirmAs${side}/${order}`
  const form = await person.get(path)
  const sent = await person.post(path, { digest: startOf(form, 'digest'), consent: 'on' })
  expect(sent.status, sent.text.slice(0, 500)).toBe(303)
}

/** The address of a milestone's button on the order's page. */
export const button = async (person: Visitor, order: string, action: string): Promise<string> =>
  (await person.get(`/my/orders/${order}`)).page
    .querySelectorAll(`a[href^="/act/milestone/${action}/"], form[action^="/act/milestone/${action}/"]`)[0]
    ?.attributes.href?.replace(/\?.*/, '') ?? ''

export async function accepts(person: Visitor, order: string): Promise<number> {
  const path = await button(person, order, 'accept')
  const form = await person.get(path)
  const points = form.page.querySelectorAll('input[name=points]').map(one => one.getAttribute('value') ?? '')
  return (await person.post(path, { version: startOf(form, 'version'), points })).status
}

/** The action that a link or a form of a page leads to: 'milestone/accept/018f…'. */
export const idPath = (href: string): string => href.replace(/\?.*/, '').slice(5)

/** Takes SX-001 into the kind 短视频拍摄, by the kind's own page. */
export async function filmsAreVideo(officer: Visitor, world: World): Promise<void> {
  const kinds = await officer.get('/desk/support')
  const link = kinds.page.querySelectorAll('a').find(one => one.textContent === '短视频拍摄')
  const done = await officer.post(`/act/support_kind/addItem/${idIn(link?.getAttribute('href'))}`, {
    item_id: world.items.get('SX-001') ?? '',
  })
  expect(done.status).toBe(303)
}
