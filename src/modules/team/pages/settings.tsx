import type { Told } from '#modules/actions'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { PageHead } from '#ui/page-head'
import { Timeline } from '#ui/timeline'

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
