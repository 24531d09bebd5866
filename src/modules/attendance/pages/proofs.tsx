import { ActionButtons } from '#ui/actions'
import { Badge } from '#ui/badge'
import { Files } from '#ui/files'
import type { ProofView } from '../proofs.ts'

/** Photos and photographed sheets, with what the camera noted beside what was typed in. */
export const Proofs = ({ proofs, back }: { proofs: readonly ProofView[]; back: string }) => (
  <ul class="stack">
    {proofs.map(one => (
      <li class="stack-small">
        <p>
          <b>{one.kind}</b> {one.half} {one.withdrawn && <Badge>已撤下</Badge>} {one.note}
        </p>
        <p class="quiet">{[one.taken, one.added].filter(Boolean).join('；')}</p>
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
        {one.buttons.length > 0 && <ActionButtons offers={one.buttons} back={back} />}
      </li>
    ))}
  </ul>
)
