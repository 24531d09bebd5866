import type { Actor } from '#platform/ctx'
import { isOpenToOutsider, isOutsider } from '#platform/who'
import type { IconName } from '#ui/icon'

export interface NavLink {
  href: string
  label: string
  icon: IconName
  /** Shown to holders of any of these duties; absent: to all staff. */
  duties?: string[]
  /** Which count is shown beside it. */
  count?: 'tasks'
}

/** The public portal: only what exists. */
export const portalNav = [
  { href: '/', label: '首页' },
  { href: '/items', label: '办服务' },
  { href: '/providers', label: '服务商' },
  { href: '/notices', label: '公告' },
  { href: '/progress', label: '查进度' },
] as const

interface Tile {
  href: string
  label: string
  about: string
  icon: IconName
}

/** What the portal has besides: on the front page. */
export const portalMore: readonly Tile[] = [
  { href: '/support', label: '业务支持', about: '九类业务，请服务商报价、比选', icon: 'tool' },
  { href: '/policies', label: '政策库', about: '能得什么、谁能得、怎么办', icon: 'gift' },
  { href: '/consulting', label: '咨询', about: '政策、技术、业务，免费问', icon: 'message-question' },
  { href: '/knowledge', label: '知识库', about: '常见问题，都有出处', icon: 'bulb' },
  { href: '/activities', label: '活动', about: '沙龙、讲座、参观、考察，在线报名', icon: 'calendar-star' },
  { href: '/training', label: '培训', about: '开网店、做直播，免费学', icon: 'school' },
  { href: '/news', label: '宣传动态', about: '政策解读、典型案例、产地故事', icon: 'news' },
  { href: '/market', label: '供需大厅', about: '卖产品、找货源，中心帮忙牵线', icon: 'arrows-exchange' },
  { href: '/resources', label: '资源库', about: '平台、贷款、物流、专家，替您引荐', icon: 'database' },
  { href: '/vouchers', label: '服务券', about: '政府替您出一部分服务费', icon: 'ticket' },
  { href: '/contests', label: '大赛', about: '创业大赛、技能大赛，报名和结果', icon: 'trophy' },
  { href: '/jobs', label: '招聘求职', about: '岗位、实习、人才引进，求职不花钱', icon: 'briefcase' },
  { href: '/incubation', label: '创业孵化', about: '免租工位、导师辅导、条件和公示', icon: 'rocket' },
  { href: '/certificates', label: '证书查验', about: '结业证书是不是真的，一查便知', icon: 'certificate' },
  { href: '/bookings', label: '场地预约', about: '会议室、直播间、工位免费用', icon: 'calendar-event' },
  { href: '/stations', label: '乡村服务站', about: '就近办事、代买代卖、寄快递', icon: 'home' },
  { href: '/subscribe', label: '邮件摘要', about: '新政策、新活动寄到邮箱', icon: 'mail' },
  { href: '/complaints', label: '投诉建议', about: '可以匿名，凭查询码看结果', icon: 'messages' },
  { href: '/admissions', label: '成为服务商', about: '条件、公示、进出名单', icon: 'building-store' },
  { href: '/inspections', label: '监督检查', about: '随机抽取、检查结果、整改', icon: 'clipboard-check' },
  { href: '/regulations', label: '管理制度', about: '制度原文和执行情况', icon: 'book' },
  { href: '/indicators', label: '数据公开', about: '统计数据和口径，可以下载', icon: 'chart-bar' },
  { href: '/evaluations', label: '评价结果', about: '怎样评的、评得怎样、改进什么', icon: 'star' },
]

/** One's own place: what one finds there besides cases. */
export const myNav: readonly Tile[] = [
  { href: '/my/orders', label: '我的订单', about: '协议、里程碑、付款、质保', icon: 'list-check' },
  { href: '/my/consultations', label: '我的咨询', about: '问过的和答复', icon: 'message-question' },
  { href: '/my/policies', label: '我的政策', about: '能享受哪些、订阅提醒', icon: 'gift' },
  { href: '/my/activities', label: '我的活动', about: '报名、候补、签到码', icon: 'calendar-star' },
  { href: '/my/training', label: '我的培训', about: '报名、课程表、结业', icon: 'school' },
  { href: '/my/postings', label: '我的供需', about: '要卖的、要买的，合适的对家', icon: 'basket' },
  { href: '/my/introductions', label: '我的对接', about: '和谁谈、谈到哪一步', icon: 'arrows-exchange' },
  { href: '/my/needs', label: '资源对接', about: '找贷款、物流、专家、培训', icon: 'heart-handshake' },
  { href: '/my/exams', label: '我的考试', about: '考试时间、在手机上答题、成绩', icon: 'writing' },
  { href: '/my/vouchers', label: '我的服务券', about: '到什么时候、怎么用、兑付到哪一步', icon: 'ticket' },
  { href: '/my/contests', label: '我的大赛', about: '报名、作品、名次；担任评委', icon: 'trophy' },
  { href: '/my/jobs', label: '求职与实习', about: '应聘、简历、实习日记、单位的岗位', icon: 'briefcase' },
  { href: '/my/incubation', label: '我的孵化', about: '月报、导师、考核，下一步做什么', icon: 'rocket' },
  { href: '/my/reports', label: '统计填报', about: '要填的报表、签字、报送时限', icon: 'report' },
  { href: '/my/certificates', label: '我的证书', about: '结业证书、电子凭证', icon: 'certificate' },
  { href: '/my/bookings', label: '我的预约', about: '会议室、直播间、工位', icon: 'calendar-event' },
  { href: '/my/complaints', label: '投诉建议', about: '我反映过的、要反映的', icon: 'messages' },
  { href: '/my/admissions', label: '服务商入库', about: '申请、进展、退出', icon: 'building-store' },
]

/** The workbench, in the order of a working day. */
export const deskNav: ReadonlyArray<{ label: string; links: readonly NavLink[] }> = [
  {
    label: '',
    links: [
      { href: '/desk', label: '待办', icon: 'inbox', count: 'tasks' },
      { href: '/desk/counter', label: '窗口登记', icon: 'user-plus', duties: ['case.register'] },
      { href: '/desk/cases', label: '全部办件', icon: 'folders', duties: ['case.read', 'case.handle'] },
      { href: '/desk/orders', label: '服务订单', icon: 'list-check', duties: ['case.read', 'case.handle'] },
      {
        href: '/desk/invitations',
        label: '邀请与成交',
        icon: 'chart-bar',
        duties: ['case.read', 'case.handle'],
      },
      { href: '/desk/parties', label: '服务对象', icon: 'users', duties: ['party.read'] },
      {
        href: '/desk/complaints',
        label: '服务反馈',
        icon: 'messages',
        duties: [
          'complaint.register',
          'complaint.accept',
          'complaint.handle',
          'complaint.callback',
          'complaint.read',
        ],
      },
      {
        href: '/desk/complaints/bureau',
        label: '涉及中心的反馈',
        icon: 'shield-check',
        duties: ['complaint.bureau'],
      },
      { href: '/desk/ratings', label: '评价与回访', icon: 'mood-smile' },
    ],
  },
  {
    label: '服务',
    links: [
      {
        href: '/desk/consultations',
        label: '咨询',
        icon: 'message-question',
        duties: ['consult.enter', 'consult.answer', 'consult.read', 'consult.experts'],
      },
      { href: '/desk/knowledge', label: '知识库', icon: 'bulb' },
      { href: '/desk/policies', label: '政策库', icon: 'gift' },
      { href: '/desk/activities', label: '活动', icon: 'calendar-star' },
      { href: '/desk/postings', label: '供需信息', icon: 'basket' },
      {
        href: '/desk/introductions',
        label: '供需对接',
        icon: 'arrows-exchange',
        duties: ['match.handle', 'match.verify', 'supervise.urge'],
      },
      { href: '/desk/resources', label: '资源库', icon: 'database' },
      {
        href: '/desk/resources/needs',
        label: '资源对接',
        icon: 'heart-handshake',
        duties: ['match.handle', 'match.register', 'resource.manage', 'resource.review', 'supervise.urge'],
      },
    ],
  },
  {
    label: '服务券',
    links: [
      {
        href: '/desk/vouchers',
        label: '服务券',
        icon: 'ticket',
        duties: ['voucher.manage', 'voucher.approve', 'voucher.check', 'voucher.confirm', 'voucher.pay'],
      },
      {
        href: '/desk/vouchers/programmes',
        label: '服务券计划',
        icon: 'coin',
        duties: ['voucher.manage', 'voucher.approve', 'voucher.check', 'voucher.confirm', 'voucher.pay'],
      },
      {
        href: '/desk/vouchers/redemptions',
        label: '服务券兑付',
        icon: 'receipt',
        duties: ['voucher.manage', 'voucher.approve', 'voucher.check', 'voucher.confirm', 'voucher.pay'],
      },
    ],
  },
  {
    label: '培训与就业',
    links: [
      { href: '/desk/classes', label: '培训班', icon: 'school' },
      { href: '/desk/training-plans', label: '年度培训计划', icon: 'calendar-event' },
      { href: '/desk/courses', label: '课程与讲师', icon: 'book' },
      {
        href: '/desk/exams',
        label: '题库与考试',
        icon: 'writing',
        duties: ['exam.write', 'exam.check', 'exam.plan', 'exam.approve', 'exam.mark', 'exam.review'],
      },
      {
        href: '/desk/certificates',
        label: '结业证书',
        icon: 'certificate',
        duties: ['certificate.propose', 'certificate.issue', 'certificate.hand', 'operator.supervise'],
      },
      {
        href: '/desk/tracking',
        label: '抽查与跟踪',
        icon: 'phone-call',
        duties: ['tracking.call', 'tracking.follow', 'tracking.read', 'training.run'],
      },
      {
        href: '/desk/jobs',
        label: '岗位与实习',
        icon: 'briefcase',
        duties: ['job.review', 'job.register', 'job.follow', 'talent.handle', 'supervise.urge'],
      },
      { href: '/desk/talents', label: '人才库', icon: 'user-search', duties: ['talent.handle'] },
    ],
  },
  {
    label: '创业',
    links: [
      {
        href: '/desk/incubation',
        label: '孵化',
        icon: 'rocket',
        duties: ['incubation.manage', 'incubation.review', 'incubation.decide'],
      },
      {
        href: '/desk/mentors',
        label: '导师',
        icon: 'user-heart',
        duties: ['incubation.manage', 'incubation.decide'],
      },
      {
        href: '/desk/contests',
        label: '大赛',
        icon: 'trophy',
        duties: ['contest.manage', 'contest.approve', 'contest.check', 'contest.pay'],
      },
    ],
  },
  {
    label: '数据与统计',
    links: [
      { href: '/desk/indicators', label: '数据总览', icon: 'chart-bar' },
      { href: '/desk/indicators/dictionary', label: '指标字典', icon: 'book' },
      { href: '/desk/reports', label: '统计报表', icon: 'report' },
      { href: '/desk/briefs', label: '工作信息', icon: 'file-text' },
      { href: '/desk/briefs/calendar', label: '报送日历', icon: 'calendar' },
    ],
  },
  {
    label: '评价与改进',
    links: [
      { href: '/desk/clauses', label: '条款对照', icon: 'list-check', duties: ['clause.read'] },
      { href: '/desk/evaluations', label: '评价', icon: 'star' },
      {
        href: '/desk/surveys',
        label: '满意度调查',
        icon: 'mood-smile',
        duties: ['survey.manage', 'survey.check', 'survey.call'],
      },
      {
        href: '/desk/appraisals',
        label: '第三方评价',
        icon: 'scale',
        duties: ['appraisal.commission', 'appraisal.assess', 'appraisal.reply'],
      },
      {
        href: '/desk/improvements',
        label: '问题与改进',
        icon: 'progress-check',
        duties: [
          'finding.enter',
          'improvement.handle',
          'improvement.approve',
          'improvement.verify',
          'improvement.supervise',
        ],
      },
      { href: '/desk/packs', label: '迎检资料', icon: 'folders', duties: ['pack.build'] },
      { href: '/desk/data-quality', label: '数据质量', icon: 'clipboard-check' },
    ],
  },
  {
    label: '目录与公告',
    links: [
      { href: '/desk/items', label: '服务目录', icon: 'list-details' },
      { href: '/desk/support', label: '业务支持类别', icon: 'tool' },
      { href: '/desk/providers', label: '服务商', icon: 'building-store' },
      {
        href: '/desk/admissions',
        label: '准入与退出',
        icon: 'door-enter',
        duties: ['admission.check', 'admission.review', 'admission.decide'],
      },
      {
        href: '/desk/assessments',
        label: '年度评估',
        icon: 'report-analytics',
        duties: ['admission.check', 'admission.review', 'admission.decide', 'provider.manage'],
      },
      { href: '/desk/confirmations', label: '内容确认', icon: 'circle-check' },
      {
        href: '/desk/imports',
        label: '批量导入',
        icon: 'table-import',
        duties: ['party.manage', 'item.edit', 'provider.manage', 'voucher.pay'],
      },
      { href: '/desk/notices', label: '公告', icon: 'speakerphone' },
      { href: '/desk/articles', label: '宣传稿件', icon: 'news' },
      { href: '/desk/channels', label: '传播渠道', icon: 'broadcast' },
    ],
  },
  {
    label: '场地与站点',
    links: [
      { href: '/desk/bookings', label: '场地预约', icon: 'calendar-event' },
      { href: '/desk/facilities', label: '场地设施', icon: 'map-pin' },
      { href: '/desk/assets', label: '固定资产', icon: 'packages' },
      { href: '/desk/stations', label: '服务站点', icon: 'home' },
    ],
  },
  {
    label: '监督',
    links: [
      { href: '/desk/supervision', label: '督办', icon: 'alert-triangle' },
      { href: '/desk/inspections', label: '监督检查', icon: 'clipboard-check' },
      { href: '/desk/regulations', label: '管理制度', icon: 'book' },
      { href: '/desk/operator', label: '运营机构', icon: 'building' },
      { href: '/desk/journal', label: '日志', icon: 'history', duties: ['journal.read'] },
      { href: '/desk/looks', label: '查阅记录', icon: 'eye', duties: ['journal.read', 'inspection.manage'] },
      { href: '/desk/outbox', label: '发件箱', icon: 'send', duties: ['journal.read'] },
    ],
  },
  {
    label: '团队',
    links: [
      { href: '/desk/team', label: '岗位与人员', icon: 'id-badge-2' },
      { href: '/desk/roster', label: '值班与请假', icon: 'calendar' },
      { href: '/desk/liaison', label: '服务专员', icon: 'address-book', duties: ['party.read'] },
      { href: '/desk/settings', label: '设置', icon: 'settings' },
    ],
  },
]

/** What this person sees of the workbench's navigation. */
export const linksFor = (actor: Actor) =>
  deskNav
    .map(group => ({
      ...group,
      links: group.links.filter(
        link =>
          (!link.duties || link.duties.some(duty => actor.duties.has(duty))) &&
          (!isOutsider(actor) || isOpenToOutsider(actor, link.href)),
      ),
    }))
    .filter(group => group.links.length > 0)

/** The longest link that the path lies under. */
export function currentOf(path: string, hrefs: readonly string[]): string | null {
  const under = hrefs.filter(href => path === href || path.startsWith(`${href}/`))
  return under.sort((a, b) => b.length - a.length)[0] ?? null
}

/** Whether somebody may follow a link of the workbench, as far as its navigation knows who goes there. */
export function mayFollow(actor: Actor, href: string): boolean {
  const path = href.split('?')[0] ?? href
  const under = currentOf(
    path,
    deskNav.flatMap(group => group.links.map(link => link.href)),
  )
  return under === null || linksFor(actor).some(group => group.links.some(link => link.href === under))
}
