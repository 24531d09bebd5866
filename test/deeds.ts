import { expect } from 'vitest'
import { leaveDirectory, providerFlow } from '#modules/catalogue'
import { system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { Answer, Visitor } from './app.ts'
import type { FormValue } from './visitor.ts'
import type { World } from './world.ts'

/** What people do in many stories, each by the form that the page shows them. */

/** The first record id in an address. */
export const idIn = (path: string | null | undefined): string => /[0-9a-f-]{36}/.exec(path ?? '')?.[0] ?? ''

/** What an input of the page's forms starts with. */
export const startOf = (answer: Answer, name: string): string =>
  answer.page.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''

/** The message at a field of a form that came back. */
export const errorAt = (answer: Answer, field: string): string =>
  answer.page.querySelector(`#f-${field.replaceAll('.', '-')}-error`)?.textContent ?? ''

/**
 * What was written, without ids, tokens and hashes: sooner or later one of these holds any four digits
 * by chance, and a story that looks for a number that must not be told would be red for nothing.
 */
export const withoutIds = (text: string): string => text.replace(/[\w-]{20,}/g, '')

/** Applies for an item, for oneself unless a party is named; returns the id of the case. */
export async function applyFor(
  citizen: Visitor,
  world: World,
  code: string,
  answers: Record<string, FormValue>,
  party?: string,
): Promise<string> {
  const page = `/act/service_case/submit?item_id=${world.items.get(code)}`
  const form = await citizen.get(page)
  const sent = await citizen.submit(page, {
    party_id: party ?? startOf(form, 'party_id'),
    contact_name: startOf(form, 'contact_name'),
    contact_phone: startOf(form, 'contact_phone'),
    ...Object.fromEntries(Object.entries(answers).map(([key, value]) => [`answers.${key}`, value])),
  })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  return idIn(sent.location)
}

/** Performs an action that must succeed; returns the id of the record it leads to. */
export async function does(
  person: Visitor,
  action: string,
  fields: Record<string, FormValue> = {},
): Promise<string> {
  const done = await person.post(`/act/${action}`, fields)
  expect(done.status, `${action}: ${done.page.querySelector('main')?.textContent.slice(0, 300)}`).toBe(303)
  return idIn(done.location)
}

/** Claims the party that the counter registered under the visitor's own phone, from one's own place. */
export async function claims(person: Visitor): Promise<string> {
  const home = await person.get('/my')
  const form = home.page.querySelector('form[action="/act/mandate/claim"]')
  const hidden = (name: string) => form?.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''
  const party_id = hidden('party_id')
  await does(person, 'mandate/claim', { party_id, person_name: hidden('person_name') })
  return party_id
}

/** The smallest picture there is. */
export const picture = (name: string): File =>
  new File(
    [
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    ],
    name,
    { type: 'image/png' },
  )

/** The addresses of the files that a page shows, by their names. */
export const filesOn = (answer: Answer): Map<string, string> =>
  new Map(
    answer.page
      .querySelectorAll('.thumbs a')
      .map(link => [link.textContent.replace(/（[^（]*$/, '').trim(), link.getAttribute('href') ?? '']),
  )

/** The short door into the directory, and out of it: for stories that are not about admission and exit. */
export const entersDirectory = (world: World, now: Date, profile: Record<string, unknown>): Promise<string> =>
  world.at(system, now, async ctx => (await perform(ctx, providerFlow, 'list', null, profile)).id)
export const leavesDirectory = (world: World, now: Date, id: string, reason: string): Promise<unknown> =>
  world.at(system, now, ctx => leaveDirectory(ctx, id, reason))

/** The id of the first record whose address on a page begins so. */
export const linked = async (visitor: Visitor, page: string, start: string): Promise<string> =>
  idIn((await visitor.get(page)).page.querySelector(`a[href^="${start}"]`)?.getAttribute('href'))
