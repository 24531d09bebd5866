import { defineDoor } from '#platform/door'
import type { RowOf } from '#platform/workflow'

/** `closed` is the consequence of every action that closes a case; `whenClosed` is what others do then. */
export const { when: whenClosed, pass: closed } = defineDoor<RowOf<'service_case'>>()
