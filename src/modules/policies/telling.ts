import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { Work } from '#platform/jobs'
import { type Message, message, tell } from '#platform/notify'
import { asked } from './conditions.ts'
import { evaluate } from './evaluate.ts'
import { texts } from './messages.ts'
import { knownOf, partiesOfPeople } from './queries/facts.ts'
import { followersAfter, noteTold } from './queries/followers.ts'
import type { OpenPolicy } from './queries/open.ts'
import { daysBetween, inChinese, windowState } from './window.ts'

/** Why followers are told; each of them at most once of each. */
export type Occasion =
  | { is: 'published' }
  | { is: 'corrected'; version: number }
  | { is: 'opens' }
  | { is: 'closes'; which: 'first' | 'last' }

/** Under which name it is noted that somebody was told. A window that was moved is another occasion. */
const nameOf = (occasion: Occasion, policy: OpenPolicy): string => {
  switch (occasion.is) {
    case 'published':
      return 'published'
    case 'corrected':
      return `corrected:${occasion.version}`
    case 'opens':
      return `opens:${policy.opens_on}`
    case 'closes':
      return `closes:${policy.closes_on}:${occasion.which}`
  }
}

const batch = 200

/** Tells all who follow, batch by batch, each in a transaction of its own: done again after a failure, nobody hears twice. */
export async function tellFollowers(work: Work, policy: OpenPolicy, occasion: Occasion): Promise<void> {
  for (let after = ''; ; ) {
    const last = await work.write(ctx => tellSome(ctx, policy, occasion, after))
    if (last === null) return
    after = last
  }
}

async function tellSome(
  ctx: Ctx,
  policy: OpenPolicy,
  occasion: Occasion,
  after: string,
): Promise<string | null> {
  const came = occasion.is === 'published' || occasion.is === 'corrected' ? policy.changed_at : null
  const followers = await followersAfter(ctx, { about: policy.topics, until: came ?? ctx.now }, after, batch)
  const fitting = await notRuledOut(
    ctx,
    policy,
    followers.map(one => one.identity_id),
  )
  const toTell = await noteTold(ctx, policy.id, nameOf(occasion, policy), fitting)
  await tell(ctx, ...toTell.map(identity => words(ctx, policy, occasion, identity)))
  return followers.length === batch ? (followers.at(-1)?.id ?? null) : null
}

/** Of these people those for whom, of all they act for, it may fit at least one; and those who act for nobody yet. */
async function notRuledOut(ctx: Ctx, policy: OpenPolicy, people: readonly string[]): Promise<string[]> {
  const parties = await partiesOfPeople(ctx, people)
  const known = await knownOf(ctx, parties)
  const groups = asked(policy)
  const today = dayOf(ctx.now)
  const byPerson = Map.groupBy(parties, one => one.identity_id)
  return people.filter(person => {
    const theirs = byPerson.get(person)
    return !theirs || theirs.some(one => evaluate(groups, known.get(one.id) ?? {}, today).verdict !== 'no')
  })
}

function words(ctx: Ctx, policy: OpenPolicy, occasion: Occasion, identity: string): Message {
  const { title, closes_on, change_note } = policy
  const to = { identity }
  const href = `/policies/${policy.id}`
  const today = dayOf(ctx.now)
  switch (occasion.is) {
    case 'published':
      return message(to, texts.published, { title, window: windowState(policy, today).label }, href)
    case 'corrected':
      return message(to, texts.corrected, { title, note: change_note || '内容有更新' }, href)
    case 'opens':
      return message(to, texts.opens, { title, until: inChinese(closes_on as string) }, href)
    case 'closes': {
      const left = daysBetween(today, closes_on as string)
      return message(to, texts.closes, { title, left: left === 0 ? '今天' : `还有 ${left} 天` }, href)
    }
  }
}
