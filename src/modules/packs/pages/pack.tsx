import type { Button, Told } from '#modules/actions'
import { count, dateTime } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'

interface Props {
  pack: {
    id: string
    state: string
    label: string
    whole: boolean
    reason: string
    step: string
    done: number
    total: number
    files: number | null
    bytes: number | null
    manifest: string | null
    seal_number: number | null
    finished_at: Date | null
    problem: string | null
  }
  clauses: readonly string[]
  state: { label: string; tone: BadgeTone }
  buttons: Button[]
  story: Told[]
  size: string
  fingerprint: string
}

/** One pack: how far it is, what it holds, how it is sealed. */
export function PackPage({ pack, clauses, state, buttons, story, size, fingerprint }: Props) {
  return (
    <>
      <PageHead
        title={`迎检资料包（${pack.label}）`}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/packs/${pack.id}`} />}
      />
      <Progress pack={pack} size={size} />
      <div class="columns">
        <div>
          {pack.manifest && (
            <Card title="封存">
              <Facts
                columns={1}
                items={[
                  { label: '生成时间', value: pack.finished_at && dateTime(pack.finished_at) },
                  { label: '文件数', value: pack.files === null ? '' : count(pack.files) },
                  { label: '清单校验值（SHA-256）', value: <code class="wrapping">{pack.manifest}</code> },
                  { label: '日志封存', value: pack.seal_number === null ? '' : `第 ${pack.seal_number} 号` },
                  { label: '公钥指纹', value: <code class="wrapping">{fingerprint}</code> },
                ]}
              />
              <p class="quiet">
                改一个字、少一个文件、多一个文件、换一把钥匙，都核对得出来。
                <a href="/packs/verify">核对资料包</a>
              </p>
            </Card>
          )}
          <Card title={`条款（${clauses.length} 条）`}>
            <ul>
              {clauses.map(one => (
                <li>{one}</li>
              ))}
            </ul>
            {pack.whole ? (
              <p>个人信息没有遮盖：{pack.reason}</p>
            ) : (
              <p class="quiet">台账里的姓名和电话已遮盖。</p>
            )}
          </Card>
        </div>
        <aside>
          <Card title="经过">
            <Timeline items={story} />
          </Card>
        </aside>
      </div>
    </>
  )
}

/** From here on it is a ZIP of the larger format, which everything since 2007 reads, and too large for old sticks. */
const plainZip = 4 * 1024 ** 3

/** Where it stands, in words and, while it runs, as a bar. */
function Progress({ pack, size }: Pick<Props, 'pack' | 'size'>) {
  switch (pack.state) {
    case 'building':
      return (
        <div class="import-progress" data-controller="reload">
          <label for="progress">
            正在生成：{count(pack.done)} / {count(pack.total)} 条{pack.step && `，${pack.step}`}
          </label>
          <progress id="progress" max={Math.max(pack.total, 1)} value={pack.done} />
          <p class="quiet">
            这一页自己会更新，也可以先离开。<a href={`/desk/packs/${pack.id}`}>刷新</a>
          </p>
        </div>
      )
    case 'ready':
      return (
        <Alert tone="success" title="资料包已生成">
          <p>
            <a href={`/desk/packs/${pack.id}/pack.zip`} data-turbo="false">
              下载（{size}）
            </a>
            。谁下载过有记录；里面有照片和单据原件，请妥善保管。
          </p>
          {(pack.bytes ?? 0) >= plainZip && (
            <p>
              这个资料包大于 4
              GB：旧格式（FAT32）的优盘装不下，请用移动硬盘或新格式（exFAT、NTFS）的优盘；用系统自带的解压程序就能打开。
            </p>
          )}
        </Alert>
      )
    case 'failed':
      return (
        <Alert tone="danger" title="没有生成">
          <p>{pack.problem}</p>
        </Alert>
      )
    default:
      return (
        <Alert title="文件已删除">
          <p>已经带走的资料包仍能核对。需要时可以重新生成。</p>
        </Alert>
      )
  }
}
