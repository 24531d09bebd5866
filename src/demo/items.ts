/** The service items of the demonstration centre, as its staff would write them. */
export interface ItemCast {
  code: string
  family: string
  handling: 'consultation' | 'order'
  name: string
  summary: string
  content: string
  audience?: string[]
  steps: string[]
  materials: string[]
  price_kind: 'free' | 'standard' | 'discounted' | 'negotiable'
  price_fen?: number
  price_unit?: string
  price_note?: string
  promised_days: number
  intake: Array<{
    key: string
    label: string
    kind: string
    required: boolean
    options?: string[]
    help?: string
    max?: number
  }>
}

const everyone = ['企业', '个体工商户', '农民专业合作社', '家庭农场', '村集体', '个人']
const firms = ['企业', '个体工商户', '农民专业合作社', '家庭农场', '村集体']
const consultSteps = [
  '提交问题 | 写清情况和想解决的问题 | 0',
  '受理 | 工作人员确认问题、指定专人 | 1',
  '答复 | 书面答复并注明依据 | 2',
  '确认 | 您确认是否解决 | ',
]
const orderSteps = [
  '提交需求 | 说明用途、数量和期望时间 | 0',
  '受理 | 核对需求，指定专人 | 1',
  '邀请报价 | 按轮换规则邀请多家服务商 | 3',
  '您来选定 | 比较价格、工期和方案 | ',
  '交付 | 服务商按约定交付成果 | ',
  '确认与评价 | 满意再确认，不满意可要求修改 | ',
]
const question = {
  key: 'question',
  label: '您的问题',
  kind: 'textarea',
  required: true,
  help: '写清现在的情况、想达到什么目的。',
}
const photos = {
  key: 'photos',
  label: '照片或文件',
  kind: 'files',
  required: false,
  help: '有图更清楚，可直接拍照上传。',
  max: 6,
}
const when = { key: 'when', label: '期望完成日期', kind: 'future', required: false }

export const items: readonly ItemCast[] = [
  {
    code: 'ZX-001',
    family: 'consulting',
    handling: 'consultation',
    name: '电商政策咨询',
    summary: '看看有哪些补贴、奖励适合您，怎么申报。',
    content:
      '解答省、市、县电子商务发展政策的适用对象、条件、标准和申报办法，帮助您判断是否符合条件、需要准备什么。',
    steps: consultSteps,
    materials: [],
    price_kind: 'free',
    promised_days: 3,
    intake: [
      question,
      {
        key: 'topic',
        label: '关心的方面',
        kind: 'choices',
        required: false,
        options: ['补贴奖励', '物流补助', '品牌认证', '税收优惠', '贷款贴息'],
      },
    ],
  },
  {
    code: 'ZX-002',
    family: 'consulting',
    handling: 'consultation',
    name: '开网店咨询',
    summary: '在哪个平台开店、要什么手续、要花多少钱。',
    content:
      '根据您的产品和人手，建议合适的平台和店铺类型，说明开店流程、费用、保证金和常见问题，必要时手把手协助完成入驻。',
    steps: consultSteps,
    materials: ['身份证 | 可选 | 协助入驻时携带', '营业执照 | 可选 | 企业、个体店铺需要'],
    price_kind: 'free',
    promised_days: 3,
    intake: [
      question,
      { key: 'product', label: '卖什么产品', kind: 'text', required: true },
      {
        key: 'platform',
        label: '想开在哪',
        kind: 'choice',
        required: false,
        options: ['抖音', '拼多多', '淘宝', '京东', '微信小店', '还没想好'],
      },
    ],
  },
  {
    code: 'ZX-003',
    family: 'consulting',
    handling: 'consultation',
    name: '店铺运营诊断',
    summary: '流量少、转化低、退货多，帮您找原因。',
    content:
      '由咨询专员查看店铺数据和页面，就选品、定价、主图、客服、售后提出可操作的改进建议，并约定一个月后回看效果。',
    audience: firms,
    steps: consultSteps,
    materials: ['店铺链接 | 必需 | ', '近三个月数据截图 | 可选 | '],
    price_kind: 'free',
    promised_days: 5,
    intake: [question, { key: 'shop', label: '店铺链接', kind: 'text', required: true }, photos],
  },
  {
    code: 'ZX-004',
    family: 'consulting',
    handling: 'consultation',
    name: '直播技术咨询',
    summary: '设备怎么选、直播间怎么搭、话术怎么写。',
    content: '解答直播设备选购、灯光布置、软件使用、话术脚本和平台规则等问题，可到中心直播间现场试用。',
    steps: consultSteps,
    materials: [],
    price_kind: 'free',
    promised_days: 3,
    intake: [question],
  },
  {
    code: 'DJ-001',
    family: 'matching',
    handling: 'consultation',
    name: '农产品产销对接',
    summary: '帮好产品找销路，帮平台找货源。',
    content:
      '登记您的供货或采购信息，中心按品类、规格、产地、上市期在县内外资源中匹配，介绍双方洽谈并跟踪结果。',
    audience: firms,
    steps: [
      '登记供求 | 品类、规格、数量、价格区间 | 0',
      '核实 | 确认信息真实有效 | 1',
      '匹配推荐 | 告知双方推荐理由 | 3',
      '洽谈回访 | 了解是否成交 | ',
    ],
    materials: ['产品照片 | 必需 | ', '检测报告、认证 | 可选 | 绿色、有机、地理标志等'],
    price_kind: 'free',
    promised_days: 5,
    intake: [
      { key: 'direction', label: '您是', kind: 'choice', required: true, options: ['供货方', '采购方'] },
      { key: 'product', label: '产品及规格', kind: 'text', required: true },
      { key: 'amount', label: '数量（公斤）', kind: 'number', required: false },
      photos,
    ],
  },
  {
    code: 'DJ-002',
    family: 'matching',
    handling: 'consultation',
    name: '电商贷款对接',
    summary: '备货缺钱，帮您找合适的金融产品。',
    content: '了解您的经营情况和资金需求，推荐本地银行的助农贷、网商贷等产品，介绍客户经理，不收任何费用。',
    audience: firms,
    steps: consultSteps,
    materials: ['营业执照 | 必需 | ', '近半年流水 | 可选 | '],
    price_kind: 'free',
    promised_days: 5,
    intake: [
      { key: 'amount', label: '需要多少', kind: 'money', required: true },
      { key: 'use', label: '用途', kind: 'text', required: true },
    ],
  },
  {
    code: 'WL-001',
    family: 'matching',
    handling: 'order',
    name: '冷链物流对接',
    summary: '鲜果、水产、豆制品，产地预冷、冷链发货。',
    content: '对接县内冷链企业，提供产地预冷、分拣包装、一件代发和干线运输，中心协调优惠运价。',
    audience: firms,
    steps: orderSteps,
    materials: ['产品及日发货量说明 | 必需 | '],
    price_kind: 'discounted',
    price_fen: 500,
    price_unit: '每单起',
    price_note: '中心协议价，按重量和距离计。',
    promised_days: 7,
    intake: [
      { key: 'product', label: '什么产品', kind: 'text', required: true },
      { key: 'daily', label: '日均单量', kind: 'count', required: true },
      when,
    ],
  },
  {
    code: 'PX-001',
    family: 'training',
    handling: 'consultation',
    name: '直播带货培训报名',
    summary: '从开播到成交，五天实操班。',
    content:
      '面向有产品、想做直播的农户和小店主，小班实操：账号定位、短视频引流、直播话术、现场开播。结业后一年内可回来复训。',
    steps: ['报名 | 在线填写 | 0', '审核 | 确认名额和条件 | 2', '通知开班 | 告知时间地点 | '],
    materials: ['身份证 | 必需 | 报到时出示'],
    price_kind: 'free',
    promised_days: 3,
    intake: [
      {
        key: 'basis',
        label: '现在的基础',
        kind: 'choice',
        required: true,
        options: ['没做过', '发过短视频', '开过直播', '已有成交'],
      },
      { key: 'product', label: '准备卖什么', kind: 'text', required: true },
    ],
  },
  {
    code: 'PX-002',
    family: 'training',
    handling: 'consultation',
    name: '用工与实习对接',
    summary: '招主播、客服、打包工，找实习生。',
    content: '登记用工或实习岗位，中心与县职教中心、返乡青年人才库对接推荐。对求职者不收费。',
    audience: firms,
    steps: consultSteps,
    materials: ['营业执照 | 必需 | '],
    price_kind: 'free',
    promised_days: 5,
    intake: [
      { key: 'post', label: '岗位和人数', kind: 'text', required: true },
      { key: 'pay', label: '待遇', kind: 'text', required: true },
    ],
  },
  {
    code: 'CY-001',
    family: 'startup',
    handling: 'consultation',
    name: '创业导师预约',
    summary: '和做过的人聊一小时，少走弯路。',
    content: '预约中心聘任的创业导师，一对一交流选品、供应链、账号、资金等问题，导师给出书面建议。',
    steps: [
      '预约 | 说明想聊什么 | 0',
      '匹配导师 | 确认时间 | 2',
      '面谈 | 线上或到中心 | ',
      '建议 | 导师书面小结 | 3',
    ],
    materials: [],
    price_kind: 'free',
    promised_days: 5,
    intake: [question],
  },
  {
    code: 'CY-002',
    family: 'startup',
    handling: 'consultation',
    name: '孵化工位申请',
    summary: '初创团队免租办公，最长两年。',
    content: '为电商初创团队提供工位、网络、会议室和直播间，配导师辅导。按季度考核，合格续用。',
    audience: ['企业', '个体工商户', '个人'],
    steps: ['申请 | 提交创业计划 | 0', '评审 | 中心与主管部门共同评审 | 5', '公示签约 | 公示后签订协议 | 5'],
    materials: ['创业计划书 | 必需 | ', '团队成员身份证明 | 必需 | '],
    price_kind: 'free',
    promised_days: 10,
    intake: [
      { key: 'project', label: '项目简介', kind: 'textarea', required: true },
      { key: 'people', label: '团队人数', kind: 'count', required: true },
    ],
  },
  {
    code: 'XC-001',
    family: 'publicity',
    handling: 'consultation',
    name: '宣传稿件发布',
    summary: '把您的产品和故事写进中心的宣传渠道。',
    content: '中心编辑采写或修改您的稿件，经审核后在中心渠道发布，并推荐给上级媒体。',
    steps: ['提交素材 | 文字或照片 | 0', '编辑审核 | 核对事实 | 3', '发布 | 告知链接 | 2'],
    materials: ['照片 | 可选 | 至少 3 张清晰原图'],
    price_kind: 'free',
    promised_days: 7,
    intake: [{ key: 'story', label: '想宣传什么', kind: 'textarea', required: true }, photos],
  },
  {
    code: 'XC-002',
    family: 'publicity',
    handling: 'consultation',
    name: '区域公用品牌使用咨询',
    summary: '“怀宁蓝莓”“怀宁贡糕”怎么申请使用。',
    content: '说明区域公用品牌和地理标志的使用条件、申请材料和包装规范，协助准备申请。',
    audience: firms,
    steps: consultSteps,
    materials: [],
    price_kind: 'free',
    promised_days: 3,
    intake: [question],
  },
  {
    code: 'SX-001',
    family: 'support',
    handling: 'order',
    name: '短视频拍摄与剪辑',
    summary: '到田间地头拍，剪成能发能卖的短视频。',
    content:
      '服务商按您的用途策划脚本、实地拍摄、剪辑配音，交付可直接发布的成片和封面。每条 60 秒以内，含两次修改。',
    audience: everyone,
    steps: orderSteps,
    materials: ['产品样品 | 可选 | 需要棚拍时提供'],
    price_kind: 'discounted',
    price_fen: 120000,
    price_unit: '每条起',
    price_note: '中心协调的优惠价，最终以选定的报价为准。',
    promised_days: 10,
    intake: [
      {
        key: 'use',
        label: '用在哪里',
        kind: 'choice',
        required: true,
        options: ['抖音', '微信视频号', '淘宝主图视频', '展会', '其他'],
      },
      { key: 'count', label: '几条', kind: 'count', required: true },
      { key: 'place', label: '拍摄地点', kind: 'text', required: true },
      { key: 'stress', label: '想突出什么', kind: 'textarea', required: false },
      when,
      photos,
    ],
  },
  {
    code: 'SX-002',
    family: 'support',
    handling: 'order',
    name: '产品拍摄与详情页设计',
    summary: '主图、细节图、详情页，一次做全。',
    content: '白底主图 5 张、场景图 5 张、手机详情页 1 套，交付源文件，含两次修改。',
    audience: firms,
    steps: orderSteps,
    materials: ['产品样品 | 必需 | 2 份，可到付寄送', '产品说明 | 必需 | 产地、规格、卖点'],
    price_kind: 'discounted',
    price_fen: 60000,
    price_unit: '每款起',
    promised_days: 8,
    intake: [
      { key: 'product', label: '什么产品', kind: 'text', required: true },
      { key: 'count', label: '几款', kind: 'count', required: true },
      photos,
    ],
  },
  {
    code: 'SX-003',
    family: 'support',
    handling: 'order',
    name: '农产品包装设计',
    summary: '让包装配得上好产品，也经得起快递。',
    content: '礼盒、手提袋、快递箱的外观和结构设计，标签内容符合食品标签规定，交付印刷文件。',
    audience: firms,
    steps: orderSteps,
    materials: ['营业执照 | 必需 | ', '产品执行标准 | 可选 | '],
    price_kind: 'negotiable',
    promised_days: 15,
    intake: [
      { key: 'product', label: '什么产品', kind: 'text', required: true },
      { key: 'style', label: '喜欢的风格', kind: 'textarea', required: false },
      photos,
    ],
  },
  {
    code: 'YX-001',
    family: 'support',
    handling: 'order',
    name: '网店代运营',
    summary: '没人手没经验，请专业团队代为打理。',
    content: '店铺装修、上架、推广、客服、活动报名，按月交付运营报告。佣金和费用由双方约定，中心见证协议。',
    audience: firms,
    steps: orderSteps,
    materials: ['营业执照 | 必需 | ', '店铺账号 | 必需 | 签约后提供子账号'],
    price_kind: 'negotiable',
    promised_days: 10,
    intake: [{ key: 'shop', label: '店铺情况', kind: 'textarea', required: true }],
  },
  {
    code: 'CS-001',
    family: 'support',
    handling: 'order',
    name: '代理记账与报税',
    summary: '小店也要记账，每月两百元起。',
    content: '代理记账、纳税申报、发票指导、年报公示，提醒税收优惠。',
    audience: firms,
    steps: orderSteps,
    materials: ['营业执照 | 必需 | ', '银行开户信息 | 必需 | '],
    price_kind: 'standard',
    price_fen: 20000,
    price_unit: '每月',
    price_note: '小规模纳税人。',
    promised_days: 5,
    intake: [{ key: 'size', label: '年销售额大约', kind: 'money', required: false }],
  },
  {
    code: 'ZS-001',
    family: 'support',
    handling: 'order',
    name: '商标注册辅导',
    summary: '先查后报，少花冤枉钱。',
    content: '商标近似查询、类别建议、申请文件准备与递交，跟进到下证或驳回答复。官费另计。',
    audience: everyone,
    steps: orderSteps,
    materials: ['营业执照或身份证 | 必需 | ', '商标图样 | 可选 | '],
    price_kind: 'standard',
    price_fen: 60000,
    price_unit: '每件',
    price_note: '代理费，官费按规定另交。',
    promised_days: 5,
    intake: [
      { key: 'name', label: '想注册的名称', kind: 'text', required: true },
      { key: 'goods', label: '用在什么产品上', kind: 'text', required: true },
    ],
  },
  {
    code: 'RJ-001',
    family: 'support',
    handling: 'consultation',
    name: '店铺软件与数字工具选用',
    summary: '打单、进销存、客服软件，帮您选合适的。',
    content: '介绍常用的打单发货、库存、客服和数据工具，按您的单量和预算推荐，协助安装试用。',
    audience: firms,
    steps: consultSteps,
    materials: [],
    price_kind: 'free',
    promised_days: 3,
    intake: [question],
  },
]

export interface NoticeCast {
  title: string
  /** Published so many days after the centre opened. */
  day: number
  body: string
}
export const notices: readonly NoticeCast[] = [
  {
    title: '关于 2026 年第四季度电商公共服务安排的公告',
    day: 315,
    body: '本季度，中心继续提供政策、技术、业务咨询，业务支持类服务由在库服务商承接，全部价格、流程和时限已在“办服务”中公开。\n\n需要上门服务的乡镇和村，可通过服务热线或当地服务站点预约。\n\n欢迎各类经营主体和群众使用并监督。',
  },
  {
    title: '短视频拍摄、产品拍摄等服务实行轮换邀请报价',
    day: 120,
    body: '为公平对待在库服务商，自即日起，业务支持类办件按最近受邀时间由远到近邀请报价，邀请理由对各方公开，由申请人自己比较和选定。\n\n服务商有三个工作日报价，逾期视为放弃，不影响以后受邀。',
  },
  {
    title: '国庆、中秋假期服务时间安排',
    day: 310,
    body: '假期按国家公布的安排放假调休。放假期间网上可正常提交申请，受理时限自上班之日起计算。\n\n急需帮助的，请拨打服务热线，有人值班。',
  },
  {
    title: '提醒：谨防冒充服务中心的收费培训',
    day: 352,
    body: '近期有人冒充县电子商务公共服务中心名义推销收费培训、代办补贴。\n\n中心的咨询、培训、对接服务均不收费；收费的业务支持服务，价格全部在网站公开，费用由您直接与服务商结算。\n\n如遇可疑情况，请拨打服务热线核实。',
  },
]

/** 5.3.3 Human-resource services for recipients; they stand on the page 招聘求职, too. */
export const humanResources: readonly ItemCast[] = [
  {
    code: 'RL-001',
    family: 'training',
    handling: 'consultation',
    name: '代为招聘',
    summary: '说清要什么人，中心帮着写岗位、找人、约面试。',
    content:
      '登记用工需求，帮助把岗位写清楚，公开在本站“招聘求职”，在人才库里找合适的人，征得本人同意后引荐，组织面试。对用人单位和求职者都不收费。',
    audience: firms,
    steps: [
      '提交需求 | 岗位、人数、待遇 | 0',
      '写岗位 | 核对后公开 | 2',
      '引荐 | 征得本人同意 | 5',
      '回访 | 到岗后一个月 | ',
    ],
    materials: ['营业执照 | 必需 | 复印件即可'],
    price_kind: 'free',
    promised_days: 5,
    intake: [
      { key: 'post', label: '招什么人、几个', kind: 'text', required: true },
      { key: 'pay', label: '工资范围', kind: 'text', required: true, help: '写最低和最高，不写面议。' },
      when,
    ],
  },
  {
    code: 'RL-002',
    family: 'training',
    handling: 'consultation',
    name: '季节用工和岗位外包对接',
    summary: '采摘、打包、客服旺季缺人，帮您找队伍。',
    content:
      '旺季打包、采摘、客服等用工，对接有人力资源服务许可的机构和本地用工队伍，说明合同、工伤保险怎么定，价格由双方谈。',
    audience: firms,
    steps: [
      '提交需求 | 做什么、多少人、多久 | 0',
      '对接 | 推荐两家以上 | 3',
      '签约 | 双方自行签订 | ',
      '回访 | 用工结束后 | ',
    ],
    materials: [],
    price_kind: 'free',
    promised_days: 3,
    intake: [
      { key: 'work', label: '做什么', kind: 'text', required: true },
      { key: 'people', label: '多少人', kind: 'count', required: true },
      when,
    ],
  },
  {
    code: 'RL-003',
    family: 'training',
    handling: 'consultation',
    name: '用工和社保咨询',
    summary: '签什么合同、社保怎么缴、灵活用工怎么保。',
    content:
      '解答劳动合同、社会保险、灵活就业参保、工伤、实习协议等问题，写明依据；需要经办的，告诉您到哪里办、带什么。',
    steps: consultSteps,
    materials: [],
    price_kind: 'free',
    promised_days: 3,
    intake: [question],
  },
]
