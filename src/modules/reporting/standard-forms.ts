import type { PeriodKind } from '#platform/periods'
import type { Definition, Item, Rule } from './definition.ts'

interface StandardForm extends Definition {
  code: string
  title: string
  about: string
  reporters: 'party' | 'station' | 'centre'
  frequency: PeriodKind
  due_day?: number
}

const money = (code: string, label: string, more: Partial<Item> = {}): Item => ({
  ...{ code, label, kind: 'money', unit: '元', required: false, watch: false, ...more },
})
const whole = (code: string, label: string, unit: string, more: Partial<Item> = {}): Item => ({
  ...{ code, label, kind: 'whole', unit, required: false, watch: false, ...more },
})
const hard = (text: string, says: string): Rule => ({ text, weight: 'hard', says })
const soft = (text: string, says: string): Rule => ({ text, weight: 'soft', says })
const watched = { required: true, watch: true }

/** 5.6.2 The forms that a centre starts with; it changes them as new versions. */
export const standardForms: readonly StandardForm[] = [
  {
    ...{ code: 'Q1', title: '企业电商月报', reporters: 'party', frequency: 'month' },
    about:
      '由开展网络销售的企业、合作社、家庭农场填报。以本单位销售台账、平台结算单为准，先有台账，后有数字；没有发生的填 0。',
    columns: ['本期'],
    items: [
      money('01', '网络零售额', {
        ...watched,
        help: '通过公共网络平台卖给消费者的商品和服务，含税，须在网上下单；店内扫码付款、批发、外卖餐饮不算。',
      }),
      money('02', '其中：商品类零售额', { required: true, help: '实物商品。' }),
      money('03', '其中：服务类零售额', { required: true, help: '旅游、培训等服务。' }),
      money('04', '农产品网络零售额', {
        ...watched,
        help: '商品类里的农产品和农产品加工品，按实际成交，不含意向。',
      }),
      whole('05', '网络订单数', '单', { ...watched, help: '已付款、没有全额退款的订单。' }),
      whole('06', '直播场次', '场', { help: '开播满 30 分钟算一场。' }),
      money('07', '直播实际结算额', { help: '平台已经结算到账的金额，不是直播间显示的成交额。' }),
      whole('08', '发出快递', '件', { help: '网络订单发出的包裹。' }),
      whole('09', '收到快递', '件'),
      whole('10', '期末从业人数', '人', { required: true, help: '期末最后一天在册、领取劳动报酬的人数。' }),
      whole('11', '其中：脱贫户', '人'),
    ],
    rules: [
      hard('01 = 02 + 03', '网络零售额等于商品类与服务类之和'),
      hard('04 <= 02', '农产品不多于商品类零售额'),
      hard('11 <= 10', '脱贫户人数不多于从业人数'),
      soft('07 <= 01', '直播结算额一般不多于网络零售额'),
      soft('08 >= 06', '有直播场次的一般有发货'),
    ],
    // A dozen enterprises are not the county: what they report stands in the dictionary under their own name.
    feeds: [
      { cell: '01', indicator: 'firms.retail' },
      { cell: '04', indicator: 'firms.farm' },
      { cell: '05', indicator: 'firms.orders' },
      { cell: '07', indicator: 'firms.live' },
      { cell: '08', indicator: 'firms.parcels' },
      { cell: '10', indicator: 'firms.jobs' },
    ],
  },
  {
    ...{ code: 'Z1', title: '服务站月报', reporters: 'station', frequency: 'month' },
    about:
      '由乡镇、村级服务站站长填报。每天的登记已经替您加好，核对后签字就可以；和登记不一样的，请写明原因。',
    columns: ['本期'],
    items: [
      whole('01', '代买笔数', '笔', { required: true, source: 'buy_count' }),
      money('02', '代买金额', { required: true, source: 'buy_fen' }),
      whole('03', '代卖笔数', '笔', { required: true, source: 'sell_count' }),
      money('04', '代卖金额', { ...watched, source: 'sell_fen', help: '实际成交、已经付款的金额。' }),
      whole('05', '收发快递', '件', { ...watched, source: 'parcel_count' }),
      whole('06', '便民代办', '件', { required: true, source: 'errand_count' }),
      whole('07', '服务群众', '人次', { help: '来一次算一次，同一个人来两次算两人次。' }),
    ],
    rules: [soft('07 >= 06', '服务群众人次一般不少于便民代办件数')],
    feeds: [],
  },
  {
    ...{ code: 'X1', title: '县情年报', reporters: 'centre', frequency: 'year', due_day: 90 },
    about: '由中心按统计、市场监管、邮政、通信等部门公布或函复的数填报，凭据里附来源。',
    columns: ['本年'],
    items: [
      whole('01', '地区生产总值', '万元', { required: true }),
      whole('02', '社会消费品零售总额', '万元', { required: true }),
      whole('03', '常住人口', '人', { required: true }),
      money('04', '农村居民人均可支配收入', { required: true }),
      whole('05', '宽带用户', '户', { required: true }),
      whole('06', '企业数', '户', { required: true }),
      whole('07', '个体工商户数', '户', { required: true }),
      whole('08', '网商总数', '户', { required: true, watch: true, help: '企业网商与个人网商之和。' }),
      whole('09', '其中：企业网商', '户', { required: true }),
      whole('10', '其中：个人网商', '户', { required: true }),
      whole('11', '通快递的行政村', '个', { required: true }),
      whole('12', '行政村总数', '个', { required: true }),
    ],
    rules: [
      hard('08 = 09 + 10', '网商总数等于企业网商与个人网商之和'),
      hard('11 <= 12', '通快递的行政村不多于行政村总数'),
      soft('02 <= 01', '社会消费品零售总额一般不多于地区生产总值'),
    ],
    feeds: [
      { cell: '01', indicator: 'county.gdp' },
      { cell: '02', indicator: 'county.retail' },
      { cell: '03', indicator: 'county.people' },
      { cell: '04', indicator: 'county.income' },
      { cell: '05', indicator: 'county.broadband' },
      { cell: '06', indicator: 'county.firms' },
      { cell: '07', indicator: 'county.traders' },
    ],
  },
]
