// `npm run bench`: what the platform costs, as ratios to two floors measured in the same run (test/bench/floor.ts), and
// beside them memory, start and weight. `--rows=100000` for a smaller large table, `--seconds=2` for shorter rounds,
// `--only=embedded` or `--only=server` for one database.
import { parseArgs } from 'node:util'
import { startCluster } from '../postgres.ts'
import { type Figures, measure, type Place } from './measure.ts'
import { embeddedPlace, serverPlace } from './places.ts'
import { report } from './report.ts'

const { values } = parseArgs({
  options: { rows: { type: 'string' }, seconds: { type: 'string' }, only: { type: 'string' } },
})
const large = Number(values.rows ?? 1_000_000)
const seconds = Number(values.seconds ?? 4)
const small = 10_000

const figures: Array<{ title: string; figures: Figures }> = []
const run = async (title: string, place: Promise<Place>): Promise<void> => {
  console.error(`测量 measuring: ${title}`)
  const opened = await place
  try {
    figures.push({ title, figures: await measure(opened, seconds) })
  } finally {
    await opened.close()
  }
}

if (values.only !== 'server') await run('embedded, 10,000 cases', embeddedPlace(small))
const cluster = values.only === 'embedded' ? null : await startCluster()
if (cluster) {
  await run('PostgreSQL, 10,000 cases', serverPlace(cluster.adminUrl, small))
  await run(`PostgreSQL, ${large.toLocaleString('en')} cases`, serverPlace(cluster.adminUrl, large))
  await cluster.stop()
} else if (values.only !== 'embedded')
  console.error('没有安装 PostgreSQL，只测内嵌数据库。 No PostgreSQL: embedded only.')
console.log(report(figures))
process.exit(0)
