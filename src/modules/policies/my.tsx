import { Hono } from 'hono'
import { buttonsFor } from '#modules/actions'
import { partiesOfActor } from '#modules/parties'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Env, type Http, signedIn } from '#platform/http'
import { labelsOf, topics } from './codes.ts'
import { followOf, policyFollowFlow } from './follow.ts'
import { type Following, MyPolicies } from './pages/my.tsx'
import { partyFits, passedIn } from './party-fits.ts'
import { partyForFit } from './queries/facts.ts'

/** 我的政策: how policies fit whomever one acts for. */
export const myPolicyRoutes = new Hono<Env>().get('/my/policies', signedIn(showMine))

async function showMine(ctx: Ctx, c: Http): Promise<Response> {
  const parties = await partiesOfActor(ctx)
  const wanted = parties.find(one => one.id === c.req.query('party')) ?? parties[0]
  const party = wanted && (await partyForFit(ctx, wanted.id))
  c.header('cache-control', 'no-store')
  return portal(
    c,
    { title: '我的政策', own: true },
    <MyPolicies
      parties={parties.map(({ id, name }) => ({ id, name, current: id === wanted?.id }))}
      shown={party ? await partyFits(ctx, party, '/my/policies', passedIn(c.req.query('skip'))) : null}
      following={await following(ctx)}
    />,
  )
}

async function following(ctx: Ctx): Promise<Following | null> {
  const row = await followOf(ctx)
  if (!row) return null
  const names = labelsOf(row.topics, topics).join('、')
  const what = [row.fitting && '可能适合您的政策', names && `主题：${names}`].filter(Boolean).join('；')
  return { words: `正在提醒：${what}。`, buttons: await buttonsFor(ctx, policyFollowFlow, row) }
}
