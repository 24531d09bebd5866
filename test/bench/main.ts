// `npm run bench`: what the platform costs, as ratios to two floors measured in the same run (test/bench/floor.ts), and
// beside them memory, start and weight; each figure is named when it is there. `--rows=100000` for a smaller large table, `--seconds=2` for shorter rounds,
// `--only=embedded` or `--only=server` for one database. `--services=surveys,proof` for these services alone, on PostgreSQL; how
// much they count by `--sheets`, `--records`, `--journal`, `--pack`, `--half-days`.
import { parseArgs } from 'node:util'
import { startCluster } from '../postgres.ts'
import { type Figures, measure, type Place } from './measure.ts'
import { embeddedPlace, serverPlace } from './places.ts'
import { report, services } from './report.ts'
import { type Counting, countingNames, measureCounting, usualSizes } from './services.ts'

const names = ['rows', 'seconds', 'only', 'services', ...Object.keys(usualSizes)]
const { values } = parseArgs({
  options: Object.fromEntries(names.map(name => [name, { type: 'string' as const }])),
})
const sizes = { ...usualSizes }
for (const name of Object.keys(sizes) as Array<keyof typeof sizes>)
  sizes[name] = Number(values[name] ?? sizes[name])
const large = Number(values.rows ?? 1_000_000)
const seconds = Number(values.seconds ?? 4)
const small = 10_000

const figures: Array<{ title: string; figures: Figures }> = []
const run = async (title: string, place: Promise<Place>): Promise<void> => {
  console.error(`测量 measuring: ${title}`)
  const opened = await place
  try {
    figures.push({ title, figures: await measure(opened, seconds, sizes) })
  } finally {
    await opened.close()
  }
}

if (values.services) {
  const wanted = values.services.split(',') as Array<keyof Counting>
  const unknown = wanted.filter(name => !countingNames.includes(name))
  if (unknown.length > 0) throw new Error(`no service ${unknown.join()}: ${countingNames.join()}`)
  const cluster = await startCluster()
  if (!cluster) throw new Error('no PostgreSQL is installed')
  const place = await serverPlace(cluster.adminUrl, small, { services: true })
  try {
    const found = await measureCounting(place, place.owner as NonNullable<typeof place.owner>, sizes, wanted)
    console.log(services('PostgreSQL', found).join('\n'))
  } finally {
    await place.close()
    await cluster.stop()
  }
  process.exit(0)
}
if (values.only !== 'server') await run('embedded, 10,000 cases', embeddedPlace(small))
const cluster = values.only === 'embedded' ? null : await startCluster()
if (cluster) {
  await run('PostgreSQL, 10,000 cases', serverPlace(cluster.adminUrl, small, { services: true }))
  await run(`PostgreSQL, ${large.toLocaleString('en')} cases`, serverPlace(cluster.adminUrl, large))
  await cluster.stop()
} else if (values.only !== 'embedded')
  console.error('没有安装 PostgreSQL，只测内嵌数据库。 No PostgreSQL: embedded only.')
console.log(report(figures))
process.exit(0)
