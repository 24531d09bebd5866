import { families } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { percent } from '#platform/format'
import { type ChartTable, chartImage } from '#ui/chart'
import { casesByFamily, monthlyFigures } from './queries.ts'

export interface Figure {
  title: string
  /** 口径: what is counted, and what is not. */
  definition: string
  table: ChartTable
  draw(): Promise<string>
}

/** The figures of the centre, each with its definition and the table behind it. */
export const figures: Record<string, (ctx: Ctx) => Promise<Figure>> = {
  async cases(ctx) {
    const { months, submitted, closed, byTime } = await monthlyFigures(ctx)
    const short = months.map(month => `${Number(month.slice(5))}月`)
    return {
      title: '办件量',
      definition:
        '近 12 个月每月提交的办件和确认办结的办件；撤回、不予受理的不计入办结。申请人没有回应、按时限确认的另列。',
      table: {
        head: ['月份', '提交', '办结', '其中按时限确认'],
        rows: months.map((month, index) => [
          month,
          submitted[index] ?? 0,
          closed[index] ?? 0,
          byTime[index] ?? 0,
        ]),
      },
      draw: () =>
        chartImage({
          legend: { top: 0 },
          xAxis: { type: 'category', data: short },
          yAxis: { type: 'value' },
          series: [
            { name: '提交', type: 'bar', data: submitted },
            { name: '办结', type: 'line', data: closed },
          ],
        }),
    }
  },
  async ontime(ctx) {
    const { months, onTime } = await monthlyFigures(ctx)
    return {
      title: '按时办理率',
      definition:
        '当月办完的、有时限的工作人员待办中，在时限内办完的占比；按工作日计时，等待申请人的时间不计。',
      table: {
        head: ['月份', '按时办理率'],
        rows: months.map((month, index) => [month, rateText(onTime[index] ?? null)]),
      },
      draw: () =>
        chartImage({
          xAxis: { type: 'category', data: months.map(month => `${Number(month.slice(5))}月`) },
          yAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' } },
          series: [
            { type: 'line', data: onTime.map(rate => (rate === null ? null : Math.round(rate * 1000) / 10)) },
          ],
        }),
    }
  },
  async families(ctx) {
    const rows = await casesByFamily(ctx)
    const named = rows.map(row => ({
      name: families[row.family as keyof typeof families]?.label ?? row.family,
      n: row.n,
    }))
    return {
      title: '办件类别',
      definition: '近 12 个月提交的办件，按服务项目的类别。',
      table: { head: ['类别', '办件'], rows: named.map(row => [row.name, row.n]) },
      draw: () =>
        chartImage({
          xAxis: { type: 'value' },
          yAxis: { type: 'category', data: named.map(row => row.name).reverse() },
          series: [
            {
              type: 'bar',
              data: named.map(row => row.n).reverse(),
              label: { show: true, position: 'right' },
            },
          ],
        }),
    }
  },
}

const rateText = (rate: number | null): string => (rate === null ? '—' : percent(rate))
