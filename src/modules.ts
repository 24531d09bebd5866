import type { Hono } from 'hono'
import { actionRoutes } from '#modules/actions'
import { activityRoutes } from '#modules/activities'
import { admissionRoutes } from '#modules/admission'
import { appraisalRoutes } from '#modules/appraisals'
import { articleRoutes } from '#modules/articles'
import { assessmentRoutes } from '#modules/assessments'
import { assetRoutes } from '#modules/assets'
import { attendanceRoutes } from '#modules/attendance'
import { bookingRoutes } from '#modules/bookings'
import { briefRoutes } from '#modules/briefs'
import { caseRoutes } from '#modules/cases'
import { catalogueRoutes } from '#modules/catalogue'
import { certificateRoutes } from '#modules/certificates'
import { channelRoutes } from '#modules/channels'
import { clauseRoutes } from '#modules/clauses'
import { complaintRoutes } from '#modules/complaints'
import { consultingRoutes } from '#modules/consulting'
import { contestRoutes } from '#modules/contests'
import { employmentRoutes } from '#modules/employment'
import { evaluationRoutes } from '#modules/evaluations'
import { examRoutes } from '#modules/exams'
import { facilityRoutes } from '#modules/facilities'
import { identityRoutes } from '#modules/identity'
import { importRoutes } from '#modules/imports'
import { improvementRoutes } from '#modules/improvements'
import { incubationRoutes } from '#modules/incubation'
import { indicatorRoutes } from '#modules/indicators'
import { inspectionRoutes } from '#modules/inspections'
import { knowledgeRoutes } from '#modules/knowledge'
import { matchingRoutes } from '#modules/matching'
import { noticeRoutes } from '#modules/notices'
import { openDataRoutes } from '#modules/opendata'
import { operatorRoutes } from '#modules/operator'
import { orderRoutes } from '#modules/orders'
import { packRoutes } from '#modules/packs'
import { partyRoutes } from '#modules/parties'
import { policyRoutes } from '#modules/policies'
import { portalRoutes } from '#modules/portal'
import { qualityRoutes } from '#modules/quality'
import { ratingRoutes } from '#modules/ratings'
import { regulationRoutes } from '#modules/regulations'
import { reportingRoutes } from '#modules/reporting'
import { resourceRoutes } from '#modules/resources'
import { shellRoutes } from '#modules/shell'
import { stationRoutes } from '#modules/stations'
import { supervisionRoutes } from '#modules/supervision'
import { surveyRoutes } from '#modules/surveys'
import { teamRoutes } from '#modules/team'
import { trackingRoutes } from '#modules/tracking'
import { trainingRoutes } from '#modules/training'
import { voucherRoutes } from '#modules/vouchers'
import { workbenchRoutes } from '#modules/workbench'
import type { Env } from '#platform/http'

/**
 * The architecture in one ordered list, base first. A module imports only from those above it. What happens above
 * is heard below: a later module declares `on('service_case.confirm', …)` or, where the very next page must show it, goes
 * through a door like `whenClosed`; the earlier one never knows which.
 */
const modules = [
  ['shell', shellRoutes], //             layouts, navigation, errors, 关怀版
  ['actions', actionRoutes], //          every action's form, files and JSON
  ['identity', identityRoutes], //       sign-in, sessions, one's own data
  ['team', teamRoutes], //               4.2 posts, staff, roster, settings
  ['operator', operatorRoutes], //       4.1 tender, contract, payments, 信息公开
  ['parties', partyRoutes], //           服务对象, mandates, 服务专员, one file each
  ['catalogue', catalogueRoutes], //     4.4 service items and providers
  ['imports', importRoutes], //          4.4.2 items, providers, recipients by the sheet
  ['facilities', facilityRoutes], //     4.3 premises, sub-centres, systems
  ['bookings', bookingRoutes], //       4.3.3, 4.3.5 rooms, studios, workplaces, vehicles
  ['assets', assetRoutes], //           4.3.2, 4.3.5 固定资产, 盘点
  ['opendata', openDataRoutes], //       4.4.2 the directory for programs
  ['policies', policyRoutes], //         5.1 政策库, whom each fits, reminders
  ['knowledge', knowledgeRoutes], //     5.1 知识库
  ['cases', caseRoutes], //              5.1, 5.6.1 办件 and quotes
  ['stations', stationRoutes], //       4.3.3 乡镇、村级服务站, 代办
  ['orders', orderRoutes], //            5.6.1 业务支持：服务订单, 里程碑
  ['consulting', consultingRoutes], //   5.1 咨询, 首问负责
  ['activities', activityRoutes], //     5.2.2 沙龙、讲座、参观、考察
  ['resources', resourceRoutes], //     5.2.1 资源库, 对接需求, 引荐
  ['matching', matchingRoutes], //       5.2.1 供需大厅, 匹配, 对接, 成果
  ['vouchers', voucherRoutes], //        5.6.1, 4.1 服务券, 资金台账, 对账
  ['training', trainingRoutes], //       5.3.1 培训：计划、培训班、学员、一期一档
  ['attendance', attendanceRoutes], //   5.3.1 考勤：签到、补录、核对、人次和人数
  ['exams', examRoutes], //             5.3.1 题库与考试：试题, 试卷, 应试, 评分
  ['certificates', certificateRoutes], // 5.3.1 结业证书, 开放徽章
  ['tracking', trackingRoutes], //       5.3.1 电话抽查, 结业跟踪, 转化
  ['employment', employmentRoutes], //   5.3.2, 5.3.3 岗位、实习、人才引进
  ['incubation', incubationRoutes], //   5.4.1 创业孵化, 导师
  ['contests', contestRoutes], //       5.4.2 创业大赛、技能大赛, sealed scores, replay
  ['ratings', ratingRoutes], //          6.1 好差评 and call-backs
  ['complaints', complaintRoutes], //   4.5 服务反馈与处置
  ['admission', admissionRoutes], //     4.5.1 服务商准入与退出, 失信名单
  ['assessments', assessmentRoutes], // 4.5.1 服务商年度评估
  ['notices', noticeRoutes], //          公告
  ['articles', articleRoutes], //        5.5 宣传稿件, 三审三校
  ['channels', channelRoutes], //        5.5 传播渠道
  ['supervision', supervisionRoutes], // 督办, journal, outbox
  ['inspections', inspectionRoutes], //   4.5.1 监督检查, draws, 整改单, 查阅记录
  ['regulations', regulationRoutes], // 4.5.1, 4.5.2 管理制度
  ['indicators', indicatorRoutes], //     5.6.2 指标字典, 数据总览, 锁定, 更正单, 数据公开
  ['improvements', improvementRoutes], // 6.2 问题与改进, 销号, 回头看
  ['reporting', reportingRoutes], //     5.6.2 统计报表：填报, 审核, 锁定, 更正单
  ['briefs', briefRoutes], //            5.6.2 工作信息：周报、月报、简报，签发、报送、采用；报送日历
  ['evaluations', evaluationRoutes], // 6.1 评价：三类评价、覆盖、自评、公布
  ['surveys', surveyRoutes], //          6.1 服务对象评价：抽样、匿名答卷、结果
  ['appraisals', appraisalRoutes], //    6.1 第三方评价：独立性声明, 证据室, 抽样, 报告和答复
  ['clauses', clauseRoutes], //           条款对照: how far each clause is kept
  ['packs', packRoutes], //               迎检资料包
  ['quality', qualityRoutes], //          数据质量
  ['workbench', workbenchRoutes], //     tasks, figures, search
  ['portal', portalRoutes], //           the public front page
] as const

export function mount(app: Hono<Env>): void {
  for (const [, routes] of modules) app.route('/', routes)
}
