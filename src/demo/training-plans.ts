/** What the demonstration's classes, courses and lecturers say. */

export const lecturers = [
  {
    ...{ name: '方雅琴', title: '高级电子商务师', organisation: '安庆职业技术学院', phone: '0556-550 0021' },
    about: '教电商课十二年，带学生开出二百多家网店；擅长从零开店和商品文案。',
    ...{ topics: '网店运营、商品文案', fee_fen: 30_000, consent: true },
  },
  {
    ...{
      name: '宋鹏飞',
      title: '直播运营师',
      organisation: '安庆某某文化传媒有限公司',
      phone: '0556-550 0022',
    },
    about: '做助农直播五年，单场最高卖出三吨蓝莓；擅长话术、场控和投流。',
    ...{ topics: '直播带货、短视频', fee_fen: 40_000, consent: true },
  },
  {
    ...{ name: '汪德顺', title: '', organisation: '高河镇老汪贡糕坊', phone: '' },
    about: '做贡糕三十年，开网店六年，年销四十万元；愿意把踩过的坑讲给大家听。',
    ...{ topics: '小店经验、售后', fee_fen: 0, consent: true },
  },
  {
    ...{ name: '江慧', title: '税务师', organisation: '县税务部门', phone: '0556-550 0023' },
    about: '负责个体工商户的申报辅导，讲课只讲用得上的。',
    ...{ topics: '财税、票据', fee_fen: 0, consent: false },
  },
] as const

export const courses = [
  {
    ...{ title: '助农直播实训', kind: 'live', audience: '返乡青年、农户', theory: 8, practice: 16 },
    goal: '学完能独立完成一场一小时的直播，会做售后。',
    outline: '一、平台规则和账号\n二、选品和定价\n三、话术和场控\n四、分组实播\n五、发货和售后',
  },
  {
    ...{ title: '短视频拍摄与剪辑', kind: 'skill', audience: '店主、合作社社员', theory: 6, practice: 10 },
    goal: '学完能用手机拍出一条一分钟的产地视频。',
    outline: '一、脚本\n二、取景和收音\n三、剪辑和字幕\n四、发布和数据',
  },
  {
    ...{ title: '网店开办入门', kind: 'basic', audience: '没有开过店的农户', theory: 6, practice: 2 },
    goal: '学完能注册店铺、上架商品、发出第一单。',
    outline: '一、注册店铺\n二、拍照上架\n三、打包发货\n四、常见罚款',
  },
] as const

export const planItems = [
  {
    ...{ title: '助农直播实训', kind: 'live', audience: '返乡青年、脱贫户', months: '4 月至 12 月' },
    ...{ goal: '会开一场直播', outline: '规则、选品、话术、实播', hours: 24, classes: 4, people: 120 },
    ...{ budget_fen: 12_000_000, certificate: '结业证书' },
  },
  {
    ...{ title: '短视频拍摄与剪辑', kind: 'skill', audience: '店主、合作社', months: '6 月至 11 月' },
    ...{ goal: '会拍一条产地视频', outline: '脚本、拍摄、剪辑、发布', hours: 16, classes: 3, people: 90 },
    ...{ budget_fen: 6_000_000, certificate: '结业证书' },
  },
  {
    ...{ title: '网店开办入门', kind: 'basic', audience: '农户', months: '全年' },
    ...{ goal: '会发出第一单', outline: '注册、上架、发货', hours: 8, classes: 6, people: 240 },
    ...{ budget_fen: 4_000_000, certificate: '' },
  },
] as const

export const topics = ['直播带货', '短视频', '开网店', '包装发货', '财税票据', '品牌商标'] as const

const surnames = '王李张刘陈杨黄吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾'
const given = [
  '秀兰',
  '建国',
  '小琴',
  '志强',
  '桂花',
  '海燕',
  '大明',
  '春梅',
  '国平',
  '丽君',
  '长根',
  '玉珍',
  '少华',
]

/** '王秀兰': another one for each n up to a few hundred. */
export const learnerName = (n: number): string =>
  `${surnames[n % surnames.length]}${given[(n * 7 + Math.floor(n / surnames.length)) % given.length]}`
