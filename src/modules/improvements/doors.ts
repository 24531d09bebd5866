import { defineDoor } from '#platform/door'
import type { Finding } from './people.ts'

/** A problem that was closed is there again. The improvement that closed it hears of it here: it is declared after. */
export const recurrences = defineDoor<Finding>()
