import type { Button, Told } from '#modules/actions'
import { money } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'

interface Props {
  station: string
  day: string
  lines: ReadonlyArray<{ label: string; count: number; unit: string; fen: number }>
  late: string | null
  enteredAt: string
  buttons: Button[]
  back: string
  story: readonly Told[]
}

/** One day of a station, with every figure that ever stood there. */
export function EntryPage({ station, day, lines, late, enteredAt, buttons, back, story }: Props) {
  return (
    <>
      <PageHead
        title={`${day} 日报`}
        lead={station}
        {...(late !== null && { badges: <Badge tone="orange">补录</Badge> })}
        actions={<ActionButtons offers={buttons} back={back} />}
      />
      <Card>
        <Facts
          items={[
            ...lines.map(line => ({
              label: line.label,
              value: `${line.count} ${line.unit}${line.fen > 0 ? `，${money(line.fen)}` : ''}`,
            })),
            { label: '登记时间', value: enteredAt },
            { label: '补录原因', value: late },
          ]}
        />
      </Card>
      <Card title="登记和更正">
        <Timeline items={story} />
      </Card>
    </>
  )
}
