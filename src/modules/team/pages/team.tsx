import type { Button, Told } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { DataTable, stateColumn } from '#ui/table'
import { Timeline } from '#ui/timeline'

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
  mayManage: boolean
}

const organisations: Record<string, string> = {
  centre: '服务中心',
  bureau: '商务主管部门',
  assessor: '第三方评价机构',
}

export function TeamPage({ posts, staff, query, mayManage }: TeamProps) {
  return (
    <>
      <PageHead
        title="岗位与人员"
        lead="岗位是职责的组合；谁担任岗位，谁就能办这些事。"
        actions={
          mayManage && (
            <div class="actions">
              <a class="button" href="/act/post/create">
                新设岗位
              </a>
              <a class="button button-primary" href="/act/staff/appoint">
                新增人员
              </a>
            </div>
          )
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
          <a href="/desk/team/duties.pdf" data-turbo="false">
            打印岗位职责
          </a>
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

interface StaffProps {
  staff: {
    id: string
    name: string
    organisation: string
    phone: string | null
    email: string | null
    full_time: boolean
    joined_on: string
    left_on: string | null
  }
  posts: readonly string[]
  state: StateBadge
  buttons: Button[]
  story: Told[]
}

export function StaffPage({ staff, posts, state, buttons, story }: StaffProps) {
  return (
    <>
      <PageHead
        title={staff.name}
        badges={<Badge tone={state.tone}>{state.label}</Badge>}
        actions={<ActionButtons offers={buttons} back={`/desk/team/staff/${staff.id}`} />}
      />
      <div class="columns">
        <Card title="资料">
          <Facts
            items={[
              { label: '所属', value: organisations[staff.organisation] ?? '' },
              { label: '岗位', value: posts.join('、') },
              { label: '用工', value: staff.full_time ? '专职' : '兼职' },
              { label: '手机号', value: staff.phone ?? '' },
              { label: '邮箱', value: staff.email ?? '' },
              { label: '到岗', value: staff.joined_on },
              { label: '离岗', value: staff.left_on ?? '' },
            ]}
          />
        </Card>
        <Card title="经过">
          <Timeline items={story} />
        </Card>
      </div>
    </>
  )
}

export interface SettingGroup {
  name: string
  settings: ReadonlyArray<{
    code: string
    label: string
    help: string
    value: string
    /** '默认值', or what the default was. */
    origin: string
  }>
}

interface SettingsProps {
  groups: readonly SettingGroup[]
  mayManage: boolean
  exceptions: ReadonlyArray<{ day: string; working: boolean; reason: string }>
  unannounced: number | null
  history: Told[]
}

export function SettingsPage({ groups, mayManage, exceptions, unannounced, history }: SettingsProps) {
  return (
    <>
      <PageHead title="设置" lead="时限、数量和门槛都在这里；每次修改都记入日志。" />
      {unannounced !== null && (
        <Alert tone="warning" title={`${unannounced} 年的节假日安排尚未收录`}>
          在公布并录入之前，这一年只按周一至周五计算工作日。
        </Alert>
      )}
      <div class="columns">
        <div>
          {groups.map(group => (
            <Card title={group.name}>
              <ul class="task-list">
                {group.settings.map(setting => (
                  <li>
                    <div>
                      <b>{setting.label}</b>
                      <p class="quiet">{setting.help}</p>
                    </div>
                    <div class="right">
                      <b>{setting.value}</b>
                      <p class="quiet">
                        {setting.origin}
                        {mayManage && (
                          <>
                            {setting.origin && ' · '}
                            <a href={`/act/setting_change/make?code=${setting.code}`}>
                              修改<span class="visually-hidden">{setting.label}</span>
                            </a>
                          </>
                        )}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            </Card>
          ))}
          <Card title="工作日历" action={mayManage && <a href="/act/calendar_change/make">调整工作日</a>}>
            <p class="quiet">按国务院公布的节假日安排计算，以下日期由本中心另行规定。</p>
            {exceptions.length === 0 ? (
              <p>没有另行规定。</p>
            ) : (
              <ul class="link-list">
                {exceptions.map(one => (
                  <li>
                    <b>{one.day}</b> {one.working ? '上班' : '不上班'}
                    <small>{one.reason}</small>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
        <aside>
          <Card title="最近的修改">
            <Timeline items={history} />
          </Card>
        </aside>
      </div>
    </>
  )
}
