import type { Measure } from '#platform/indicators'
import type { PeriodKind } from '#platform/periods'
import type { Theme } from './themes.ts'

/** A definition as it is drafted, approved and kept. */
export interface Definition {
  label: string
  definition: string
  formula: string
  unit: string
  measure: Measure
  frequency: PeriodKind
  adds: boolean
}

export interface StandardIndicator extends Definition {
  code: string
  theme: Theme
  origin: string
  part_of: string | null
  opens: Opens
}

/** How far a figure may be public. */
export const opening = {
  none: '不公开',
  county: '公开全县合计',
  towns: '公开全县合计和分乡镇',
} as const
export type Opens = keyof typeof opening

const [feed, direct, post, statistics] = [
  '商务主管部门大数据监测',
  '经营主体直报',
  '邮政快递行业统计',
  '统计部门',
]
const adding = (unit: string, measure: Measure = 'count', frequency: PeriodKind = 'month') => ({
  ...{ unit, measure, frequency, adds: true },
})
/** What there is at the end of a period: months do not add up. */
const standing = (unit: string, frequency: PeriodKind = 'month', measure: Measure = 'count') => ({
  ...{ unit, measure, frequency, adds: false },
})
const said = (
  code: string,
  theme: Theme,
  label: string,
  words: readonly [definition: string, formula: string],
  shape: Pick<Definition, 'unit' | 'measure' | 'frequency' | 'adds'>,
  more: Partial<Pick<StandardIndicator, 'origin' | 'part_of' | 'opens'>> = {},
): StandardIndicator => ({
  ...{ code, theme, label, definition: words[0], formula: words[1], ...shape },
  ...{ origin: direct, part_of: null, opens: 'towns', ...more },
})

/** 5.6.2 What a county reports, as centres and departments define it; each may be changed by a new version. */
export const standardIndicators: readonly StandardIndicator[] = [
  said(
    'retail.online',
    '网络零售',
    '网上零售额',
    [
      '通过公共网络交易平台实现的商品和服务零售额，含税；商品和服务分别报送，不含批发。',
      '网上商品零售额 + 网上服务零售额',
    ],
    adding('元', 'fen'),
    { origin: feed },
  ),
  said(
    'retail.goods',
    '网络零售',
    '网上商品零售额',
    [
      '其中的实物商品零售额，含税，必须在网上下单；到店扫码付款、批发、外卖餐饮不计。',
      '当期各平台实物商品网上成交并结算的零售额之和',
    ],
    adding('元', 'fen'),
    { origin: feed, part_of: 'retail.online' },
  ),
  said(
    'retail.services',
    '网络零售',
    '网上服务零售额',
    [
      '其中的服务零售额（旅游、生活服务等），含税，必须在网上下单；不与商品相加重复。',
      '当期各平台服务网上成交并结算的零售额之和',
    ],
    adding('元', 'fen'),
    { origin: feed, part_of: 'retail.online' },
  ),
  said(
    'retail.farm',
    '网络零售',
    '农产品网络零售额',
    [
      '网上商品零售额中按商品类别属于农产品及其初加工品的部分；县级数一般取自上级监测，不以自报数代替。',
      '按商品类别汇总，是网上商品零售额的一部分',
    ],
    adding('元', 'fen'),
    { origin: feed },
  ),
  said(
    'retail.rural',
    '网络零售',
    '农村网络零售额',
    [
      '注册地在县城以下（含县）的卖家实现的网上零售额，按卖家所在地划分，与买家所在地无关。',
      '按卖家注册地汇总，是网上零售额的一部分',
    ],
    adding('元', 'fen'),
    { origin: feed },
  ),
  said(
    'sellers.firms',
    '经营主体',
    '企业网商数',
    ['期末以企业或合作社名义在网上经营的主体数；一个主体开几家店只算一个。', '期末实有数'],
    standing('家'),
  ),
  said(
    'sellers.persons',
    '经营主体',
    '个人网商数',
    ['期末以个人或个体工商户名义在网上经营的主体数；一个主体开几家店只算一个。', '期末实有数'],
    standing('个'),
  ),
  said(
    'sellers.new',
    '经营主体',
    '新增网商数',
    [
      '当期第一次在网上开店经营的主体数，企业和个人合计；歇业后重开的不算新增。',
      '当期新增的企业网商 + 个人网商',
    ],
    adding('个'),
  ),
  said(
    'shops.total',
    '经营主体',
    '网店数',
    ['期末正常经营的网店数，按店计，一个主体的几家店分别计。', '期末实有数'],
    standing('家'),
  ),
  said(
    'shops.active',
    '经营主体',
    '活跃网店数',
    [
      '全年网上销售额超过 1 万元的网店数，按店计；上级认定口径调整的，以新版本为准。',
      '年销售额大于 1 万元的网店之和',
    ],
    standing('家', 'year'),
  ),
  said(
    'upstream.firms',
    '经营主体',
    '上行经营主体数',
    ['全年农产品网络销售额超过 1,000 万元的经营主体数。', '年上行销售额大于 1,000 万元的主体之和'],
    standing('家', 'year'),
  ),
  said(
    'parcels.sent',
    '快递物流',
    '快递收件量',
    ['当期从本县寄出、由快递企业揽收的包裹件数。', '各快递企业揽收件数之和'],
    adding('件'),
    { origin: post },
  ),
  said(
    'parcels.received',
    '快递物流',
    '快递派件量',
    ['当期寄到本县、由快递企业投递的包裹件数。', '各快递企业投递件数之和'],
    adding('件'),
    { origin: post },
  ),
  said(
    'parcels.villages',
    '快递物流',
    '行政村快递覆盖率',
    ['期末快递可以直接送到村的行政村，占全部行政村的比例。', '通快递的行政村数 ÷ 行政村总数'],
    standing('%', 'month', 'permille'),
    { origin: post, opens: 'county' },
  ),
  said(
    'parcels.carriers',
    '快递物流',
    '县乡村配送企业数',
    ['期末承担县到乡、乡到村配送的企业数；同一企业两段都送的只算一家。', '期末实有数'],
    standing('家'),
    { origin: post, opens: 'county' },
  ),
  said(
    'live.sessions',
    '直播电商',
    '直播场次',
    ['当期本县主体开播并挂有商品的直播场次，一次开播到下播为一场。', '当期场次之和'],
    adding('场'),
  ),
  said(
    'live.hosts',
    '直播电商',
    '主播人数',
    ['当期至少开播过一场的主播人数，同一人只算一次；各月不能相加。', '当期去重人数'],
    standing('人'),
  ),
  said('live.rooms', '直播电商', '直播间数', ['期末可以使用的固定直播间数。', '期末实有数'], standing('间')),
  said(
    'live.sales',
    '直播电商',
    '直播实际结算额',
    ['当期直播带货实际结算到账的金额；下单未付款、退款的不计，不是场内显示的成交额。', '当期实际结算额之和'],
    adding('元', 'fen'),
  ),
  said(
    'jobs.direct',
    '带动就业',
    '电商直接就业人数',
    ['期末在本县电商经营主体签有劳动合同或领取劳动报酬的人数。', '期末实有人数'],
    standing('人', 'quarter'),
  ),
  said(
    'jobs.led',
    '带动就业',
    '电商带动就业人数',
    ['期末因电商在种养、加工、包装、配送等环节获得收入的人数，不含直接就业的；附名单备查。', '期末实有人数'],
    standing('人', 'quarter'),
  ),
  said(
    'jobs.households',
    '带动就业',
    '带动脱贫户数',
    ['期末通过电商获得收入的脱贫户和监测户数；一户只算一次，附名单备查。', '期末实有户数'],
    standing('户', 'quarter'),
  ),
  ...reportingFirms(),
  ...countyFacts(),
]

/**
 * What enterprises report by the month, as it is: a sum over those who report, and no figure of the county. It goes up when
 * one joins, which its definition says.
 */
function reportingFirms(): StandardIndicator[] {
  const only =
    '只含当期报送并审核通过的企业、合作社、家庭农场，不推算全县；报送单位会增减，看变化时请对照报送企业数。'
  const sum = (code: string, label: string, what: string, shape: ReturnType<typeof adding>) =>
    said(`firms.${code}`, '报送企业', label, [`${what}${only}`, '审核通过的企业报表逐家相加'], shape, {
      opens: 'county',
    })
  return [
    sum(
      'retail',
      '报送企业网络零售额合计',
      '通过公共网络平台卖给消费者的商品和服务，含税。',
      adding('元', 'fen'),
    ),
    sum('farm', '报送企业农产品网络零售额合计', '农产品和农产品加工品的网络零售额。', adding('元', 'fen')),
    sum('orders', '报送企业网络订单合计', '已付款、没有全额退款的网络订单。', adding('单')),
    sum('parcels', '报送企业发出快递合计', '网络订单发出的包裹。', adding('件')),
    sum('live', '报送企业直播结算额合计', '平台已经结算到账的直播金额。', adding('元', 'fen')),
    sum('jobs', '报送企业期末从业人数合计', '期末在册、领取劳动报酬的人数。', standing('人')),
  ]
}

/** 县情: once a year, of the statistical communiqué. */
function countyFacts(): StandardIndicator[] {
  const yearly = { origin: statistics, opens: 'county' as const }
  const communique = '以统计部门公布的年度数为准，公布前不填。'
  const fact = (code: string, label: string, unit: string, measure: Measure, about: string) =>
    said(
      code,
      '县情',
      label,
      [`${about}${communique}`, '取自统计公报'],
      { unit, measure, frequency: 'year', adds: false },
      yearly,
    )
  return [
    fact('county.gdp', '地区生产总值', '元', 'fen', '当年价格的全县地区生产总值，'),
    fact('county.retail', '社会消费品零售总额', '元', 'fen', '全县社会消费品零售总额，'),
    fact('county.people', '常住人口', '人', 'count', '年末全县常住人口，'),
    fact('county.income', '农村居民人均可支配收入', '元', 'fen', '农村常住居民人均可支配收入，'),
    fact('county.broadband', '固定宽带用户', '户', 'count', '年末固定互联网宽带接入用户，'),
    fact('county.firms', '企业数', '家', 'count', '年末在册的企业数，'),
    fact('county.traders', '个体工商户数', '户', 'count', '年末在册的个体工商户数，'),
  ]
}
