/** What the demonstration's problems are, and how far each has come. Days count backwards from today. */

export interface Measure {
  what: string
  who: string
  /** Days before the last day of the plan. */
  early: number
  result: string
}
export interface Plan {
  title: string
  owner: string
  begunBy?: string
  approver?: string
  analysis: object
  /** From its beginning until all is carried out. */
  days: number
  plan: object
  measures: readonly Measure[]
  until:
    | 'analysing'
    | 'planning'
    | 'approving'
    | 'carrying'
    | 'verifying'
    | 'refuted'
    | 'closed'
    | 'holds'
    | 'recurred'
  /** Why whoever verified it sent it back. */
  refuted?: string
  after?: object
  look?: object
  again?: Plan
}
export interface Case {
  by: string
  found: number
  title: string
  facts: string
  source: string
  clause: string
  severity: 'minor' | 'major' | 'critical'
  dismissed?: { by: string; reason: string }
  same?: { by: string; title: string; facts: string }
  improvement?: Plan
}

const cause = (category: string, words: string, main = false) => ({ category, cause: words, main })
const option = (what: string, effect: string, cost: string, chosen = true) => ({ what, effect, cost, chosen })

const stations: Case = {
  by: '孙丽',
  found: 215,
  title: '村级站点周末无人值守',
  facts: '连续三个周六到五个村级站点查看，三个没有人，门上没有留电话，村民白跑一趟。',
  ...{ source: 'staff', clause: '4.3.3', severity: 'major' },
  same: {
    by: '陈静',
    title: '村民反映站点周末关门',
    facts: '窗口接到四起口头反映，说周末到站点寄快递、代买农资找不到人。',
  },
  improvement: {
    title: '村级站点周末有人值守',
    owner: '张涛',
    analysis: {
      whys: ['周六没有人开门', '站长周六要忙自家生意', '没有排班，也没有人替', '服务协议没有写周末怎样服务'],
      causes: [
        cause('people', '一站一人，没有替班'),
        cause('people', '站长周末有自家生意'),
        cause('methods', '协议没有写周末服务', true),
        cause('methods', '没有排班表'),
        cause('materials', '门上没有留电话'),
        cause('surroundings', '周末来寄快递的人多'),
        cause('checks', '巡查只在工作日', true),
      ],
      root_cause: '服务协议没有约定周末服务时间和替班办法，巡查也只在工作日，问题长期没有被看见。',
    },
    days: 40,
    plan: {
      options: [
        option('补签协议，约定周末值守和替班', '有据可依，长期管用', '不花钱'),
        option('门口张贴值守表和电话', '找不到人时能打电话', '印刷费'),
        option('中心派人周末轮驻', '见效快，难以长期', '每月加班费', false),
      ],
      ...{ goal: '周末到站点能找到人，找不到人时电话打得通。', resources: '不需要另外的经费。' },
      ...{ indicator: 'none', measured: '抽查五个站点中周末无人值守的', unit: '个' },
      ...{ baseline: 3, better: 'down', target: 0 },
    },
    measures: [
      {
        what: '与各站点补签周末值守的协议',
        who: '王敏',
        early: 15,
        result: '五个站点都补签了协议，写明周末值守时间和替班人。',
      },
      {
        what: '站点门口张贴值守表和电话',
        who: '刘芳',
        early: 8,
        result: '值守表统一印制，已全部上墙，中心每月核对电话。',
      },
      {
        what: '巡查计划增加周末抽查',
        who: '张涛',
        early: 0,
        result: '每月安排一个周六抽查，已写进巡查计划。',
      },
    ],
    until: 'holds',
    after: {
      ...{ value: 0, says: '连续两个周六实地看了五个站点' },
      opinion: '五个站点都有人值守，值守表上的电话都打得通。',
    },
    look: {
      ...{ value: 0, says: '又抽看了两个周六' },
      opinion: '站点都有人，一处换了替班人，值守表已经更新。',
    },
  },
}

const absence: Case = {
  by: '孙丽',
  found: 226,
  title: '培训班第二天起缺课多',
  facts: '上一期培训班第一天到齐，第二天起每半天缺六七人，学员说内容听不懂、家里走不开。',
  ...{ source: 'recipients', clause: '5.3.1', severity: 'minor' },
  improvement: {
    title: '减少培训班中途缺课',
    owner: '张涛',
    analysis: {
      whys: [
        '第二天起有人不来',
        '第一天的内容听不懂',
        '报名时没有按基础分班',
        '报名表没有问会不会用手机开店',
      ],
      causes: [
        cause('methods', '报名时没有按基础分班', true),
        cause('materials', '讲义例子离农户远'),
        cause('surroundings', '农忙时开班'),
        cause('checks', '缺课后没有人问'),
      ],
      root_cause: '报名时不了解学员基础，零基础和开过店的混在一个班里讲。',
    },
    days: 35,
    plan: {
      options: [
        option('报名表增加三个摸底问题', '能按基础分班', '不花钱'),
        option('缺课当天电话问一次', '知道原因，能劝回来', '不花钱'),
        option('缺课的收回补贴', '有约束，但会挡住困难的人', '不花钱', false),
      ],
      ...{ goal: '学员听得懂、坐得住，中途缺课的明显减少。', resources: '不需要。' },
      ...{ indicator: 'none', measured: '每半天平均缺课', unit: '人' },
      ...{ baseline: 6, better: 'down', target: 2 },
    },
    measures: [
      {
        what: '报名表增加摸底问题，按基础分两个班',
        who: '陈静',
        early: 10,
        result: '报名表加了三个问题，新一期分为入门班和提高班。',
      },
    ],
    until: 'recurred',
    after: { value: 1.5, says: '新一期四个半天的签到', opinion: '核对签到，平均每半天缺一到两人。' },
    look: {
      ...{ value: 5.5, says: '最近一期六个半天的签到' },
      opinion: '农忙时开班，缺课又多起来，缺课后没有人打电话问。',
    },
    again: {
      title: '农忙错峰开班，缺课当天有人问',
      owner: '张涛',
      analysis: {
        whys: ['农忙时缺课又多了', '开班时间没有避开农忙', '计划按季度平均安排', '缺课之后也没有人问'],
        causes: [
          cause('methods', '计划没有避开农忙', true),
          cause('checks', '缺课后没有人打电话', true),
          cause('people', '班主任同时带两个班'),
        ],
        root_cause: '年度计划没有看农时，缺课回访没有写进班主任的职责。',
      },
      days: 120,
      plan: {
        options: [
          option('年度计划避开采茶和收稻时节', '从源头减少冲突', '不花钱'),
          option('缺课当天由班主任电话问', '当天知道原因', '不花钱'),
        ],
        ...{ goal: '农忙时不开班，缺课当天都有人问。', resources: '每班配一名班主任。' },
        ...{ indicator: 'none', measured: '每半天平均缺课', unit: '人' },
        ...{ baseline: 5.5, better: 'down', target: 2 },
      },
      measures: [
        {
          what: '修改年度计划，避开农忙',
          who: '刘芳',
          early: 60,
          result: '四月、九月的班改到五月、十一月。',
        },
        { what: '缺课回访写进班主任职责', who: '王敏', early: 5, result: '' },
      ],
      until: 'carrying',
    },
  },
}

const acceptance: Case = {
  by: '李卫东',
  found: 110,
  title: '业务订单交付后验收拖得久',
  facts: '抽看二十笔订单，交付后平均十一天才验收，服务商收款慢，有的不愿再接小单。',
  ...{ source: 'data', clause: '5.6.1', severity: 'minor' },
  improvement: {
    title: '缩短订单验收时间',
    owner: '王敏',
    begunBy: '张涛',
    analysis: {
      whys: [
        '交付后没有人验收',
        '服务对象不知道要点验收',
        '交付时只发了文件，没有说下一步',
        '交付通知里没有写怎样验收',
      ],
      causes: [
        cause('materials', '通知没有写怎样验收', true),
        cause('people', '服务对象不熟悉手机操作'),
        cause('tools', '验收按钮不显眼'),
        cause('checks', '没有人看验收用了几天'),
      ],
      root_cause: '交付通知只说已交付，没有写怎样验收、几天内验收。',
    },
    days: 45,
    plan: {
      options: [
        option('改写交付通知，写明怎样验收', '服务对象知道下一步', '不花钱'),
        option('三天没有验收的由专员打电话', '不会一直拖着', '不花钱'),
        option('到期自动视为验收', '快，但服务对象可能没看到', '不花钱', false),
      ],
      ...{ goal: '交付后五天内验收。', resources: '不需要。' },
      ...{ indicator: 'none', measured: '抽看二十笔订单从交付到验收平均', unit: '天' },
      ...{ baseline: 11, better: 'down', target: 5 },
    },
    measures: [
      {
        what: '改写交付通知和验收说明',
        who: '刘芳',
        early: 20,
        result: '通知写明三步验收和期限，已经启用。',
      },
      {
        what: '三天没有验收的由专员打电话',
        who: '王敏',
        early: 3,
        result: '专员每周一核对一次，已打三十一个电话。',
      },
    ],
    until: 'closed',
    after: { value: 4.2, says: '近一个月的二十笔订单', opinion: '逐笔核对交付和验收日期，平均四天多。' },
  },
}

const passage: Case = {
  by: '周健',
  found: 11,
  title: '培训孵化中心消防通道堆放货物',
  facts: '现场看到二楼通道堆放样品和纸箱，占去一半宽度，灭火器被挡住。',
  ...{ source: 'bureau', clause: '4.3.1', severity: 'critical' },
  improvement: {
    title: '消防通道随时畅通',
    owner: '张涛',
    analysis: {
      whys: ['通道堆了样品', '样品没有别的地方放', '入孵企业没有统一的仓位', '场地划分时没有留仓储'],
      causes: [
        cause('surroundings', '没有统一的仓位', true),
        cause('methods', '没有每日清场的规定', true),
        cause('people', '入孵企业不清楚消防要求'),
      ],
      root_cause: '场地划分没有留出存放样品的地方，也没有规定每日清场。',
    },
    days: 40,
    plan: {
      options: [
        option('一楼划出样品存放间', '货物有处放', '货架三千元'),
        option('每日下班清场并拍照', '当天发现当天清', '不花钱'),
      ],
      ...{ goal: '通道随时畅通，灭火器前没有遮挡。', resources: '货架三千元，从运维经费列支。' },
      ...{ indicator: 'none', measured: '每周抽查发现通道被占的次数', unit: '次' },
      ...{ baseline: 4, better: 'down', target: 0 },
    },
    measures: [
      { what: '一楼划出样品存放间，配货架', who: '张涛', early: 10, result: '' },
      { what: '每日下班清场并拍照', who: '陈静', early: 20, result: '' },
    ],
    until: 'approving',
  },
}

const guide: Case = {
  by: '陈静',
  found: 45,
  title: '服务指南与实际所需材料不一致',
  facts: '窗口一周内有七人因材料不对再跑一趟，两个项目的指南没有写要带合同原件。',
  ...{ source: 'self', clause: '4.4.2', severity: 'major' },
  improvement: {
    title: '服务指南与实际一致',
    owner: '刘芳',
    analysis: {
      whys: [
        '来人材料不齐',
        '指南没有写要带合同原件',
        '办理要求改了，指南没有改',
        '改办理要求时不通知写指南的人',
      ],
      causes: [
        cause('methods', '改要求时不通知写指南的人', true),
        cause('materials', '指南没有写原件'),
        cause('checks', '指南没有定期核对'),
      ],
      root_cause: '办理要求和服务指南由两个人管，改动没有交接。',
    },
    days: 40,
    plan: {
      options: [
        option('改要求时同时改指南，一起审核', '不会再脱节', '不花钱'),
        option('每季度由窗口核对一遍指南', '能补漏', '不花钱'),
      ],
      ...{ goal: '不再因指南写得不对多跑一趟。', resources: '不需要。' },
      ...{ indicator: 'none', measured: '一周内因材料不对再跑一趟的', unit: '人' },
      ...{ baseline: 7, better: 'down', target: 1 },
    },
    measures: [
      { what: '逐项核对全部服务指南', who: '陈静', early: 12, result: '核对三十八个项目，改了六处。' },
      { what: '规定改要求时同时改指南', who: '刘芳', early: 4, result: '写进目录管理办法，已发全体人员。' },
    ],
    until: 'verifying',
  },
}

const live: Case = {
  by: '张涛',
  found: 10,
  title: '直播间预约后空置多',
  facts: '近一个月直播间预约四十次，空置十三次，想用的人约不上。',
  ...{ source: 'staff', clause: '4.3.3', severity: 'minor' },
  improvement: {
    title: '减少直播间空置',
    owner: '王敏',
    begunBy: '张涛',
    analysis: {
      whys: ['约了不来', '取消要打电话，嫌麻烦', '手机上看不到取消按钮'],
      causes: [
        cause('tools', '取消预约不方便', true),
        cause('methods', '没有约束空置的办法'),
        cause('people', '忘了约过'),
      ],
      root_cause: '取消预约不方便，也没有提醒。',
    },
    days: 40,
    plan: {},
    measures: [],
    until: 'planning',
  },
}

const late: Case = {
  by: '周健',
  found: 70,
  title: '超期办理的待办偏多',
  facts: '翻看督办记录，上月超过时限才办的待办偏多，集中在月底几天。',
  ...{ source: 'bureau', clause: '4.5.1', severity: 'minor' },
  improvement: {
    title: '减少超期办理',
    owner: '王敏',
    analysis: {
      whys: ['月底几天超期的多', '快到期的没有人提前看', '只看自己的待办，没有人看全部', '晨会不说待办'],
      causes: [
        cause('methods', '晨会不说快到期的待办', true),
        cause('people', '请假时没有交接', true),
        cause('tools', '提醒只在到期前一天'),
        cause('checks', '每月才看一次超期情况'),
      ],
      root_cause: '没有人每天看全部快到期的待办，请假时也没有交接。',
    },
    days: 50,
    plan: {
      options: [
        option('晨会过一遍三天内到期的待办', '提前看见', '每天五分钟'),
        option('请假前交接待办', '不会没人管', '不花钱'),
        option('超期扣绩效', '有压力，但容易先点办结', '不花钱', false),
      ],
      ...{ goal: '每月超期的待办减少一半。', resources: '不需要。' },
      ...{ indicator: 'improvements.late_tasks', better: 'down' },
    },
    measures: [
      {
        what: '晨会过一遍三天内到期的待办',
        who: '陈静',
        early: 25,
        result: '每天晨会五分钟，已写进值班安排。',
      },
      { what: '请假前交接待办', who: '张涛', early: 10, result: '请假单上写明待办交给谁，主任看后再批。' },
    ],
    until: 'refuted',
    refuted: '措施落实后按月看，没有稳定降到目标，月底几天仍然集中；请补充针对月底的措施。',
  },
}

const analysed: Case = {
  by: '孙丽',
  found: 8,
  title: '服务商回复报价邀请慢',
  facts: '抽看十五次报价邀请，六次超过约定期限才回复，三次没有回复。',
  ...{ source: 'recipients', clause: '5.6.1', severity: 'major' },
  improvement: {
    title: '服务商按时回复报价邀请',
    owner: '张涛',
    analysis: {},
    days: 30,
    plan: {},
    measures: [],
    until: 'analysing',
  },
}

export const problems: readonly Case[] = [
  absence,
  stations,
  late,
  acceptance,
  guide,
  {
    by: '陈静',
    found: 45,
    title: '叫号屏下午反光看不清',
    facts: '下午三点后阳光照在叫号屏上，等候的人看不清号码，多次上前询问。',
    ...{ source: 'staff', clause: '4.3.2', severity: 'minor' },
    dismissed: { by: '李卫东', reason: '当天已经调整屏幕角度、加装遮光帘，现场核实看得清，不再列为问题。' },
  },
  live,
  passage,
  analysed,
  {
    by: '刘芳',
    found: 4,
    title: '宣传稿件配图不清楚',
    facts: '近期六篇稿件的配图在手机上放大后看不清产品细节，读者留言反映。',
    ...{ source: 'self', clause: '5.5', severity: 'minor' },
  },
  {
    by: '周健',
    found: 2,
    title: '服务数据报送前没有复核',
    facts: '抽看两个月报送的数据，一处人次与签到表不一致，没有复核人签字。',
    ...{ source: 'bureau', clause: '5.6.2', severity: 'major' },
  },
]
