import { type Message, message } from '#platform/notify'
import { defineTemplate, type Template } from '#platform/templates'
import { manageIncubation } from './duties.ts'
import { deskPage, ownPage } from './people.ts'

/** Worth an SMS unless told otherwise. */
const template = <const Text extends string>(code: string, text: Text, sms = true) =>
  defineTemplate(`incubation.${code}`, text, { sms })

/** What start-ups, reviewers, mentors and staff are told. */
export const texts = {
  applied: template('applied', '「{name}」的入孵申请已收到，中心将在 {days} 个工作日内审查材料。'),
  incoming: template('incoming', '「{name}」申请入孵，请审查材料。', false),
  returned: template('returned', '「{name}」的入孵申请需要补正：{reason} 请在 {days} 个工作日内补齐。'),
  completed: template('completed', '「{name}」已补正入孵申请，请继续审查。', false),
  lapsed: template('lapsed', '「{name}」的入孵申请逾期未补正，已自动撤回，可以重新申请。'),
  underReview: template('under_review', '「{name}」材料齐全，已交 {count} 位评审人评审。', false),
  review: template('review', '请评审「{name}」的入孵申请，{days} 个工作日内打分。', false),
  reviewOutside: template(
    'review_outside',
    '请您评审「{name}」的入孵申请，{days} 个工作日内登录网站，在“我的孵化”里看计划书、打分。',
  ),
  notNeeded: template('not_needed', '「{name}」的申请已撤回，不用再评审。', false),
  conflicted: template('conflicted', '「{name}」的一位评审人申请回避，请另选一位。', false),
  reviewed: template('reviewed', '「{name}」的评审表已交齐，平均 {score} 分，请审定。', false),
  publicity: template('publicity', '「{name}」通过评审，公示 {days} 个工作日，没有成立的异议即可签约。'),
  halted: template('halted', '「{name}」公示期间收到异议，公示中止，核实后继续。'),
  resumed: template('resumed', '对「{name}」的异议不成立，公示继续。'),
  toAgree: template('to_agree', '「{name}」公示期满，请与中心商定孵化协议。'),
  toAgreeHere: template('to_agree_here', '「{name}」公示期满，请拟定孵化协议。', false),
  agreement: template('agreement', '「{name}」的孵化协议已拟好，请登录网站核对、确认。'),
  inForce: template('in_force', '「{name}」的孵化协议已生效，孵化期至 {until}。欢迎入驻。'),
  placed: template('placed', '「{name}」的工位已安排：{place}。', false),
  refused: template('refused', '「{name}」的入孵申请未通过：{reason}'),
  withdrawn: template('withdrawn', '「{name}」撤回了入孵申请。', false),
  prolonged: template('prolonged', '「{name}」的孵化期已续至 {until}。'),
  ending: template('ending', '「{name}」的孵化期 {day} 届满，请与中心商量毕业、续期或退出。'),
  warned: template('warned', '「{name}」被预警：{reason} 请在 {days} 天内整改并报告。'),
  mended: template('mended', '「{name}」报告了整改情况，请核实。', false),
  lifted: template('lifted', '「{name}」整改合格，预警已解除。'),
  hearing: template('hearing', '中心拟清退「{name}」：{reason} 请在 {days} 个工作日内登录网站说明情况。'),
  stated: template('stated', '「{name}」已说明情况，请决定。', false),
  silent: template('silent', '「{name}」逾期没有说明，请决定。', false),
  leaveAsked: template('leave_asked', '「{name}」申请退出孵化，请办理。', false),
  notified: template('notified', '中心决定清退「{name}」：{reason} 有异议的，请在 {days} 个工作日内提出。'),
  appealed: template('appealed', '「{name}」对清退决定提出异议，请由另一人复核。', false),
  kept: template('kept', '「{name}」继续孵化：{reason}'),
  left: template('left', '「{name}」已退出孵化，请按约定腾退工位、结清押金。'),
  graduated: template('graduated', '祝贺「{name}」毕业！此后 {years} 年内，我们会每隔一段时间回访一次。'),
  month: template('month', '请填报「{name}」{month}的经营数据，{day} 前填好，手机上几分钟。'),
  monthLate: template('month_late', '「{name}」{month}的经营数据已逾期，请尽快填报。'),
  assessment: template('assessment', '{quarter}考核待提出意见，请到项目页面办理。', false),
  proposed: template('proposed', '{quarter}考核意见已提出，请到项目页面审定。', false),
  decided: template('decided', '您的孵化项目{quarter}考核结果：{outcome}。'),
  tracking: template('tracking', '毕业回访：请填写「{name}」近来的经营情况，几分钟就好。'),
  closed: template('closed', '「{name}」的毕业跟踪期满，已办结。祝生意兴隆。', false),
  invited: template(
    'mentor_invited',
    '{centre}请您担任创业导师。请用这个手机号登录网站，在“我的孵化”里确认。',
  ),
  booked: template('mentor_booked', '{who}约您辅导：{when}。'),
  moved: template('mentor_moved', '{who}把辅导改到 {when}。'),
  calledOff: template('mentor_cancelled', '{who}取消了 {when} 的辅导：{reason}'),
  tomorrow: template('mentor_tomorrow', '提醒：{when} 与{who}有辅导，地点：{place}。'),
  recorded: template('mentor_recorded', '{when} 的辅导记录已写好，请核对、确认。'),
  disputed: template('mentor_disputed', '{when} 的辅导记录需要修改：{reason}'),
  missed: template('mentor_missed', '{when} 的辅导，{who}没有来，已记下。', false),
  taskDone: template('task_done', '任务「{title}」已完成，请核对、确认。', false),
  taskBack: template('task_back', '任务「{title}」还要再做：{reason}'),
  earlier: template('mentor_earlier', '更早的辅导时段空出来了：{when}，为您留到 {until}，请登录网站决定。'),
}

interface Row {
  id: string
  party_id: string
}
export const toStartup = <V extends string>(
  row: Row,
  text: Template<V>,
  values: Record<V, string>,
): Message => message({ party: row.party_id }, text, values, ownPage(row.id))
export const toManager = <V extends string>(
  row: { id: string; owner_id: string | null },
  text: Template<V>,
  values: Record<V, string>,
): Message =>
  message(
    row.owner_id ? { staff: row.owner_id } : { duty: manageIncubation.code },
    text,
    values,
    deskPage(row.id),
  )
export const toDuty = <V extends string>(
  row: { id: string },
  duty: { code: string },
  text: Template<V>,
  values: Record<V, string>,
): Message => message({ duty: duty.code }, text, values, deskPage(row.id))
