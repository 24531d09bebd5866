import { Badge } from '#ui/badge'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'
import { PageHead } from '#ui/page-head'

export interface PublicGroup {
  theme: string
  lines: Array<{
    label: string
    definition: string
    period: string
    value: string
    locked: boolean
    towns: Array<{ town: string; value: string }>
    /** Of how many towns it is not told. */
    hidden: number
  }>
}

interface Props {
  groups: readonly PublicGroup[]
  least: number
  licence: string
}

/** 数据公开: the latest figures with what they mean, and the files. */
export const PublicIndicators = ({ groups, least, licence }: Props) => (
  <div class="wrap stack">
    <PageHead
      title="数据公开"
      lead={`每个数都写明口径和统计期。少于 ${least} 家报送的合计不公开，也推算不出来。没有锁定的数还可能变化。`}
    />
    <Card title="下载全部数据">
      <ul class="link-list">
        <li>
          <a href="/indicators/data.xlsx" data-turbo="false">
            表格文件
          </a>
          <small>用办公软件打开</small>
        </li>
        <li>
          <a href="/indicators/data.csv" data-turbo="false">
            文本表格
          </a>
          <small>逗号分隔，各种软件都能读</small>
        </li>
        <li>
          <a href="/indicators/data.json" data-turbo="false">
            程序接口
          </a>
          <small>供程序读取</small>
        </li>
        <li>
          <a href="/indicators/datapackage.json" data-turbo="false">
            数据包说明
          </a>
          <small>每一列是什么意思，供程序核对</small>
        </li>
      </ul>
      <p class="quiet">{licence}</p>
    </Card>
    {groups.length === 0 && (
      <Empty icon="chart-bar" title="还没有公开的数据" text="统计期结束后，会在这里公布。" />
    )}
    {groups.map(group => (
      <Card title={group.theme}>
        <dl class="facts facts-1">
          {group.lines.map(one => (
            <div>
              <dt>
                {one.label}（{one.period}）
              </dt>
              <dd>
                <b>{one.value}</b> {!one.locked && <Badge tone="blue">未锁定</Badge>}
                <br />
                <small class="quiet">{one.definition}</small>
                {one.towns.length + one.hidden > 0 && (
                  <details>
                    <summary>分乡镇</summary>
                    <ul class="plain-list">
                      {one.towns.map(of => (
                        <li>
                          {of.town}：{of.value}
                        </li>
                      ))}
                    </ul>
                    {one.hidden > 0 && <p class="quiet">{`${one.hidden} 个乡镇报送单位太少，不公开。`}</p>}
                  </details>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    ))}
  </div>
)
