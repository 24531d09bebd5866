import type { Ctx } from '#platform/ctx'
import { defineDoor } from '#platform/door'

/** Somebody was asked for money for a job: what a later module is told, in the same transaction. */
export interface FeeReport {
  /** Whether the person says it with their own account; otherwise staff wrote it down from the phone. */
  self: boolean
  /** 岗位, 用人单位; and what was said. */
  title: string
  employer: string
  words: string
  /** 到岗时, 到岗 30 天 */
  when: string
  person: { name: string; phone: string }
}

const door = defineDoor<FeeReport>()
/** 《就业促进法》《人力资源市场暂行条例》: nobody takes money of job seekers; a yes is not left lying in a list. */
export const whenFeeAsked = door.when

interface Said {
  party_id: string
  employer_party_id: string
  title: string
  words: string
  when: string
  self: boolean
}

export async function reportFee(ctx: Ctx, { party_id, employer_party_id, ...said }: Said): Promise<void> {
  const rows = await ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'contact_name', 'contact_phone'])
    .where('id', 'in', [party_id, employer_party_id])
    .execute()
  const person = rows.find(row => row.id === party_id)
  await door.pass(ctx, {
    ...{ self: said.self, title: said.title, words: said.words, when: said.when },
    employer: rows.find(row => row.id === employer_party_id)?.name ?? '',
    person: { name: person?.name ?? '', phone: person?.contact_phone ?? '' },
  })
}
