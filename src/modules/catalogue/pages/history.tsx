import { date } from '#platform/format'
import { Card } from '#ui/card'
import { Diff } from '#ui/diff'
import { PageHead } from '#ui/page-head'

interface Props {
  id: string
  name: string
  versions: Array<{
    number: number
    publishedAt: Date
    price: string
    changes: Array<{ label: string; before: string; after: string }>
  }>
}

/** Every version that was ever published, with what changed: old prices stay provable. */
export function ItemHistory({ id, name, versions }: Props) {
  return (
    <div class="wrap stack">
      <PageHead title="历次版本" lead={name} />
      {versions.map(version => (
        <Card title={`第 ${version.number} 版，${date(version.publishedAt)} 上架`}>
          <p>收费：{version.price}</p>
          {version.changes.length > 0 && <Diff fields={version.changes} />}
        </Card>
      ))}
      <p>
        <a href={`/items/${id}`}>回到现行版本</a>
      </p>
    </div>
  )
}
