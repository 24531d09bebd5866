import type { Button } from '#modules/actions'
import { ActionButtons } from '#ui/actions'
import { Alert } from '#ui/alert'
import { Card } from '#ui/card'
import { Empty } from '#ui/empty'

export interface Guest {
  id: string
  name: string
  /** The last four digits. */
  suffix: string
  group: string
  /** Who registered, where that is another. */
  by: string
  arrived: string
}

interface Props {
  /** Where the list stands, and where ticks are sent. */
  path: string
  /** The sheet to print. */
  sheet: string
  /** What is said where nobody is on the list. */
  empty: string
  guests: readonly Guest[]
  question: string
  /** Why nobody can be signed in just now; null where it is time. */
  closed: string | null
  actions: readonly Button[]
  came: number
  expected: number
}

/** Signing in at the door, on a phone, with or without a network. */
export function CheckIn(props: Props) {
  const { path, sheet, guests, question, closed, actions, came, expected } = props
  return (
    <div class="stack check-in">
      <p>
        <strong class="check-in-figure">
          {came} / {expected}
        </strong>{' '}
        人已签到
      </p>
      <div class="actions">
        <a class="button" href={sheet} data-turbo="false">
          打印签到表
        </a>
      </div>
      {actions.length > 0 && <ActionButtons offers={actions} back={path} />}
      {closed && (
        <Alert tone="info">
          <p>{closed}</p>
        </Alert>
      )}
      {!closed && (
        <p class="quiet">
          用手机相机扫对方的签到码，或在名单上勾选。没有网络也可以勾，先记在本机，恢复后自动上传。
        </p>
      )}
      <Card>
        <form class="list-search" method="get" action={path}>
          <label class="visually-hidden" for="guest">
            姓名或手机号后四位
          </label>
          <input
            id="guest"
            type="search"
            name="q"
            value={question}
            placeholder="姓名或手机号后四位"
            data-check-in-search=""
          />
          <button type="submit" class="button">
            查找
          </button>
        </form>
        {guests.length === 0 ? (
          <Empty icon="users" title={question ? '名单上没有这个人' : '还没有人报名'} text={props.empty} />
        ) : (
          <form
            method="post"
            action={path}
            data-controller="check-in"
            data-check-in-key-value={`check-in ${path}`}
            data-action="submit->check-in#send"
          >
            <ul class="guests">
              {guests.map(one => (
                <li data-check-in-target="row" data-id={one.id} data-words={`${one.name} ${one.suffix}`}>
                  {one.arrived || closed ? (
                    <span class="guest">
                      <GuestWords one={one} />
                      {one.arrived && <span class="guest-in">{one.arrived}</span>}
                    </span>
                  ) : (
                    <label class="guest">
                      <input
                        type="checkbox"
                        name="came"
                        value={one.id}
                        data-check-in-target="box"
                        data-action="check-in#tick"
                      />
                      <GuestWords one={one} />
                      <span class="guest-in" data-said="" />
                    </label>
                  )}
                </li>
              ))}
            </ul>
            {!closed && guests.some(one => !one.arrived) && (
              <div class="form-foot check-in-foot">
                <button type="submit" class="button button-primary">
                  保存签到
                </button>
                <span class="quiet" data-check-in-target="said" aria-live="polite" />
              </div>
            )}
          </form>
        )}
      </Card>
    </div>
  )
}

const GuestWords = ({ one }: { one: Guest }) => (
  <span>
    <b>{one.name}</b> <span class="quiet">{one.suffix}</span>
    {(one.group || one.by) && (
      <small>{[one.group, one.by && `随 ${one.by}`].filter(Boolean).join(' · ')}</small>
    )}
  </span>
)
