import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'

/** A post with those below it. */
export interface ChartNode {
  id: string
  name: string
  unit: string
  holders: readonly string[]
  below: readonly ChartNode[]
}

/** 4.2.1 组织架构图, drawn from the posts as they stand. */
export function ChartPage({ tree, mayManage }: { tree: readonly ChartNode[]; mayManage: boolean }) {
  return (
    <>
      <PageHead
        title="组织架构"
        lead="按各岗位的上级自动绘制；调整岗位后随即更新。"
        actions={
          <a class="button" href="/desk/team/chart.pdf" data-turbo="false">
            打印架构图
          </a>
        }
      />
      <Card>
        {tree.length === 0 ? (
          <Empty
            title="还没有岗位"
            {...(mayManage && { action: { href: '/act/post/create', label: '新设岗位' } })}
          />
        ) : (
          <div class="chart-tree">
            <Level nodes={tree} />
          </div>
        )}
      </Card>
    </>
  )
}

function Level({ nodes }: { nodes: readonly ChartNode[] }) {
  return (
    <ul>
      {nodes.map(node => (
        <li>
          <a class="chart-box" href={`/desk/team/posts/${node.id}`}>
            {node.unit && <small>{node.unit}</small>}
            <b>{node.name}</b>
            <span>{node.holders.join('、') || '暂缺'}</span>
          </a>
          {node.below.length > 0 && <Level nodes={node.below} />}
        </li>
      ))}
    </ul>
  )
}
