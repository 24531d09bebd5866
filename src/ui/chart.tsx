import type { EChartsOption } from './echarts.ts'
import { TableWrap } from './table.tsx'

/** Colours of series, told apart also by label and table. */
const palette = ['#0b7a5a', '#c2620a', '#2f6fb0', '#8a6d1d', '#7a4fa3', '#5b6b66']

/** Draws a chart as SVG text on the server; about 5 ms. It is served as an image of its own. */
export async function chartImage(
  option: EChartsOption & { xAxis: object; yAxis: object },
  { width = 420, height = 220 }: { width?: number; height?: number } = {},
): Promise<string> {
  // Two megabytes that only figures need: loaded with the first of them.
  const { init } = await import('./echarts.ts')
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({
      animation: false,
      color: palette,
      textStyle: {
        // Without quotes: ECharts puts the text into a style attribute as it is, and a quote would end that.
        fontFamily: 'system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif',
        fontSize: 13,
      },
      grid: {
        left: 8,
        right: 12,
        top: 36,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      ...option,
      xAxis: labelled(option.xAxis),
      yAxis: labelled(option.yAxis),
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

/** Large enough to read where the image stands small in a column. */
const labelled = (axis: object): object => ({
  ...axis,
  axisLabel: { fontSize: 13, ...('axisLabel' in axis && (axis.axisLabel as object)) },
})

export interface ChartTable {
  head: readonly string[]
  rows: ReadonlyArray<ReadonlyArray<string | number>>
}

/** A drawn figure, with its definition and the table behind it. */
export function ChartFigure({
  title,
  src,
  definition,
  table,
}: {
  title: string
  src: string
  definition: string
  table: ChartTable
}) {
  return (
    <figure class="chart">
      <figcaption>
        <strong>{title}</strong>
        <small>{definition}</small>
      </figcaption>
      <img src={src} alt={`${title}，数据见下表`} width={420} height={220} />
      <details>
        <summary>查看数据表</summary>
        <TableWrap>
          <table class="table">
            <thead>
              <tr>
                {table.head.map(cell => (
                  <th scope="col">{cell}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(row => (
                <tr>
                  {row.map((cell, index) => (index === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableWrap>
      </details>
    </figure>
  )
}
