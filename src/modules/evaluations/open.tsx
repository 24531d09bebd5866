import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date } from '#platform/format'
import { cached, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { coverageOf } from './coverage.ts'
import { broughtIn, type Evaluation, evaluationKinds, kindNames } from './kinds.ts'
import { titleOf } from './messages.ts'
import { PublicRound, PublicRounds } from './pages/public.tsx'
import { publishedRounds } from './queries/rounds.ts'
import { comparedWith, coverSentence, resultFacts, resultsOf } from './view.ts'
import { resultWords } from './words.ts'
import { evaluationFlow } from './workflow.ts'

/** 6.1 What was evaluated, for everyone. */
export const openRoutes = new Hono<Env>()
  .get('/evaluations', cached(showAll))
  .get('/evaluations/:id', cached(showOne))

const mostShown = 200
const earlier = 4

async function showAll(ctx: Ctx, c: Http): Promise<Response> {
  const rounds = await publishedRounds(ctx, mostShown)
  const groups = kindNames.map(kind => ({
    label: evaluationKinds[kind].label,
    rows: rounds.filter(round => round.kind === kind).flatMap(publicLine),
  }))
  return portal(
    c,
    { title: '评价结果', description: '中心自评、服务对象评价、第三方评价的方法、结果和改进' },
    <PublicRounds groups={groups.filter(group => group.rows.length > 0)} />,
  )
}

function publicLine(round: Evaluation) {
  const results = resultsOf(round)
  if (!results || !round.published_at) return []
  return [
    {
      ...{ id: round.id, title: titleOf(round), score: resultWords(results) },
      about: `计入 ${results.n} ${results.unit}，${date(round.published_at)} 公布`,
    },
  ]
}

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  const round = (await find(ctx, evaluationFlow, c.req.param('id') ?? '')) as unknown as Evaluation
  const results = resultsOf(round)
  if (!results || !round.published_at) throw notFound('这一轮评价')
  const lines = await coverageOf(ctx, round)
  const title = titleOf(round)
  const page = (
    <PublicRound
      {...{ title, results }}
      days={`${round.first_day} 至 ${round.last_day}`}
      published={date(round.published_at)}
      method={round.method}
      improvements={round.improvements}
      facts={resultFacts(results)}
      compared={await comparedWith(ctx, round, earlier)}
      cover={coverSentence(lines)}
      missed={lines
        .filter(line => line.state !== 'covered')
        .map(line => ({
          label: line.label,
          why: line.state === 'accepted' ? line.explanation : '正在说明',
        }))}
      panel={(await broughtIn(round.kind)?.publicPanel?.(ctx, round)) ?? null}
    />
  )
  return portal(c, { title, description: `${title}：方法、结果和改进` }, page)
}
