/** Who recruits and who looks for work in the demonstration. People and firms are fictional. */

export interface JobCast {
  firm: string
  kind: 'job' | 'internship' | 'talent'
  title: string
  trade: string
  employment: string
  places: number
  /** 元 */
  low?: number
  high?: number
  pay_per: 'month' | 'day' | 'hour' | 'year'
  town: string
  place: string
  tasks: string
  wants: string
  benefits: string
  /** Days since it was written. */
  ago: number
  atCounter?: true
  fate: 'published' | 'submitted' | 'returned' | 'expired' | 'closed'
  end?: 'through_us' | 'otherwise' | 'no_longer'
}

const berries = '怀宁县蓝莓小镇农产品电子商务有限责任公司'
const month = { kind: 'job', employment: 'full', pay_per: 'month' } as const

export const posts: readonly JobCast[] = [
  {
    ...{ ...month, firm: berries, title: '网店客服', trade: 'service', places: 2, low: 4000, high: 6000 },
    ...{ town: '黄墩镇', place: '蓝莓小镇电商楼二楼', ago: 40, fate: 'published' },
    tasks: '回复顾客咨询，跟进退换货，整理常见问题；白班八小时，两周一次周末值班。',
    ...{ wants: '打字熟练，说话和气，会用表格。', benefits: '缴社保，包午餐，有班车' },
  },
  {
    ...{
      ...month,
      firm: '安徽独秀山生态农业科技发展有限公司',
      title: '直播运营',
      trade: 'stream',
      places: 1,
    },
    ...{ low: 5000, high: 8000, town: '秀山乡', place: '独秀山展示中心', ago: 30, fate: 'published' },
    tasks: '排播、写脚本、盯数据，配合主播上货；每周四场，晚场有补贴。',
    ...{ wants: '做过一年以上直播运营，看得懂后台数据。', benefits: '缴社保，提成另计' },
  },
  {
    ...{ ...month, firm: '安庆怀味食品有限公司', title: '仓储打包工', trade: 'warehouse', places: 4 },
    ...{ low: 3800, high: 5200, town: '高河镇', place: '工业园 3 号仓', ago: 130, atCounter: true },
    ...{ fate: 'closed', end: 'through_us' },
    tasks: '分拣、打包、贴单、装车，件数计奖；旺季两班倒，不上通宵。',
    ...{ wants: '做事仔细，认得字。', benefits: '缴社保，包两餐' },
  },
  {
    ...{
      firm: '高河镇老汪贡糕坊',
      kind: 'job',
      title: '糕点包装工',
      trade: 'production',
      employment: 'temporary',
    },
    ...{ places: 6, low: 130, high: 180, pay_per: 'day', town: '高河镇', place: '老街 21 号', ago: 34 },
    fate: 'published',
    tasks: '年货季包装贡糕、装礼盒，坐着做，按天结工钱。',
    ...{ wants: '有健康证，没有的先办再上岗，费用单位出。', benefits: '包午餐' },
  },
  {
    ...{ firm: '怀宁县石牌镇金橘农民专业合作社', kind: 'job', title: '贡柑采摘分拣', trade: 'production' },
    ...{ employment: 'temporary', places: 20, low: 120, high: 160, pay_per: 'day', town: '石牌镇' },
    ...{ place: '金橘合作社果园', ago: 64, atCounter: true, fate: 'expired' },
    tasks: '采摘、选果、装筐，按天结工钱，雨天不开工。',
    ...{ wants: '能站能走，愿意学分级。', benefits: '管午饭，买意外险' },
  },
  {
    ...{
      firm: '皖西南短视频创作基地',
      kind: 'talent',
      title: '短视频编导',
      trade: 'design',
      employment: 'full',
    },
    ...{ places: 1, low: 120000, high: 180000, pay_per: 'year', town: '高河镇', place: '创作基地三楼' },
    ...{ ago: 44, fate: 'published' },
    tasks: '带三人小组做本县农产品账号，从选题、脚本到成片，一年出两百条。',
    ...{ wants: '有代表作品，做过十万粉以上账号。', benefits: '缴社保和公积金，提供人才公寓' },
  },
  {
    ...{ firm: '怀宁云上影像工作室', kind: 'internship', title: '摄影助理实习生', trade: 'design' },
    ...{ employment: 'intern', places: 2, low: 1200, high: 1800, pay_per: 'month', town: '石牌镇' },
    ...{ place: '石牌老街 6 号', ago: 50, fate: 'published' },
    tasks: '跟拍产品，学布光、收音、修图，每周有老师点评。',
    ...{ wants: '喜欢拍东西，肯跑乡镇。', benefits: '补贴按月发，单位买实习责任险' },
  },
  {
    ...{
      firm: berries,
      kind: 'internship',
      title: '电商运营实习生',
      trade: 'operation',
      employment: 'intern',
    },
    ...{ places: 3, low: 1500, high: 1500, pay_per: 'month', town: '黄墩镇', place: '蓝莓小镇电商楼二楼' },
    ...{ ago: 110, fate: 'published' },
    tasks: '轮岗做上架、客服、场控、售后，两个月一期，结束有考评和证明。',
    ...{ wants: '在校生或刚毕业的都可以。', benefits: '补贴按月发，单位买实习责任险' },
  },
  {
    ...{ ...month, firm: '安庆视界文化传媒有限公司', title: '短视频剪辑师', trade: 'design', places: 2 },
    ...{ low: 4500, high: 7000, town: '高河镇', place: '传媒园 5 楼', ago: 26, fate: 'published' },
    tasks: '剪产品短视频和直播切片，每天两到三条，配字幕和封面。',
    ...{ wants: '会用常见剪辑软件，带两条作品来。', benefits: '缴社保' },
  },
  {
    ...{ ...month, firm: '怀宁快捷冷链物流有限公司', title: '冷链配送司机', trade: 'logistics', places: 3 },
    ...{
      low: 5500,
      high: 7500,
      town: '月山镇',
      place: '月山物流园',
      ago: 28,
      atCounter: true,
      fate: 'published',
    },
    tasks: '开冷藏车跑县内乡镇，按单签收，凌晨不出车。',
    ...{ wants: '有相应驾照，三年内没有重大事故。', benefits: '缴社保，买意外险' },
  },
  {
    ...{
      firm: '平山镇姐妹手工豆腐店',
      kind: 'job',
      title: '门店直播助手',
      trade: 'stream',
      employment: 'part',
    },
    ...{ places: 1, low: 20, high: 30, pay_per: 'hour', town: '平山镇', place: '平山街口', ago: 1 },
    fate: 'submitted',
    tasks: '每晚两小时，帮店里开直播、回弹幕、打包当天的单。',
    ...{ wants: '女士优先，35 岁以下，形象好。', benefits: '管晚饭' },
  },
  {
    ...{ firm: '马庙镇小产山货铺', kind: 'job', title: '打包兼职', trade: 'warehouse', employment: 'part' },
    ...{ places: 2, low: 15, high: 20, pay_per: 'hour', town: '马庙镇', place: '马庙街 12 号', ago: 4 },
    fate: 'returned',
    tasks: '下午三点到六点打包山货，发完就走，当天结钱。',
    ...{ wants: '女士优先，手脚麻利。', benefits: '' },
  },
  {
    ...{ firm: '怀宁县小市镇孔雀东南飞文化旅游与特色农产品产销农民专业合作社联合社', kind: 'talent' },
    ...{
      title: '农旅产品经理',
      trade: 'management',
      employment: 'full',
      places: 1,
      low: 100000,
      high: 150000,
    },
    ...{ pay_per: 'year', town: '小市镇', place: '孔雀东南飞景区', ago: 36, fate: 'published' },
    tasks: '把景区、民宿和农产品做成能卖的套餐，谈渠道，管三个人的小团队。',
    ...{ wants: '做过文旅或农产品的产品规划。', benefits: '缴社保，提供住宿' },
  },
  {
    ...{ ...month, firm: '安庆明达财税咨询有限公司', title: '会计助理', trade: 'finance', places: 1 },
    ...{
      low: 3500,
      high: 5000,
      town: '高河镇',
      place: '明达楼 402',
      ago: 48,
      fate: 'closed',
      end: 'otherwise',
    },
    tasks: '整理票据、录凭证、跑税务窗口，跟着会计学做账。',
    ...{ wants: '有初级会计证。', benefits: '缴社保' },
  },
  {
    ...{
      firm: '怀宁县雷埠乡向阳家庭农场',
      kind: 'job',
      title: '农场管家',
      trade: 'management',
      employment: 'full',
    },
    ...{ places: 1, low: 4000, high: 5500, pay_per: 'month', town: '雷埠乡', place: '向阳农场', ago: 52 },
    ...{ fate: 'closed', end: 'no_longer' },
    tasks: '管采摘园的日常：订单、人手、接待，忙时自己也下地。',
    ...{ wants: '懂一点种植，会开三轮。', benefits: '包吃住' },
  },
]

export interface SeekerCast {
  name: string
  phone: string
  town: string
  education: string
  trade: string
  years: number
  wants: string
  headline: string
  skills: string[]
  experience: string
  wish: string
}

export const seekers: readonly SeekerCast[] = [
  {
    ...{
      name: '杨雪',
      phone: '13800000022',
      town: '洪铺镇',
      education: 'college',
      trade: 'service',
      years: 4,
    },
    ...{ wants: '客服', headline: '做过四年网店客服', skills: ['平台客服', '售后处理', '客服培训'] },
    ...{ experience: '四年网店客服，带过三个新人，退款率做到同行前列。', wish: '离家近，能照顾孩子' },
  },
  {
    ...{
      name: '郝建国',
      phone: '13800000023',
      town: '三桥镇',
      education: 'high',
      trade: 'warehouse',
      years: 8,
    },
    ...{ wants: '仓库的活', headline: '八年仓储打包和管库', skills: ['打包', '叉车', '管库'] },
    ...{ experience: '在合肥管过两千平的仓库，去年回乡。', wish: '白班，缴社保' },
  },
  {
    ...{
      name: '陈秀英',
      phone: '13800000024',
      town: '腊树镇',
      education: 'college',
      trade: 'stream',
      years: 3,
    },
    ...{
      wants: '直播运营',
      headline: '三年直播运营，会排品看数据',
      skills: ['直播运营', '排品', '数据复盘'],
    },
    ...{ experience: '在杭州做过三年直播运营，单场最高卖了四十万元。', wish: '月薪六千以上' },
  },
  {
    ...{
      name: '汪晓敏',
      phone: '13800000721',
      town: '高河镇',
      education: 'bachelor',
      trade: 'stream',
      years: 2,
    },
    ...{ wants: '直播运营', headline: '两年主播，会自己写脚本', skills: ['主播', '写脚本', '短视频'] },
    ...{ experience: '毕业后在安庆做过两年美食主播。', wish: '想回县里，主播、运营都行' },
  },
  {
    ...{
      name: '潘志强',
      phone: '13800000722',
      town: '黄墩镇',
      education: 'college',
      trade: 'design',
      years: 5,
    },
    ...{ wants: '剪辑', headline: '五年短视频拍摄和剪辑', skills: ['拍摄', '剪辑', '航拍'] },
    ...{ experience: '做过婚庆和乡村短视频，有航拍执照。', wish: '有作品可看，全职兼职都可以' },
  },
  {
    ...{
      name: '查小云',
      phone: '13800000723',
      town: '雷埠乡',
      education: 'middle',
      trade: 'warehouse',
      years: 2,
    },
    ...{ wants: '打包', headline: '手脚快，打过两季包', skills: ['打包', '分拣'] },
    ...{ experience: '在工业园打过两季包，没有出过错单。', wish: '包吃，能住宿' },
  },
  {
    ...{
      name: '操大勇',
      phone: '13800000724',
      town: '马庙镇',
      education: 'high',
      trade: 'logistics',
      years: 10,
    },
    ...{ wants: '司机', headline: '十年货车驾驶', skills: ['货车驾驶', '冷链配送'] },
    ...{ experience: '跑过五年长途、五年城配，没有事故。', wish: '不跑夜路' },
  },
  {
    ...{
      name: '凌小兰',
      phone: '13800000725',
      town: '高河镇',
      education: 'high',
      trade: 'warehouse',
      years: 1,
    },
    ...{ wants: '打包', headline: '做过一年分拣', skills: ['分拣', '打包', '贴单'] },
    ...{ experience: '在快递站做过一年分拣。', wish: '上白班' },
  },
  {
    ...{
      name: '江桂香',
      phone: '13800000726',
      town: '高河镇',
      education: 'middle',
      trade: 'production',
      years: 6,
    },
    ...{ wants: '糕点厂的活', headline: '六年食品包装', skills: ['食品包装', '封口', '质检'] },
    ...{ experience: '有健康证，在食品厂做过六年包装。', wish: '离家近，季节工也行' },
  },
  {
    ...{
      name: '丁一凡',
      phone: '13800000727',
      town: '石牌镇',
      education: 'vocational',
      trade: 'design',
      years: 0,
    },
    ...{ wants: '摄影实习', headline: '职校毕业，会基础摄影', skills: ['摄影', '修图'] },
    ...{ experience: '学校摄影社两年，拍过校庆。', wish: '想学产品拍摄' },
  },
  {
    ...{
      name: '胡心怡',
      phone: '13800000728',
      town: '黄墩镇',
      education: 'college',
      trade: 'operation',
      years: 0,
    },
    ...{ wants: '运营实习', headline: '电子商务专业，会做表格和海报', skills: ['做表格', '做海报', '上架'] },
    ...{ experience: '学校开过一个学期的实训网店。', wish: '想把流程都学一遍' },
  },
]
