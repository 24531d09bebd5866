import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Badge, type BadgeTone } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { Files } from '#ui/files'
import { PageHead } from '#ui/page-head'
import { type Column, Table } from '#ui/table'
import { Timeline } from '#ui/timeline'
import type { SheetView } from '../view.ts'
import type { RowFault } from '../workbook.ts'
import { Figures, Signatures, Slips } from './parts.tsx'

interface Line {
  id: string
  title: string
  period: string
  name: string
  due: string
  state: { label: string; tone: BadgeTone }
  late: boolean
  opinion: string | null
}

/** 统计填报: what is to be reported, by when, and what was. */
export const MyReports = ({ open, past }: { open: readonly Line[]; past: readonly Line[] }) => (
  <div class="wrap stack">
    <PageHead
      title="统计填报"
      lead="单个单位的数字只有本单位和统计人员能看到，每次查阅都有记录；对外只公布三家以上的汇总数。"
    />
    {open.length === 0 && past.length === 0 && (
      <Card>
        <Empty
          icon="clipboard-check"
          title="没有要填的报表"
          text="列入填报单位后，每期报表会自动发到这里，并发短信提醒。"
        />
      </Card>
    )}
    {open.length > 0 && (
      <Card title="要填的">
        <Lines rows={open} />
      </Card>
    )}
    {past.length > 0 && (
      <Card title="报过的">
        <Lines rows={past} />
      </Card>
    )}
  </div>
)

const Lines = ({ rows }: { rows: readonly Line[] }) => (
  <ul class="task-list">
    {rows.map(row => (
      <li>
        <div>
          <a href={`/my/reports/${row.id}`}>
            {row.title}（{row.period}）
          </a>{' '}
          <Badge tone={row.state.tone}>{row.state.label}</Badge>
          {row.late && <Badge tone="red">已过截止日</Badge>}
          <p>{row.name}</p>
          {row.opinion && <p>退回的理由：{row.opinion}</p>}
          <p class="quiet">{row.due} 前报送</p>
        </div>
      </li>
    ))}
  </ul>
)

/** One sheet on the phone: what to do, then the figures one under the other. */
export function MyReport({ view }: { view: SheetView }) {
  const { row } = view
  const back = `/my/reports/${row.id}`
  const fills = view.buttons.some(button => button.href.includes('/fill/'))
  return (
    <div class="wrap stack">
      <PageHead
        title={`${view.form.title}（${view.period}）`}
        lead={row.name}
        badges={
          <>
            <Badge tone={view.state.tone}>{view.state.label}</Badge>
            {view.late && <Badge tone="red">已过截止日</Badge>}
          </>
        }
      />
      <Next view={view} />
      <Card
        title="怎么填"
        action={
          <a href={`${back}/sheet.pdf`} data-turbo="false">
            打印报表
          </a>
        }
      >
        <p class="prose">{view.form.about}</p>
        <p class="quiet">
          {row.due_on} 前报送。填好后要有填表人、统计负责人、单位负责人三处签字。
          {view.hasRecords && '站点每日登记的数已经替您加好。'}
        </p>
        {view.buttons.length > 0 && <ActionButtons offers={view.buttons} back={back} />}
      </Card>
      {fills && <Upload id={row.id} />}
      {view.filled && (
        <Card title="所报的数">
          <Figures view={view} {...(view.mayCorrect && { correctFrom: back })} />
        </Card>
      )}
      {view.filled && (
        <Card title="签字">
          <Signatures view={view} />
        </Card>
      )}
      {view.slips.length > 0 && (
        <Card title="更正单">
          <Slips slips={view.slips} linked={false} />
        </Card>
      )}
      {view.files.length > 0 && (
        <Card title="附件">
          <Files files={view.files} />
        </Card>
      )}
      <Card title="经过">
        <Timeline items={view.story} />
      </Card>
    </div>
  )
}

function Next({ view: { row, locked, late } }: { view: SheetView }) {
  if (row.state === 'returned')
    return (
      <Alert tone="warning" title="请修改后重新报送">
        <p>{row.opinion}</p>
      </Alert>
    )
  if (row.state === 'excused')
    return (
      <Alert tone="info" title="本期免报">
        <p>{row.opinion}</p>
      </Alert>
    )
  if (row.state === 'missing')
    return (
      <Alert tone="danger" title="这一期没有报送">
        <p>中心已经汇总。有特殊情况请联系中心说明。</p>
      </Alert>
    )
  if (locked)
    return (
      <Alert tone="info" title="已锁定">
        <p>这一期已由主管部门锁定。发现数字有误，请在那一行申请更正，更正前后的数都保留。</p>
      </Alert>
    )
  return late ? (
    <Alert tone="warning" title="已过截止日">
      <p>请今天报送；有困难请联系中心。</p>
    </Alert>
  ) : null
}

/** By the workbook instead: download, fill in, send; it is looked through before it is signed. */
const Upload = ({ id }: { id: string }) => (
  <Card title="也可以用表格填">
    <p>
      <a href={`/my/reports/${id}/sheet.xlsx`} data-turbo="false">
        下载表格
      </a>
      ，填好后在这里上传；读入后请核对、签字。
    </p>
    <form
      method="post"
      action={`/my/reports/${id}/sheet`}
      enctype="multipart/form-data"
      class="form"
      data-turbo="false"
    >
      <div class="field">
        <label for="sheet-file">填好的表格</label>
        <input
          id="sheet-file"
          type="file"
          name="sheet"
          required
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        />
      </div>
      <div class="form-foot">
        <button type="submit" class="button button-secondary">
          上传表格
        </button>
      </div>
    </form>
  </Card>
)

interface FaultsProps {
  title: string
  back: string
  problem: string | null
  faults: readonly RowFault[]
}

/** What is wrong with a workbook, row by row; nothing of it was taken. */
export const UploadFaults = ({ title, back, problem, faults }: FaultsProps) => (
  <div class="wrap stack">
    <PageHead title={title} lead="表格没有读入，改好后请重新上传。" />
    <Alert tone="danger" title={problem ? '表格不能用' : `有 ${faults.length} 处要改`}>
      {problem && <p>{problem}</p>}
    </Alert>
    {faults.length > 0 && (
      <Card>
        <Table columns={faultColumns} rows={faults.slice(0, 100)} />
      </Card>
    )}
    <p>
      <a class="button" href={back}>
        返回报表
      </a>
    </p>
  </div>
)

const faultColumns: ReadonlyArray<Column<RowFault>> = [
  {
    key: 'row',
    label: '表格第几行',
    value: fault => (fault.row === 0 ? '缺这一行' : fault.row),
  },
  { key: 'label', label: '指标', phone: 'title', value: fault => fault.label },
  { key: 'text', label: '怎么改', long: true, value: fault => fault.text },
]
