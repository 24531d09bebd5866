import { type Evaluation, evaluationRound, type Results, roundBegun, roundReady } from '#modules/evaluations'
import { raiseFinding } from '#modules/improvements'
import { smallestGroup } from '#platform/anonymity'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { perform } from '#platform/perform'
import { periodFrom } from '#platform/periods'
import { workflows } from '#platform/workflow'
import { seesSurveys } from './duties.ts'
import { RoundPanel } from './pages/surveys.tsx'
import type { Survey } from './people.ts'
import { beforeOf, figuresKept, questionnaireOf } from './queries/results.ts'
import { answeredByService, surveyOfRound } from './queries/surveys.ts'
import { type Figures, oftenSaid, problemsOf } from './results.ts'
import * as settings from './settings.ts'

/** 6.1.2 The recipients' evaluation of a quarter is carried out as a survey; what it came to goes back to the round. */
evaluationRound({
  kind: 'recipients',
  async opened(ctx, { id, period, first_day, last_day }) {
    const flow = workflows.get('survey')
    if (!flow) throw new Error('surveys are not declared')
    const input = { period, round_id: id, from_day: first_day, until_day: last_day }
    await perform({ ...ctx, actor: system }, flow, 'open', null, input)
  },
  async results(ctx, round) {
    const survey = await surveyOfRound(ctx, round.id)
    if (survey?.state !== 'finished') throw conflict('满意度调查还没有完成，完成后结果自动汇总。')
    return resultsFor(ctx, survey)
  },
  covered,
  async panel(ctx, round) {
    const survey = await surveyOfRound(ctx, round.id)
    return survey && seesSurveys(ctx.actor) ? <RoundPanel id={survey.id} title={survey.title} /> : null
  },
})

/** Answers by service, counted by who used the invitation; also of services that are too few to stand alone. */
async function covered(ctx: Ctx, round: Evaluation) {
  const survey = await surveyOfRound(ctx, round.id)
  const counts = survey ? await answeredByService(ctx, survey.id) : new Map<string, number>()
  return new Map([...counts].map(([key, count]) => [key, { count, says: `${count} 份答卷` }]))
}

export const begun = async (ctx: Ctx, { round_id }: Survey): Promise<void> => {
  if (round_id) await roundBegun(ctx, round_id)
}

async function resultsFor(ctx: Ctx, survey: Survey): Promise<Results> {
  const questionnaire = await questionnaireOf(ctx, survey.questionnaire_id)
  if (!questionnaire) throw conflict('这次调查没有问卷。')
  const figures = figuresKept(survey)
  const instrument = { id: questionnaire.id, label: questionnaire.title, version: questionnaire.version }
  const frame = { full: 5, unit: '份', invited: survey.asked, instrument, notes: notesOf(survey, figures) }
  if (!figures)
    return {
      ...frame,
      ...{ score: null, n: 0, interval: null, distribution: [], parts: [], byService: [] },
      warnings: ['收到的答卷不足五份，结果不公布。'],
    }
  const { whole } = figures
  return {
    ...frame,
    score: whole.mean?.value ?? null,
    n: figures.n,
    interval: whole.mean && { low: whole.mean.low, high: whole.mean.high },
    distribution: ['非常满意', '满意', '基本满意', '不满意', '非常不满意'].map((label, at) => ({
      ...{ label, count: whole.counts[at] ?? 0 },
    })),
    parts: figures.questions.flatMap(({ label, kind, n, marks }) =>
      kind === 'marks'
        ? [{ label, n, full: 5, score: marks ? marks.moments.sum / marks.moments.n : null }]
        : [],
    ),
    byService: figures.services.flatMap(({ key, name, moments }) =>
      key === null ? [] : [{ service: key, label: name, n: moments.n, score: moments.sum / moments.n }],
    ),
    warnings: warningsOf(ctx, figures),
  }
}

export function notesOf(survey: Survey, figures: Figures | null): string[] {
  const { margin, confidence, people, needed, asked } = survey
  return [
    `从 ${survey.from_day} 至 ${survey.until_day} 真正得到服务的 ${people} 人中分层随机抽取 ${asked} 人；误差 ${margin}%、置信度 ${confidence}% 需要 ${needed} 份答卷。`,
    `答卷不记名，不足 ${smallestGroup} 份的服务合并到“其他”。满意含基本满意。`,
    ...(figures?.weighted
      ? [
          `按各服务人数加权的平均分是 ${figures.weighted.toFixed(2)}，未加权是 ${(figures.whole.mean?.value ?? 0).toFixed(2)}。`,
        ]
      : []),
  ]
}

export function warningsOf(ctx: Ctx, { n, services }: Figures): string[] {
  const few = settings.lowSample.of(ctx.centre)
  const small = services.filter(one => one.moments.n < few && one.key !== null).map(one => one.name)
  return [
    ...(n < few ? [`答卷只有 ${n} 份，样本较少，只供参考。`] : []),
    ...(n >= few && small.length > 0 ? [`答卷不足 ${few} 份、只供参考的服务：${small.join('、')}。`] : []),
  ]
}

/** 6.2.1 What is below the threshold, and what has dropped, goes on as findings; the round learns that its results are there. */
export async function toldOn(ctx: Ctx, survey: Survey): Promise<void> {
  const figures = figuresKept(survey)
  if (figures) {
    const limits = {
      threshold: settings.threshold.of(ctx.centre) / 100,
      level: settings.significance.of(ctx.centre) / 100,
    }
    const { label, first } = periodFrom(survey.period)
    const common = {
      source: 'recipients',
      clause: '6.1.1',
      since: first,
      evidence: { label: survey.title, href: `/desk/surveys/${survey.id}/results` },
    } as const
    for (const found of problemsOf(figures, await beforeOf(ctx, survey), limits))
      await raiseFinding(ctx, {
        ...common,
        key: `${found.kind}:${found.service}`,
        severity: found.severity,
        title: `${found.name}：${found.kind === 'low' ? '满意率偏低' : '满意度明显下降'}`.slice(0, 80),
        facts: `${label}服务对象满意度调查，${found.facts}`,
        rule:
          found.kind === 'low'
            ? `满意率（含基本满意）低于 ${settings.threshold.of(ctx.centre)}%`
            : `和上次同一版问卷比下降，韦尔奇检验的概率低于 ${settings.significance.of(ctx.centre)}%`,
      })
    const often = settings.themeOften.of(ctx.centre)
    const harmless = settings.harmless.of(ctx.centre).split('、')
    for (const { theme, count } of oftenSaid(figures, { often, harmless }))
      await raiseFinding(ctx, {
        ...common,
        key: `theme:${theme}`,
        severity: 'minor',
        title: `服务对象的意见：${theme}`,
        facts: `${label}服务对象满意度调查收到 ${figures.words} 条意见，其中 ${count} 条归纳为「${theme}」。`,
        rule: `意见提到同一类达到 ${often} 条`,
      })
  }
  if (survey.round_id) await roundReady(ctx, survey.round_id)
}
