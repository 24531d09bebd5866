import { Hono } from 'hono'
import { hallFrame } from '#modules/channels'
import { type Ctx, stranger } from '#platform/ctx'
import { type Env, type Http, readIn } from '#platform/http'
import { yearBefore } from '#platform/periods'
import { Hall } from '#ui/hall'
import { type Published, publishedFigures } from './published.ts'
import { screenSeconds } from './settings.ts'
import { themeRank } from './themes.ts'
import { changeWords, words } from './words.ts'

/** 数据大屏: the figures that are public anyway, one group after another, turned by the browser without any script. */
export const screenRoutes = new Hono<Env>().get('/indicators/screen', c =>
  readIn(c, ctx => show({ ...ctx, actor: stranger }, c)),
)

interface Face {
  title: string
  lines: Array<{ label: string; value: string; note: string }>
}
const perFace = 6

async function show(ctx: Ctx, c: Http): Promise<Response> {
  const faces = facesOf(await publishedFigures(ctx))
  const asked = Number(c.req.query('page') ?? 1)
  const number = Number.isInteger(asked) && asked >= 1 && asked <= faces.length ? asked : 1
  const face = faces[number - 1]
  c.header('cache-control', 'no-store')
  c.header(
    'refresh',
    `${screenSeconds.of(ctx.centre)}; url=/indicators/screen?page=${(number % Math.max(1, faces.length)) + 1}`,
  )
  c.header('x-robots-tag', 'noindex')
  return c.html(
    <Hall
      {...hallFrame(ctx)}
      title="数据大屏"
      heading={face?.title ?? '数据公开'}
      number={number}
      of={faces.length}
      words=""
    >
      {face ? <Lines face={face} /> : <p class="hall-empty">还没有公开的数据</p>}
    </Hall>,
  )
}

/** The county's latest figure of each indicator, with the same a year ago. */
function facesOf(figures: readonly Published[]): Face[] {
  const county = figures.filter(one => one.town === 'county')
  const lines = [...Map.groupBy(county, one => one.code).values()].flatMap(series => {
    const latest = series.find(one => one.value !== null)
    if (!latest || latest.value === null) return []
    const last = series.find(one => one.period.code === yearBefore(latest.period).code)
    const before = last && last.version === latest.version ? last.value : null
    const changed = before === null ? '' : `，同比${changeWords(latest.measure, latest.value, before)}`
    return [
      {
        ...{ theme: latest.theme, label: latest.label },
        value: words(latest.measure, latest.unit, latest.value),
        note: `${latest.period.label}${changed}`,
      },
    ]
  })
  return [...Map.groupBy(lines, one => one.theme)]
    .sort(([a], [b]) => themeRank(a) - themeRank(b))
    .flatMap(([title, of]) =>
      Array.from({ length: Math.ceil(of.length / perFace) }, (_, at) => ({
        title,
        lines: of.slice(at * perFace, (at + 1) * perFace),
      })),
    )
}

const Lines = ({ face }: { face: Face }) => (
  <ul class="hall-lines">
    {face.lines.map(one => (
      <li>
        <div>
          <span>{one.label}</span>
          <strong>{one.value}</strong>
          <span>{one.note}</span>
        </div>
      </li>
    ))}
  </ul>
)
