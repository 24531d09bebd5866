import { date } from '#platform/format'
import { Card } from '#ui/card'
import { Diff } from '#ui/diff'
import { PageHead } from '#ui/page-head'
import type { PastVersion } from '../versions.ts'

interface Props {
  name: string
  versions: readonly PastVersion[]
  back: { href: string; label: string }
}

/** Version by version, with what changed: old prices stay provable. */
export function ItemHistory({ name, versions, back }: Props) {
  return (
    <>
      <PageHead title="历次版本" lead={name} />
      {versions.map(version => (
        <Card
          title={`第 ${version.number} 版，${version.publishedAt ? `${date(version.publishedAt)} 上架` : `${date(version.savedAt)} 编写，未上架`}`}
        >
          <p>收费：{version.price}</p>
          {version.changes.length > 0 && <Diff fields={version.changes} />}
        </Card>
      ))}
      <p>
        <a href={back.href}>{back.label}</a>
      </p>
    </>
  )
}
