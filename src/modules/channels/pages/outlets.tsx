import type { Button, Told } from '#modules/actions'
import { count } from '#platform/format'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Facts } from '#ui/facts'
import { PageHead } from '#ui/page-head'
import { Stat } from '#ui/stat'
import { type Column, DataTable, type Filter, stateColumn, Table } from '#ui/table'
import { type Letter, LetterState, letterNote, NewButton, RecordPage, type StateBadge } from './parts.tsx'

type Query = Record<string, string>

interface SubscriberRow {
  id: string
  email: string
  columns: string
  rhythm: string
  asked: Date
  confirmed: Date | null
  state: StateBadge
  buttons: Button[]
}

const subscriberColumns: ReadonlyArray<Column<SubscriberRow>> = [
  {
    key: 'email',
    label: '邮箱',
    phone: 'title',
    value: row => row.email,
    cell: row => <code>{row.email}</code>,
  },
  { key: 'columns', label: '栏目', value: row => row.columns },
  { key: 'rhythm', label: '多久一封', value: row => row.rhythm },
  stateColumn as Column<SubscriberRow>,
  { key: 'asked', label: '申请', kind: 'date', value: row => row.asked },
  { key: 'confirmed', label: '确认', kind: 'date', value: row => row.confirmed },
  {
    key: 'can',
    label: '操作',
    value: () => null,
    cell: row =>
      row.buttons.length > 0 ? <ActionButtons offers={row.buttons} back="/desk/channels/subscribers" /> : '—',
  },
]

export const SubscribersPage = ({
  rows,
  query,
  next,
  sums,
  filters,
  mailConfigured,
}: {
  rows: readonly SubscriberRow[]
  query: Query
  next: Record<string, string> | null
  sums: { active: number; daily: number; asked: number; left: number }
  filters: readonly Filter[]
  mailConfigured: boolean
}) => (
  <>
    <PageHead
      title="邮件订阅"
      lead="群众自己在“邮件摘要”页订阅、确认、退订。地址加密保存，这里只看得到一部分。"
      actions={
        <a class="button" href="/subscribe">
          看订阅页
        </a>
      }
    />
    {!mailConfigured && (
      <Alert tone="warning">尚未配置邮件通道，确认信和摘要寄不出去，请联系系统管理员。</Alert>
    )}
    <div class="stats">
      <Stat value={count(sums.active)} label="订阅中" hint={`其中每天一封 ${count(sums.daily)}`} />
      <Stat value={count(sums.asked)} label="待本人确认" />
      <Stat value={count(sums.left)} label="已退订或过期" />
    </div>
    <DataTable
      path="/desk/channels/subscribers"
      query={query}
      rows={rows}
      columns={subscriberColumns}
      filters={filters}
      next={next}
      empty={{ title: '还没有人订阅', text: '可以在活动现场请大家扫码订阅。' }}
    />
  </>
)

interface GroupRow {
  id: string
  name: string
  kind: string
  keeper: string
  columns: string
  state: StateBadge
  last: Letter | null
}

const groupColumns: ReadonlyArray<Column<GroupRow>> = [
  {
    key: 'name',
    label: '群',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/channels/groups/${row.id}`}>{row.name}</a>,
  },
  { key: 'kind', label: '类型', value: row => row.kind },
  { key: 'keeper', label: '群主', value: row => row.keeper },
  { key: 'columns', label: '栏目', value: row => row.columns },
  stateColumn as Column<GroupRow>,
  {
    key: 'last',
    label: '最近一条',
    value: row => (row.last ? letterNote(row.last) : null),
    cell: row => (row.last ? <LetterState state={row.last.state} /> : '—'),
  },
]

export const GroupsPage = ({
  rows,
  query,
  mayRegister,
}: {
  rows: readonly GroupRow[]
  query: Query
  mayRegister: boolean
}) => (
  <>
    <PageHead
      title="群机器人"
      lead="乡镇、合作社、商家的企业微信群和钉钉群：有新内容自动推送标题、摘要和链接。"
      actions={mayRegister && <NewButton href="/act/channel_group/register" label="登记推送群" />}
    />
    <DataTable
      path="/desk/channels/groups"
      query={query}
      rows={rows}
      columns={groupColumns}
      total={String(rows.length)}
      empty={{ title: '还没有登记推送群', text: '请群主在群设置里添加机器人，把地址交给您登记。' }}
    />
  </>
)

export const GroupPage = ({
  path,
  name,
  kind,
  keeper,
  columns,
  state,
  buttons,
  letters,
  story,
}: {
  path: string
  name: string
  kind: string
  keeper: string
  columns: string
  state: StateBadge
  buttons: Button[]
  letters: readonly Letter[]
  story: Told[]
}) => (
  <RecordPage title={name} path={path} state={state} buttons={buttons} story={story}>
    <Card title="推送设置">
      <Facts
        items={[
          { label: '类型', value: kind },
          { label: '群主', value: keeper },
          { label: '栏目', value: columns },
          { label: '机器人地址', value: '已加密保存，不再显示' },
        ]}
      />
    </Card>
    <Card title="最近推送">
      {letters.length === 0 ? (
        <p class="quiet">还没有推送过。可以先“发一条测试”。</p>
      ) : (
        <Table columns={letterColumns} rows={letters} />
      )}
    </Card>
  </RecordPage>
)

const letterColumns: ReadonlyArray<Column<Letter>> = [
  { key: 'body', label: '内容', value: letter => letter.body, phone: 'title' },
  { key: 'at', label: '时间', kind: 'dateTime', value: letter => letter.at },
  { key: 'state', label: '状态', value: letterNote, cell: letter => <LetterState state={letter.state} /> },
  { key: 'note', label: '说明', value: letterNote, long: true },
]

interface ScreenRow {
  id: string
  name: string
  parts: string
  seconds: number
  state: StateBadge
}

const screenColumns: ReadonlyArray<Column<ScreenRow>> = [
  {
    key: 'name',
    label: '大屏',
    phone: 'title',
    value: row => row.name,
    cell: row => <a href={`/desk/channels/screens/${row.id}`}>{row.name}</a>,
  },
  { key: 'parts', label: '轮流显示', value: row => row.parts },
  { key: 'seconds', label: '每页秒数', kind: 'number', value: row => row.seconds },
  stateColumn as Column<ScreenRow>,
]

export const ScreensPage = ({
  rows,
  query,
  mayAdd,
}: {
  rows: readonly ScreenRow[]
  query: Query
  mayAdd: boolean
}) => (
  <>
    <PageHead
      title="大厅大屏"
      lead="大厅电视打开大屏的网址就能用，自己翻页、自己更新；不显示任何个人信息。"
      actions={mayAdd && <NewButton href="/act/hall_screen/set" label="添加大屏" />}
    />
    <DataTable
      path="/desk/channels/screens"
      query={query}
      rows={rows}
      columns={screenColumns}
      total={String(rows.length)}
      empty={{ title: '还没有设置大屏', text: '没有设置时，打开大屏网址按默认内容显示。' }}
    />
  </>
)

export const ScreenPage = ({
  path,
  screen,
  parts,
  columns,
  address,
  state,
  buttons,
  story,
}: {
  path: string
  screen: { name: string; seconds: number; words: string }
  parts: string
  columns: string
  address: string | null
  state: StateBadge
  buttons: Button[]
  story: Told[]
}) => (
  <RecordPage title={screen.name} path={path} state={state} buttons={buttons} story={story}>
    <Card title="显示内容">
      <Facts
        items={[
          { label: '轮流显示', value: parts },
          { label: '最新发布的栏目', value: columns },
          { label: '每页停留', value: `${screen.seconds} 秒` },
          screen.words !== '' && { label: '底部提示', value: screen.words },
          address !== null && {
            label: '网址',
            value: (
              <a href={address} data-turbo="false">
                {address}
              </a>
            ),
          },
        ]}
      />
    </Card>
  </RecordPage>
)
