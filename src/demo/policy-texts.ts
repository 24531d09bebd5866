/** Policies of the demonstration county, in the manner of real ones; numbers and sums are invented. */
export interface PolicyCast {
  key: string
  ends: 'draft' | 'review' | 'published' | 'expired' | 'withdrawn'
  level: 'national' | 'provincial' | 'city' | 'county'
  /** {year} is that of its issue. */
  number: string
  /** Days before today (after it, where negative): when it was written down here, when it was issued, its last day. */
  ago: number
  issued: number
  until?: number
  opens?: number
  closes?: number
  window?: 'always' | 'unannounced'
  audience: string[]
  topics: string[]
  /** At most, in 元. */
  most?: number
  town?: string
  place?: string
  source?: string
  replaces?: string
  conditions: ReadonlyArray<Record<string, string>>
  corrected?: {
    ago: number
    /** Let out too; otherwise it is still being written. */
    done: boolean
    changes(day: (ago: number) => string): Record<string, unknown>
  }
  words: {
    title: string
    issuer: string
    amount: string
    plain_gains: string
    plain_who: string
    plain_how: string
    plain_when: string
    body: string
  }
}

const all = (group: number, fact: string, operator: string, value = '') => ({
  ...{ group: String(group), need: 'all', fact, operator },
  ...(value && { value }),
})
const any = (group: number, fact: string, operator: string, value = '') => ({
  ...all(group, fact, operator, value),
  need: 'any',
})

const firms = ['enterprise', 'sole_trader', 'cooperative', 'family_farm']
const county = '怀宁县商务局'

export const policies: readonly PolicyCast[] = [
  {
    key: 'old',
    ends: 'published',
    level: 'county',
    number: '怀电商办〔{year}〕1号',
    ago: 366,
    issued: 366,
    opens: 340,
    closes: 200,
    audience: firms,
    topics: ['ecommerce', 'livestream'],
    most: 30000,
    conditions: [all(1, 'online_sales', 'at_least', '100万')],
    words: {
      title: '怀宁县电子商务扶持办法（{year} 年）',
      issuer: county,
      amount: '按网络零售额的 1% 补助，最高 3 万元',
      plain_gains: '网上卖得多的，按销售额补 1%，最多补 3 万元。',
      plain_who: '本县企业、个体户、合作社、家庭农场，一年网上卖到 100 万元以上。',
      plain_how: '带营业执照、平台销售截图到商务窗口申报。',
      plain_when: '已经截止，请看新办法。',
      body: [
        '第一条 为促进全县电子商务发展，制定本办法。',
        '第二条 上年度网络零售额 100 万元以上的经营主体，按零售额的 1% 给予一次性补助，最高不超过 3 万元。',
        '第三条 本办法自印发之日起施行。',
      ].join('\n\n'),
    },
  },
  {
    key: 'main',
    ends: 'published',
    level: 'county',
    number: '怀电商办〔{year}〕3号',
    ago: 60,
    issued: 62,
    until: -500,
    opens: 40,
    closes: -6,
    audience: firms,
    topics: ['ecommerce', 'livestream', 'brand'],
    most: 50000,
    replaces: 'old',
    conditions: [
      all(1, 'licensed', 'yes'),
      any(2, 'online_sales', 'at_least', '50万'),
      any(2, 'parcels', 'at_least', '20000'),
      all(3, 'clean_record', 'yes'),
    ],
    corrected: {
      ago: 3,
      done: true,
      changes: day => ({
        ...{ closes_on: day(-21), change_note: '申报时间延长半个月' },
        plain_when: '这个月里来办，比原来多了半个月。',
      }),
    },
    words: {
      title: '怀宁县电子商务高质量发展扶持办法',
      issuer: county,
      amount: '按网络零售额的 2% 补助，最高 5 万元',
      plain_gains: '去年网上卖货的钱，县里按 2% 奖给您，最多 5 万元。',
      plain_who: '有营业执照，去年网上卖到 50 万元，或者寄出 2 万件快递，没有失信记录。',
      plain_how: '带营业执照、平台后台销售截图、快递对账单，到商务窗口填一张申报表。',
      plain_when: '下周以前来办，过了等下一年。',
      body: [
        '为推动全县电子商务高质量发展，带动农产品上行，根据省、市有关文件精神，制定本办法。',
        '一、扶持对象。在本县登记注册、依法经营、信用良好的企业、个体工商户、农民专业合作社和家庭农场。',
        '二、扶持标准。上年度网络零售额 50 万元以上，或者年寄递快件 2 万件以上的，按网络零售额的 2% 给予奖励，单个主体最高不超过 5 万元。',
        '三、申报程序。申报主体提交材料，县电子商务公共服务中心初核，县商务局会同县财政局审核，公示 5 个工作日无异议后拨付。',
        '四、监督管理。弄虚作假、套取资金的，追回奖励，三年内不得申报。',
        '五、本办法自印发之日起施行，此前同类办法同时废止。',
      ].join('\n\n'),
    },
  },
  {
    key: 'studio',
    ends: 'published',
    level: 'county',
    number: '怀电商办〔{year}〕5号',
    ago: 35,
    issued: 36,
    until: -330,
    opens: 25,
    closes: -2,
    audience: firms,
    topics: ['livestream'],
    most: 20000,
    conditions: [
      all(1, 'online_shop', 'yes'),
      all(1, 'founded', 'at_least', '1'),
      all(2, 'online_sales', 'at_least', '20万'),
    ],
    words: {
      title: '直播电商设备购置补助实施细则',
      issuer: county,
      amount: '按设备发票金额的 30% 补助，最高 2 万元',
      plain_gains: '买灯光、摄像、推流这些直播设备，县里补三成，最多补 2 万元。',
      plain_who: '开了网店或直播账号、成立满一年、去年网上卖到 20 万元的。',
      plain_how: '带设备发票、现场照片、直播账号截图到商务窗口；看不懂的打电话，我们上门帮填。',
      plain_when: '还有两天，抓紧来。',
      body: [
        '一、补助范围。今年以来新购置的灯光、摄像、收音、推流、虚拟背景等直播设备。',
        '二、补助标准。按不含税发票金额的 30% 补助，单个主体累计不超过 2 万元。',
        '三、申报条件。成立满一年，开设网店或直播账号并持续经营，上年度网络零售额不少于 20 万元。',
        '四、已享受其他财政补助的设备，不重复补助。',
      ].join('\n\n'),
    },
  },
  {
    key: 'brand',
    ends: 'published',
    level: 'county',
    number: '怀政办〔{year}〕17号',
    ago: 150,
    issued: 160,
    audience: ['enterprise', 'cooperative', 'family_farm'],
    topics: ['brand', 'planting'],
    most: 100000,
    conditions: [all(1, 'certificates', 'any_of', '绿色食品、有机产品、农产品地理标志')],
    words: {
      title: '农产品品牌认证奖励办法',
      issuer: '怀宁县人民政府办公室',
      amount: '绿色食品 2 万元，有机产品 3 万元，地理标志 10 万元',
      plain_gains: '拿到绿色食品证书奖 2 万元，有机奖 3 万元，地理标志奖 10 万元。',
      plain_who: '新拿到证书的企业、合作社、家庭农场。',
      plain_how: '带证书原件和复印件到农业农村局，也可以交给我们窗口代送。',
      plain_when: '常年都可以办，证书下来一年以内。',
      body: [
        '一、对首次获得绿色食品认证的，每个产品奖励 2 万元。',
        '二、对首次获得有机产品认证的，每个产品奖励 3 万元。',
        '三、对获得农产品地理标志登记的申请单位，奖励 10 万元。',
        '四、奖励资金从县级农业产业化专项资金中列支，随报随审。',
      ].join('\n\n'),
    },
  },
  {
    key: 'logistics',
    ends: 'published',
    level: 'county',
    number: '怀电商办〔{year}〕6号',
    ago: 7,
    issued: 8,
    until: -400,
    opens: -9,
    closes: -40,
    audience: firms,
    topics: ['logistics'],
    most: 30000,
    conditions: [all(1, 'parcels', 'at_least', '3000'), all(1, 'online_shop', 'yes')],
    words: {
      title: '农产品上行快递费用补贴办法',
      issuer: county,
      amount: '每件补 0.5 元，最高 3 万元',
      plain_gains: '从县里寄出去的农产品，每件补 5 毛钱，最多补 3 万元。',
      plain_who: '开了网店，去年寄出 3000 件以上的。',
      plain_how: '让快递公司打一份对账单，带上营业执照来申报。',
      plain_when: '下旬开始收材料，收一个月。',
      body: [
        '一、补贴对象。在本县寄递农产品的电商经营主体。',
        '二、补贴标准。上年度寄递农产品快件 3000 件以上的，每件补贴 0.5 元，最高不超过 3 万元。',
        '三、快递企业应当如实出具对账单，虚报的列入失信名单。',
      ].join('\n\n'),
    },
  },
  {
    key: 'return',
    ends: 'published',
    level: 'provincial',
    number: '皖人社发〔{year}〕12号',
    ago: 200,
    issued: 230,
    audience: ['enterprise', 'sole_trader', 'cooperative', 'family_farm'],
    topics: ['startup'],
    most: 5000,
    place: '怀宁县人力资源和社会保障局就业股',
    conditions: [
      any(1, 'returned', 'yes'),
      any(1, 'veteran', 'yes'),
      any(1, 'graduate', 'yes'),
      all(2, 'licensed', 'yes'),
      all(2, 'founded', 'at_most', '3'),
    ],
    words: {
      title: '关于落实一次性创业补贴的通知',
      issuer: '安徽省人力资源和社会保障厅',
      amount: '一次性补贴 5000 元',
      plain_gains: '回乡开店办厂的，一次给 5000 元。',
      plain_who: '返乡创业的、退役军人、毕业五年内的大中专毕业生，执照办下来不到三年。',
      plain_how: '带身份证、营业执照、经营场所照片到人社局就业股。',
      plain_when: '常年都可以办。',
      body: [
        '一、对首次创办企业、个体工商户、农民专业合作社或家庭农场，且正常经营 6 个月以上的返乡创业人员、退役军人、毕业 5 年内高校毕业生，给予一次性创业补贴 5000 元。',
        '二、同一主体只享受一次。',
        '三、所需资金从就业补助资金列支。',
      ].join('\n\n'),
    },
  },
  {
    key: 'loan',
    ends: 'published',
    level: 'city',
    number: '宜金发〔{year}〕8号',
    ago: 120,
    issued: 130,
    until: -600,
    audience: ['sole_trader', 'cooperative', 'family_farm', 'person'],
    topics: ['finance', 'startup'],
    most: 300000,
    place: '怀宁县农村商业银行各网点',
    conditions: [
      any(1, 'returned', 'yes'),
      any(1, 'veteran', 'yes'),
      any(1, 'woman_led', 'yes'),
      any(1, 'lifted_poverty', 'yes'),
      all(2, 'clean_record', 'yes'),
    ],
    words: {
      title: '安庆市创业担保贷款贴息实施细则',
      issuer: '安庆市地方金融管理局',
      amount: '贷款最高 30 万元，财政贴一半利息',
      plain_gains: '创业缺钱可以贷 30 万元以内，利息财政出一半。',
      plain_who: '返乡创业的、退役军人、女同志、脱贫户，信用记录好的。',
      plain_how: '先到农商行网点填申请，银行和人社局一起上门看。',
      plain_when: '常年都可以办。',
      body: [
        '一、符合条件的个人和小微经营主体，可以申请最高 30 万元的创业担保贷款，期限不超过 3 年。',
        '二、财政按实际利率的 50% 给予贴息。',
        '三、逾期的，逾期期间不贴息。',
      ].join('\n\n'),
    },
  },
  {
    key: 'cold',
    ends: 'published',
    level: 'provincial',
    number: '皖农市〔{year}〕21号',
    ago: 90,
    issued: 100,
    until: -260,
    opens: 70,
    closes: 10,
    audience: ['cooperative', 'family_farm', 'village_collective'],
    topics: ['planting', 'processing'],
    most: 1000000,
    place: '怀宁县农业农村局市场股',
    conditions: [
      all(1, 'licensed', 'yes'),
      any(2, 'turnover', 'at_least', '100万'),
      any(2, 'helped_households', 'at_least', '10'),
    ],
    words: {
      title: '农产品产地冷藏保鲜设施建设补助项目申报通知',
      issuer: '安徽省农业农村厅',
      amount: '按造价的三成补助，最高 100 万元',
      plain_gains: '建冷库补三成，最多 100 万元。',
      plain_who: '合作社、家庭农场、村集体，一年卖到 100 万元或者带动 10 户脱贫户。',
      plain_how: '先在手机上申报，等批下来再动工；动了工的不补。',
      plain_when: '今年这一批已经截止，下一批公布了再告诉您。',
      body: [
        '一、支持建设通风贮藏库、机械冷库、气调库、预冷及配套设施。',
        '二、采取先建后补，补助比例不超过总造价的 30%，单个主体最高 100 万元。',
        '三、通过农业农村部新型农业经营主体信息直报系统申报。',
      ].join('\n\n'),
    },
  },
  {
    key: 'village',
    ends: 'published',
    level: 'city',
    number: '宜商电〔{year}〕4号',
    ago: 45,
    issued: 50,
    window: 'unannounced',
    audience: ['village_collective'],
    topics: ['model', 'ecommerce'],
    most: 200000,
    place: '怀宁县商务局电商股',
    conditions: [all(1, 'helped_households', 'at_least', '20'), all(1, 'online_sales', 'at_least', '300万')],
    words: {
      title: '安庆市电商示范村评选办法',
      issuer: '安庆市商务局',
      amount: '每个示范村奖 20 万元',
      plain_gains: '评上示范村，奖村集体 20 万元。',
      plain_who: '网上一年卖到 300 万元、带动 20 户以上脱贫户的村。',
      plain_how: '村里先报到乡镇，乡镇报到县商务局。',
      plain_when: '今年什么时候报还没有定，定了马上公布。',
      body: [
        '一、示范村每年评选一次，全市不超过 20 个。',
        '二、评选指标包括网络零售额、带动农户数、物流站点覆盖、品牌数量。',
        '三、对评上的村给予 20 万元奖励，用于电商基础设施。',
      ].join('\n\n'),
    },
  },
  {
    key: 'nation',
    ends: 'published',
    level: 'national',
    number: '商流通函〔{year}〕32号',
    ago: 230,
    issued: 250,
    window: 'unannounced',
    audience: ['enterprise', 'sole_trader', 'cooperative', 'family_farm', 'village_collective', 'person'],
    topics: ['ecommerce', 'logistics', 'training'],
    place: '怀宁县商务局电商股',
    conditions: [],
    words: {
      title: '关于推动农村电商高质量发展的实施意见',
      issuer: '商务部等九部门',
      amount: '支持方向见全文，具体项目由各地公布',
      plain_gains: '国家支持农村电商的方向：培训、物流、品牌、直播都在里面。',
      plain_who: '各类电商经营主体，具体条件看省、市、县的文件。',
      plain_how: '关注县里公布的项目，或者来中心问。',
      plain_when: '没有统一的申报时间。',
      body: [
        '用五年时间，在全国培育一批农村电商带头人，打造一批县域直播电商基地和数字流通龙头企业。',
        '搭建多层次农村电商综合服务平台，加快农村现代物流配送体系建设，培育多元化新型农村电商主体，提高农村电商产业化发展水平，开展多种形式的农村电商促销活动，巩固拓展电子商务进农村综合示范政策成效。',
      ].join('\n\n'),
    },
  },
  {
    key: 'poverty',
    ends: 'published',
    level: 'county',
    number: '怀乡振〔{year}〕9号',
    ago: 110,
    issued: 115,
    until: -240,
    audience: ['person'],
    topics: ['startup', 'livestream'],
    most: 3000,
    place: '各乡镇乡村振兴工作站',
    conditions: [all(1, 'lifted_poverty', 'yes'), all(1, 'online_shop', 'yes')],
    corrected: {
      ago: 2,
      done: false,
      changes: () => ({
        ...{
          amount: '一次性奖补 4000 元',
          amount_fen: 4000_00,
          change_note: '奖补标准由 3000 元提高到 4000 元',
        },
        plain_gains: '脱贫户开网店卖货的，一次奖 4000 元。',
      }),
    },
    words: {
      title: '脱贫户开网店一次性奖补办法',
      issuer: '怀宁县乡村振兴局',
      amount: '一次性奖补 3000 元',
      plain_gains: '脱贫户开网店卖货的，一次奖 3000 元。',
      plain_who: '脱贫户、监测户，自己或者家里人开了网店、直播账号，卖满三个月。',
      plain_how: '带户口本、店铺截图到乡镇乡村振兴工作站。',
      plain_when: '常年都可以办。',
      body: [
        '一、脱贫户、防返贫监测户开设网店或直播账号，持续经营 3 个月以上且销售额超过 5000 元的，给予一次性奖补 3000 元。',
        '二、以户为单位，不重复享受。',
      ].join('\n\n'),
    },
  },
  {
    key: 'town',
    ends: 'expired',
    level: 'county',
    number: '石政〔{year}〕6号',
    ago: 210,
    issued: 215,
    until: 5,
    opens: 200,
    closes: 60,
    audience: ['cooperative', 'family_farm'],
    topics: ['planting'],
    most: 8000,
    town: '石牌镇',
    place: '石牌镇政府农业站',
    conditions: [],
    words: {
      title: '石牌镇特色种植大户电商包装补助方案',
      issuer: '石牌镇人民政府',
      amount: '包装箱每个补 1 元，最高 8000 元',
      plain_gains: '印包装箱每个补 1 元，最多 8000 元。',
      plain_who: '石牌镇的合作社、家庭农场。',
      plain_how: '带印刷发票到镇农业站。',
      plain_when: '已经结束。',
      body: [
        '一、对使用镇统一区域品牌标识的包装箱，每个补助 1 元。',
        '二、方案有效期半年，到期自动失效。',
      ].join('\n\n'),
    },
  },
  {
    key: 'workshop',
    ends: 'withdrawn',
    level: 'county',
    number: '怀市监〔{year}〕14号',
    ago: 80,
    issued: 82,
    audience: ['sole_trader'],
    topics: ['processing'],
    most: 10000,
    conditions: [all(1, 'certificates', 'any_of', '小作坊登记')],
    words: {
      title: '食品小作坊改造提升补助方案',
      issuer: '怀宁县市场监督管理局',
      amount: '按改造投入的 40% 补助，最高 1 万元',
      plain_gains: '小作坊改造，花的钱补四成，最多 1 万元。',
      plain_who: '有小作坊登记证的个体户。',
      plain_how: '先请市场监管所来看，改好验收后申请。',
      plain_when: '暂停办理。',
      body: ['一、支持小作坊改造加工间、更衣室、检验设施。', '二、验收合格后按实际投入的 40% 补助。'].join(
        '\n\n',
      ),
    },
  },
  {
    key: 'expo',
    ends: 'review',
    level: 'county',
    number: '怀电商办〔{year}〕7号',
    ago: 2,
    issued: 3,
    until: -360,
    opens: -5,
    closes: -60,
    audience: firms,
    topics: ['exhibition'],
    most: 10000,
    conditions: [all(1, 'licensed', 'yes')],
    words: {
      title: '参加展销会展位费补助办法',
      issuer: county,
      amount: '展位费全额补助，每年最高 1 万元',
      plain_gains: '出去参加展销会，展位费县里全出，一年最多 1 万元。',
      plain_who: '有营业执照的本县商家。',
      plain_how: '参展前在中心登记，回来带发票报销。',
      plain_when: '下周开始登记。',
      body: [
        '一、县商务局组织参加的省级以上展销会，展位费全额补助。',
        '二、自行参加的，经备案后补助 50%。',
      ].join('\n\n'),
    },
  },
  {
    key: 'talent',
    ends: 'draft',
    level: 'county',
    number: '',
    ago: 1,
    issued: 1,
    window: 'unannounced',
    audience: ['person'],
    topics: ['training'],
    most: 1500,
    conditions: [any(1, 'graduate', 'yes'), any(1, 'returned', 'yes'), any(1, 'lifted_poverty', 'yes')],
    words: {
      title: '电商人才培训补贴办法（征求意见稿）',
      issuer: '怀宁县商务局、怀宁县人力资源和社会保障局',
      amount: '考核合格补 1500 元',
      plain_gains: '学电商、考核合格的，补 1500 元。',
      plain_who: '返乡的、毕业生、脱贫户。',
      plain_how: '在中心报名上课，考完就办。',
      plain_when: '还在征求意见。',
      body: ['一、参加县级以上电商技能培训并考核合格的，每人补贴 1500 元。', '二、同一工种只补一次。'].join(
        '\n\n',
      ),
    },
  },
]
