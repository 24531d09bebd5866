import { pino } from 'pino'
import { regionFigures, words } from '#modules/indicators'
import { readConfig } from '#platform/config'
import { isPeriod } from '#platform/periods'
import { openKernel } from '../kernel.ts'

/**
 * `npm run region:figures -- 2026-10 1 2`: the figures of a period over the centres of these numbers (all, where none is
 * named), read in the role of the region; a line each, separated by tabs.
 */
const [period = '', ...named] = process.argv.slice(2)
if (!isPeriod(period)) {
  console.error('用法：npm run region:figures -- 统计期 [中心编号 …]，例如 2026-10 1 2')
  process.exit(2)
}
const kernel = await openKernel(readConfig(process.env), { log: pino({ level: 'warn' }) })
const centres = named.length > 0 ? named.map(Number).filter(Number.isInteger) : await kernel.centres.all()
const figures = await kernel.database.read({ centres }, db => regionFigures(db, centres, period))
console.log(['指标', '合计', ...centres.map(one => `中心 ${one}`)].join('\t'))
for (const one of figures) {
  const says = (value: number | null | undefined) =>
    value === undefined || value === null ? '' : words(one.measure, one.unit, value)
  const each = centres.map(centre => {
    const cell = one.cells.get(centre)
    return cell?.state === 'few' ? '不足 3 家（人）' : says(cell?.value)
  })
  console.log([one.label, says(one.value), ...each].join('\t'))
}
await kernel.close()
process.exit(0)
