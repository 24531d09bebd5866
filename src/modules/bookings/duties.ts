import { defineDuty } from '#platform/who'

export const manageBookings = defineDuty('booking.manage', '管理场地和车辆预约')
