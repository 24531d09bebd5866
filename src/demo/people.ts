/** The named cast of the demonstration, of tests and of pictures. People and firms are fictional. */

export interface CentreCast {
  division: string
  name: string
  host: string
  profile: Record<string, string>
}

export const huaining: CentreCast = {
  division: '340822',
  name: '怀宁县电子商务公共服务中心',
  host: 'huaining.localhost',
  profile: {
    supervisor: '怀宁县商务局',
    operator: '怀宁乡集电商服务有限公司',
    phone: '0556-000 0012',
    address: '怀宁县高河镇电商产业园 1 号楼',
    hours: '工作日 8:30–17:30',
    icp: '皖ICP备00000000号（演示）',
  },
}
export const taihu: CentreCast = {
  division: '340825',
  name: '太湖县电子商务公共服务中心',
  host: 'taihu.localhost',
  profile: {
    supervisor: '太湖县商务局',
    operator: '太湖花亭电商服务有限公司',
    phone: '0556-000 0034',
    address: '太湖县晋熙镇创业路 8 号',
    hours: '工作日 8:30–17:30',
    icp: '皖ICP备00000001号（演示）',
  },
}

export const demoPassword = 'Demo-2026-centre'

export interface StaffCast {
  username: string
  name: string
  posts: string[]
  organisation: 'centre' | 'bureau' | 'assessor'
  phone: string
}
export const staff: readonly StaffCast[] = [
  {
    username: 'liweidong',
    name: '李卫东',
    posts: ['中心主任'],
    organisation: 'centre',
    phone: '13800001001',
  },
  {
    username: 'wangmin',
    name: '王敏',
    posts: ['咨询专员', '窗口专员'],
    organisation: 'centre',
    phone: '13800001002',
  },
  { username: 'chenjing', name: '陈静', posts: ['窗口专员'], organisation: 'centre', phone: '13800001003' },
  { username: 'zhangtao', name: '张涛', posts: ['对接专员'], organisation: 'centre', phone: '13800001004' },
  { username: 'liufang', name: '刘芳', posts: ['宣传专员'], organisation: 'centre', phone: '13800001005' },
  { username: 'sunli', name: '孙丽', posts: ['回访专员'], organisation: 'centre', phone: '13800001006' },
  { username: 'zhoujian', name: '周健', posts: ['监督员'], organisation: 'bureau', phone: '13800001007' },
]
export const taihuStaff: readonly StaffCast[] = [
  { username: 'th-wumei', name: '吴梅', posts: ['中心主任'], organisation: 'centre', phone: '13800002001' },
  {
    username: 'th-xulin',
    name: '徐林',
    posts: ['咨询专员', '窗口专员', '对接专员'],
    organisation: 'centre',
    phone: '13800002002',
  },
]

export interface PartyCast {
  kind: 'enterprise' | 'sole_trader' | 'cooperative' | 'family_farm' | 'village_collective' | 'person'
  name: string
  town: string
  contact: string
  phone: string
}
/** Recipients; 李华 acts for the first. */
export const recipients: readonly PartyCast[] = [
  {
    kind: 'cooperative',
    name: '怀宁县石牌镇金橘农民专业合作社',
    town: '石牌镇',
    contact: '李华',
    phone: '13800000012',
  },
  {
    kind: 'family_farm',
    name: '怀宁县茶岭镇青云家庭农场',
    town: '茶岭镇',
    contact: '汪青云',
    phone: '13800000013',
  },
  {
    kind: 'enterprise',
    name: '安徽独秀山生态农业科技发展有限公司',
    town: '秀山乡',
    contact: '程志远',
    phone: '13800000014',
  },
  { kind: 'sole_trader', name: '高河镇老汪贡糕坊', town: '高河镇', contact: '汪德顺', phone: '13800000015' },
  {
    kind: 'village_collective',
    name: '怀宁县黄墩镇栗岗村股份经济合作社',
    town: '黄墩镇',
    contact: '潘国庆',
    phone: '13800000016',
  },
  {
    kind: 'enterprise',
    name: '怀宁县蓝莓小镇农产品电子商务有限责任公司',
    town: '黄墩镇',
    contact: '朱晓梅',
    phone: '13800000017',
  },
  {
    kind: 'cooperative',
    name: '怀宁县月山镇顺安稻渔综合种养农民专业合作社',
    town: '月山镇',
    contact: '江顺安',
    phone: '13800000018',
  },
  {
    kind: 'sole_trader',
    name: '平山镇姐妹手工豆腐店',
    town: '平山镇',
    contact: '何桂兰',
    phone: '13800000019',
  },
  {
    kind: 'enterprise',
    name: '安庆怀味食品有限公司',
    town: '高河镇',
    contact: '丁小军',
    phone: '13800000020',
  },
  {
    kind: 'family_farm',
    name: '怀宁县雷埠乡向阳家庭农场',
    town: '雷埠乡',
    contact: '查向阳',
    phone: '13800000021',
  },
  { kind: 'person', name: '杨雪', town: '洪铺镇', contact: '杨雪', phone: '13800000022' },
  { kind: 'person', name: '郝建国', town: '三桥镇', contact: '郝建国', phone: '13800000023' },
  { kind: 'person', name: '陈秀英', town: '腊树镇', contact: '陈秀英', phone: '13800000024' },
  {
    kind: 'cooperative',
    name: '怀宁县小市镇孔雀东南飞文化旅游与特色农产品产销农民专业合作社联合社',
    town: '小市镇',
    contact: '焦明',
    phone: '13800000025',
  },
  { kind: 'sole_trader', name: '马庙镇小产山货铺', town: '马庙镇', contact: '操小平', phone: '13800000026' },
]

export interface ProviderCast extends PartyCast {
  introduction: string
  team: string
  cases: string
  qualifications: string[]
  /** Codes of the items offered, with the reference price in 分. */
  offers: Record<string, number>
}
export const providers: readonly ProviderCast[] = [
  {
    kind: 'enterprise',
    name: '安庆视界文化传媒有限公司',
    town: '高河镇',
    contact: '方磊',
    phone: '13800003001',
    introduction: '专做农产品短视频与产品摄影，自有摄影棚和航拍设备，服务过安庆各县三十多家合作社。',
    team: '摄影 4 人、剪辑 3 人、策划 2 人。',
    cases: '2025 年为黄墩蓝莓拍摄采摘季系列短视频 12 条。',
    qualifications: ['营业执照 | 演示 | ', '无人机操控员执照 | 演示-0821 | 2027-08-31'],
    offers: { 'SX-001': 150000, 'SX-002': 80000, 'SX-003': 120000 },
  },
  {
    kind: 'enterprise',
    name: '怀宁云上影像工作室',
    town: '石牌镇',
    contact: '严俊',
    phone: '13800003002',
    introduction: '本地青年创业团队，擅长产品静物拍摄、详情页设计和直播间布置，响应快，可上门。',
    team: '5 人，均为返乡青年。',
    cases: '为二十余家本地店铺制作详情页。',
    qualifications: ['营业执照 | 演示 | '],
    offers: { 'SX-001': 120000, 'SX-002': 60000, 'SX-003': 90000 },
  },
  {
    kind: 'enterprise',
    name: '皖西南短视频创作基地',
    town: '高河镇',
    contact: '胡蓉',
    phone: '13800003003',
    introduction: '提供短视频拍摄、账号代运营和主播培训，与多家平台有合作。',
    team: '编导、摄影、运营共 14 人。',
    cases: '孵化三农账号 6 个。',
    qualifications: ['营业执照 | 演示 | ', '广播电视节目制作经营许可证 | 演示-115 | 2026-12-20'],
    offers: { 'SX-001': 180000, 'YX-001': 300000 },
  },
  {
    kind: 'enterprise',
    name: '安庆明达财税咨询有限公司',
    town: '高河镇',
    contact: '叶明',
    phone: '13800003004',
    introduction: '为网店和合作社提供代理记账、开票、年报和税收优惠辅导。',
    team: '注册会计师 1 人，会计 6 人。',
    cases: '常年服务 80 余户小微主体。',
    qualifications: ['代理记账许可证 | 演示-0056 | 2028-03-31'],
    offers: { 'CS-001': 20000 },
  },
  {
    kind: 'enterprise',
    name: '安庆诚信知识产权代理有限公司',
    town: '高河镇',
    contact: '宋佳',
    phone: '13800003005',
    introduction: '商标注册、版权登记、地理标志授权使用申报代理。',
    team: '商标代理人 3 人。',
    cases: '代理本县农产品商标 40 余件。',
    qualifications: ['商标代理机构备案 | 演示-1021 | '],
    offers: { 'ZS-001': 60000 },
  },
  {
    kind: 'enterprise',
    name: '怀宁快捷冷链物流有限公司',
    town: '月山镇',
    contact: '葛强',
    phone: '13800003006',
    introduction: '冷藏车 12 辆，覆盖全县各乡镇，提供预冷、分拣、一件代发。',
    team: '司机 15 人、仓管 8 人。',
    cases: '承运怀宁蓝莓产地直发。',
    qualifications: ['道路运输经营许可证 | 演示-3408 | 2027-05-30'],
    offers: { 'WL-001': 500 },
  },
]

/** 统一社会信用代码 of the n-th fictional organisation, with its right check value (GB 32100). */
export function creditCodeOf(prefix: string, n: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const body = `${prefix}340822MA${String(n).padStart(6, '0')}X`.slice(0, 17).padEnd(17, '0')
  const sum = [...body].reduce(
    (total, letter, index) => total + alphabet.indexOf(letter) * (3 ** index % 31),
    0,
  )
  return body + alphabet[(31 - (sum % 31)) % 31]
}
