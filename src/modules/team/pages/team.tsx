import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { DataTable, stateColumn } from '#ui/table'

interface StateBadge {
  label: string
  tone: BadgeTone
}

interface TeamProps {
  posts: ReadonlyArray<{ id: string; name: string; summary: string; duties: string[] }>
  staff: ReadonlyArray<{
    id: string
    name: string
    organisation: string
    full_time: boolean
    posts: string[]
    state: StateBadge
  }>
  query: Record<string, string>
  mayAppoint: boolean
  maySetUpPosts: boolean
}

export const organisations: Record<string, string> = {
  centre: '服务中心',
  bureau: '商务主管部门',
  assessor: '第三方评价机构',
}

export function TeamPage({ posts, staff, query, mayAppoint, maySetUpPosts }: TeamProps) {
  return (
    <>
      <PageHead
        title="岗位与人员"
        lead="岗位是职责的组合；谁担任岗位，谁就能办这些事。"
        actions={
          <div class="actions">
            {maySetUpPosts && (
              <a class="button" href="/act/post/create">
                新设岗位
              </a>
            )}
            {mayAppoint && (
              <a class="button button-primary" href="/act/staff/appoint">
                新增人员
              </a>
            )}
          </div>
        }
      />
      <DataTable
        path="/desk/team"
        query={query}
        rows={staff}
        empty={{ title: '还没有人员' }}
        columns={[
          {
            key: 'name',
            label: '姓名',
            phone: 'title',
            sort: true,
            value: row => row.name,
            cell: row => <a href={`/desk/team/staff/${row.id}`}>{row.name}</a>,
          },
          {
            key: 'organisation',
            label: '所属',
            sort: true,
            value: row => organisations[row.organisation],
          },
          { key: 'posts', label: '岗位', long: true, value: row => row.posts.join('、') },
          { key: 'full', label: '专职', value: row => (row.full_time ? '专职' : '兼职') },
          { ...stateColumn, sort: true },
        ]}
      />
      <Card
        title="岗位"
        action={
          <span class="actions">
            <a href="/desk/team/chart">组织架构图</a>
            <a href="/desk/team/duties.pdf" data-turbo="false">
              打印岗位职责
            </a>
          </span>
        }
      >
        <ul class="link-list">
          {posts.map(post => (
            <li>
              <a href={`/desk/team/posts/${post.id}`}>{post.name}</a>
              <small>{post.duties.join('、') || '没有职责'}</small>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

interface PostProps {
  post: { id: string; name: string; summary: string }
  state: StateBadge
  buttons: Button[]
  duties: ReadonlyArray<{ label: string; actions: string[] }>
  holders: readonly string[]
}

/** The duty description of a post, generated from what its holders may really do (4.2.1). */
export function PostPage({ post, state, buttons, duties, holders }: PostProps) {
  return (
    <>
      <PageHead
        title={`${post.name} 岗位职责`}
        lead={post.summary}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/team/posts/${post.id}`} />}
      />
      <Card>
        <p>担任人员：{holders.join('、') || '暂缺'}</p>
      </Card>
      {duties.map(duty => (
        <Card title={duty.label}>
          {duty.actions.length === 0 ? (
            <p class="quiet">可查阅相关内容。</p>
          ) : (
            <ol class="link-list">
              {duty.actions.map(one => (
                <li>{one}</li>
              ))}
            </ol>
          )}
        </Card>
      ))}
    </>
  )
}
