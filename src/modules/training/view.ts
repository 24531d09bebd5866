import type { Ctx } from '#platform/ctx'
import { countedAnswers } from './queries/plans.ts'
import type { Survey } from './survey.ts'
import { answerForms, townName } from './words.ts'

/** Fewer answers of one town could tell whose they are; such towns are shown together. */
const fewest = 5

export interface SurveyResult {
  answers: number
  papers: number
  forms: ReadonlyArray<{ label: string; people: number }>
  towns: readonly string[]
  topics: ReadonlyArray<{ topic: string; people: number; byTown: readonly number[] }>
}

/** How often each topic was asked for, in all and by town; the most wanted first. */
export async function surveyResult(ctx: Ctx, survey: Pick<Survey, 'id' | 'topics'>): Promise<SurveyResult> {
  const { byTopic, byForm, byChannel } = await countedAnswers(ctx, survey.id)
  const ofTown = new Map<string, number>()
  for (const { town, people } of byTopic) {
    const name = townName(town) || '未填'
    ofTown.set(name, (ofTown.get(name) ?? 0) + people)
  }
  const large = [...ofTown].filter(([, people]) => people >= fewest).sort((a, b) => b[1] - a[1])
  const towns = large.slice(0, 8).map(([name]) => name)
  const columnOf = (town: string | null): string => {
    const name = townName(town) || '未填'
    return towns.includes(name) ? name : '其他'
  }
  const columns = byTopic.some(row => columnOf(row.town) === '其他') ? [...towns, '其他'] : towns
  const topics = survey.topics
    .map(topic => {
      const those = byTopic.filter(row => row.topic === topic)
      const count = (column: string) =>
        those.filter(row => columnOf(row.town) === column).reduce((sum, row) => sum + row.people, 0)
      return {
        topic,
        people: those.reduce((sum, row) => sum + row.people, 0),
        byTown: columns.map(count),
      }
    })
    .sort((a, b) => b.people - a.people)
  return {
    answers: byChannel.reduce((sum, row) => sum + row.people, 0),
    papers: byChannel.find(row => row.channel === 'paper')?.people ?? 0,
    forms: byForm.map(row => ({
      label: answerForms[row.form as keyof typeof answerForms],
      people: row.people,
    })),
    towns: columns,
    topics,
  }
}
