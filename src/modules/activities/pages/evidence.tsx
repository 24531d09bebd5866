import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Files } from '#ui/files'
import type { OpinionView } from '../view.ts'

export interface Proof {
  id: string
  kind: string
  taken: string
  place: string
  note: string
  by: string
  added: string
  shown: boolean
  withdrawn: boolean
  files: ReadonlyArray<{ id: string; name: string; media_type: string; size: number }>
  /** What cameras noted by themselves, beside what was typed in. */
  cameras: ReadonlyArray<{ noted: string; look: string }>
  buttons: Button[]
}

interface Props {
  id: string
  proofs: readonly Proof[]
  actions: readonly Button[]
  opinion: OpinionView | null
  fewest: number
}

/** 佐证: photos, sheets, receipts, and what participants said. */
export const Evidence = ({ id, proofs, actions, opinion, fewest }: Props) => (
  <div class="stack">
    {actions.length > 0 && <ActionButtons offers={actions} back={`/desk/activities/${id}/evidence`} />}
    {proofs.length === 0 && (
      <Empty
        icon="folder"
        title="还没有佐证"
        text="现场照片、签到表、票据都放在这里；归档前至少要有一张照片。"
      />
    )}
    {proofs.map(one => (
      <Card title={one.kind}>
        <p>
          {one.withdrawn && <Badge>已撤下</Badge>} {one.shown && <Badge tone="green">公开</Badge>} {one.note}
        </p>
        <p class="quiet">
          拍摄：{[one.taken, one.place].filter(Boolean).join('，')}（填报）；{one.by} 上传于 {one.added}
        </p>
        {one.cameras.map(camera => (
          <p class="quiet">
            照片自带信息：{camera.noted}
            {camera.look && (
              <>
                {' '}
                <Badge tone="orange">请看一眼</Badge> {camera.look}。手机的时间、位置可能不准，以核对为准。
              </>
            )}
          </p>
        ))}
        <Files files={one.files} />
        {one.buttons.length > 0 && (
          <ActionButtons offers={one.buttons} back={`/desk/activities/${id}/evidence`} />
        )}
      </Card>
    ))}
    <Card title="参加者怎么说">
      {opinion ? (
        <>
          <p>
            <strong>{opinion.mean}</strong> 分（满分 5 分），{opinion.count} 份
          </p>
          <div class="distribution">
            {opinion.marks.map(one => (
              <div class="distribution-row">
                <span>{one.label}</span>
                <meter
                  min={0}
                  max={opinion.count}
                  value={one.count}
                  aria-label={`${one.label} ${one.count} 份`}
                />
                <b>{one.count}</b>
              </div>
            ))}
          </div>
          {opinion.comments.length > 0 && (
            <ul class="bullets">
              {opinion.comments.map(text => (
                <li>{text}</li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p class="quiet">满 {fewest} 份匿名评价后才显示，谁写的看不出来。</p>
      )}
    </Card>
  </div>
)
