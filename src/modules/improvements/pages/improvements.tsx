import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { ChartFigure } from '#ui/chart'
import { Empty } from '#ui/empty'
import { Facts } from '#ui/facts'
import { Files, type Picture } from '#ui/files'
import { type Column, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { Effect } from '../effect.ts'
import type { Cause, Option } from '../improvement-inputs.ts'
import { categories } from '../words.ts'

interface Mark {
  label: string
  tone: BadgeTone
}
export interface MeasureView {
  id: string
  what: string
  owner: string
  due: string
  left: string
  state: Mark
  result: string
  files: ReadonlyArray<Picture & { size: number }>
  buttons: readonly Button[]
}
interface OverviewProps {
  back: string
  findings: ReadonlyArray<{ id: string; number: string; title: string; state: Mark }>
  facts: ReadonlyArray<{ label: string; value: string }>
  outcome: ReadonlyArray<{ label: string; value: string }>
  goal: string
  resources: string
  options: readonly Option[]
  measures: readonly MeasureView[]
  addHref: string | null
  previous: { id: string; number: string } | null
  files: ReadonlyArray<Picture & { size: number }>
  story: readonly Told[]
}

export const Overview = (props: OverviewProps) => (
  <div class="columns">
    <div>
      <Card title="要解决的问题">
        <ul class="bullets">
          {props.findings.map(one => (
            <li>
              <a href={`/desk/improvements/findings/${one.id}`}>
                {one.number} {one.title}
              </a>{' '}
              <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </li>
          ))}
        </ul>
        <Facts items={[...props.facts]} />
        {props.previous && (
          <p class="quiet">
            上次改进没有保持住：
            <a href={`/desk/improvements/items/${props.previous.id}`}>改进事项 {props.previous.number}</a>
          </p>
        )}
      </Card>
      <Plan {...props} />
      <Measures {...props} />
    </div>
    <aside>
      <Card title="指标">
        {props.outcome.length > 0 ? (
          <Facts items={[...props.outcome]} columns={1} />
        ) : (
          <p class="quiet">方案中写明看哪个指标、要达到多少。</p>
        )}
        <Files files={props.files} />
      </Card>
      <Card title="经过">
        <Timeline items={props.story} />
      </Card>
    </aside>
  </div>
)

const Plan = ({ goal, resources, options }: OverviewProps) =>
  goal === '' ? null : (
    <Card title="方案">
      <Facts
        items={[
          { label: '要达到', value: goal },
          { label: '资源', value: resources },
        ]}
      />
      <Table columns={optionColumns} rows={options} />
    </Card>
  )

const optionColumns: ReadonlyArray<Column<Option>> = [
  { key: 'what', label: '研究过的措施', value: one => one.what, phone: 'title' },
  { key: 'effect', label: '预计效果', value: one => one.effect, long: true },
  { key: 'cost', label: '要花多少', value: one => one.cost },
  { key: 'chosen', label: '采用', value: one => (one.chosen ? '采用' : '没有采用') },
]

const Measures = ({ measures, addHref, back }: OverviewProps) => (
  <Card title="措施（按期限倒排）" action={addHref && <a href={addHref}>加一条措施</a>}>
    {measures.length === 0 ? (
      <p class="quiet">还没有列出措施。拟订方案后，写明做什么、谁来做、什么时候完成。</p>
    ) : (
      <ol class="stack">
        {measures.map(one => (
          <li>
            <p>
              <b>{one.what}</b> <Badge tone={one.state.tone}>{one.state.label}</Badge>
            </p>
            <p class="quiet">
              {one.owner} · {one.due} 前{one.left && ` · ${one.left}`}
            </p>
            {one.result && <p class="prose">{one.result}</p>}
            <Files files={one.files} />
            {one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={back} />}
          </li>
        ))}
      </ol>
    )}
  </Card>
)

interface CausesProps {
  id: string
  title: string
  whys: readonly string[]
  causes: readonly Cause[]
  root: string
}

export const CausesTab = ({ id, title, whys, causes, root }: CausesProps) =>
  whys.length === 0 ? (
    <Empty icon="list-search" title="还没有分析原因" text="由责任人追问为什么，列出各方面的原因。" />
  ) : (
    <>
      <Card title="追问为什么">
        <ol class="stack">
          {whys.map((why, at) => (
            <li>
              <span class="quiet">第 {at + 1} 层</span> {why}
            </li>
          ))}
        </ol>
        <Facts items={[{ label: '根本原因', value: root }]} columns={1} />
      </Card>
      <Card title="鱼骨图">
        <figure class="chart">
          <img
            src={`/desk/improvements/items/${id}/causes/fishbone.svg`}
            alt={`「${title}」的鱼骨图，各条原因见下表`}
            width={1080}
            height={560}
          />
        </figure>
        <Table columns={causeColumns} rows={causes} />
      </Card>
    </>
  )

const causeColumns: ReadonlyArray<Column<Cause>> = [
  { key: 'category', label: '类别', value: one => categories[one.category], phone: 'title' },
  { key: 'cause', label: '原因', value: one => one.cause, long: true },
  { key: 'main', label: '主要', value: one => (one.main ? '主要原因' : '') },
]

export const EffectTab = ({ id, effect }: { id: string; effect: Effect | null }) =>
  effect === null ? (
    <Empty icon="list-search" title="还没有指标" text="方案中写明看哪个指标后，这里显示改进前后的变化。" />
  ) : (
    <>
      <Card title="改进前后">
        <ChartFigure
          title={`${effect.label}（${effect.unit}）`}
          src={`/desk/improvements/items/${id}/effect/chart.svg`}
          definition={effect.definition}
          table={{
            head: ['时间', effect.label, '目标', '这一期落实的措施'],
            rows: effect.points.map(one => [
              one.label,
              one.value ?? '没有数据',
              effect.target ?? '',
              one.done.join('；'),
            ]),
          }}
        />
      </Card>
      <Card title="每条措施前后">
        {effect.measures.length === 0 ? (
          <p class="quiet">还没有措施落实。</p>
        ) : (
          <Table columns={effectColumns} rows={effect.measures} />
        )}
        <p class="quiet">前后的变化不一定都是这条措施带来的，请结合别的情况判断。</p>
      </Card>
    </>
  )

const effectColumns: ReadonlyArray<Column<Effect['measures'][number]>> = [
  { key: 'what', label: '措施', value: one => one.what, phone: 'title' },
  { key: 'day', label: '落实', value: one => one.day },
  { key: 'before', label: '落实前', value: one => one.before },
  { key: 'after', label: '落实后', value: one => one.after },
]
