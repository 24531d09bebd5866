import { money } from '#platform/format'
import type { OrderView } from './pages/shapes.ts'

/** What is asked of whoever reads, in a sentence; null where nothing is. The most pressing first. */
export function askedOf(view: Omit<OrderView, 'asked'>): string | null {
  if (view.side === 'centre') return askedOfCentre(view)
  return view.side === 'recipient' ? askedOfRecipient(view) : askedOfProvider(view)
}

type View = Omit<OrderView, 'asked'>
const named = (view: View, ...states: string[]): string =>
  view.milestones
    .filter(one => states.includes(one.state.name))
    .map(one => `「${one.name}」`)
    .join('、')

function askedOfRecipient(view: View): string | null {
  if (view.state.name === 'drafting') return '服务商正在核对协议；您也可以先看，没有问题就确认。'
  if (view.state.name === 'for_recipient')
    return '请核对协议全文，没有问题就确认；要改的请告诉服务商或工作人员。'
  if (view.state.name === 'for_provider') return null
  if (mayAnswer(view)) return '对方提出了补充约定，请核对后答复。'
  const delivered = named(view, 'delivered')
  if (delivered) return `${delivered}已交付，请逐项核对后验收；不符合的退回返工。`
  if (view.claims.some(one => one.state.name === 'answered')) return '服务商说已修好，请看看是否真的好了。'
  if (view.payments.some(one => one.state.name === 'objected'))
    return '服务商对一笔付款有异议，请核对；登记错了的撤销后重新登记。'
  if (view.balance.open > view.balance.waiting && view.may.pay)
    return `已验收的部分还有 ${money(view.balance.open - view.balance.waiting)} 没有登记付款；付过的请登记。`
  return null
}

function askedOfProvider(view: View): string | null {
  if (view.state.name === 'drafting' || view.state.name === 'for_provider')
    return '请核对里程碑、金额和日期，没有问题就确认协议；要改的先调整。'
  if (mayAnswer(view)) return '对方提出了补充约定，请核对后答复。'
  const returned = named(view, 'returned')
  if (returned) return `${returned}要返工，请按退回的要点改好后再交付。`
  if (view.claims.some(one => ['reported', 'escalated'].includes(one.state.name)))
    return '有质保报修，请处理后告诉对方。'
  if (view.payments.some(one => one.state.name === 'noted')) return '对方登记了付款，请核对是否收到。'
  const next = view.milestones.find(one => one.state.name === 'planned')
  if (next && view.state.name === 'running') return `下一项是「${next.name}」，请在 ${next.dueOn} 前交付。`
  return null
}

function askedOfCentre(view: View): string | null {
  if (view.claims.some(one => one.state.name === 'escalated')) return '有质保报修逾期没有处理，请督促服务商。'
  const late = view.milestones.filter(one => one.late)
  if (late.length > 0) return `${late.map(one => `「${one.name}」`).join('、')}过了约定的交付日，请了解情况。`
  return null
}

const mayAnswer = (view: View): boolean =>
  view.supplements.some(
    one => one.state.name === 'proposed' && one.buttons.some(button => button.href.includes('/agree/')),
  )
