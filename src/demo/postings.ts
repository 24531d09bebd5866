/** What is sold and wanted in the demonstration; who posts it is an index into the cast of recipients. */
export interface PostingCast {
  party: number
  kind: 'supply' | 'demand'
  category: string
  title: string
  specification: string
  quantity: number
  unit: string
  /** 元 per unit. */
  low?: number
  high?: number
  /** A town of the county, or a province by its code. */
  place?: string
  months?: number[]
  certificates?: string[]
  fate?: 'submitted' | 'returned' | 'expired' | 'dealt' | 'closed'
  samples?: true
}

const supply = (
  party: number,
  category: string,
  title: string,
  [quantity, unit, low, high]: [number, string, (number | undefined)?, number?],
  rest: Partial<PostingCast> & { specification: string },
): PostingCast => ({
  ...{ party, kind: 'supply', category, title, quantity, unit },
  ...(low !== undefined && { low }),
  ...(high !== undefined && { high }),
  ...rest,
})
const demand = (...args: Parameters<typeof supply>): PostingCast => ({ ...supply(...args), kind: 'demand' })

export const postings: readonly PostingCast[] = [
  supply(5, 'fruit.blueberry', '黄墩蓝莓鲜果', [30, 'ton', 18000, 26000], {
    ...{
      specification: '果径 15 毫米以上，当天采当天发，预冷装盒，125 克一盒。',
      place: '黄墩镇',
      months: [5, 6, 7],
    },
    ...{ certificates: ['green', 'origin', 'test'], samples: true },
  }),
  supply(1, 'fruit.blueberry', '家庭农场蓝莓（采摘、鲜果）', [3, 'ton', 15, 20], {
    ...{
      unit: 'kg',
      quantity: 3000,
      specification: '人工采摘，可接待采摘团。',
      place: '茶岭镇',
      months: [6, 7],
    },
    certificates: ['pass'],
  }),
  supply(0, 'fruit.citrus', '石牌贡柑，皮薄无渣', [200, 'ton', 4000, 5600], {
    ...{ specification: '单果 120–180 克，分级装箱，可一件代发。', place: '石牌镇', months: [11, 12, 1] },
    certificates: ['green', 'test'],
  }),
  supply(2, 'tea.green', '独秀山高山绿茶，明前一级', [400, 'jin', 180, 360], {
    ...{ specification: '海拔 500 米以上，手工杀青，可定制小罐装。', place: '秀山乡', months: [4, 5] },
    ...{ certificates: ['organic', 'sc'], samples: true },
  }),
  supply(2, 'tea.flower', '独秀山菊花茶', [600, 'kg', 90, 130], {
    ...{ specification: '胎菊，低温烘干，无硫。', place: '秀山乡', months: [11, 12], certificates: ['sc'] },
  }),
  supply(3, 'grain.cake', '高河贡糕，传统手工', [5000, 'piece', 18, 28], {
    ...{ specification: '250 克一盒，保质期 60 天，可贴牌。', place: '高河镇', certificates: ['sc', 'test'] },
    samples: true,
  }),
  supply(4, 'nut.chestnut', '栗岗板栗，油亮甜糯', [20, 'ton', 9000, 12000], {
    ...{ specification: '每斤 40–60 粒，冷库保鲜，可供糖炒栗子店。', place: '黄墩镇', months: [9, 10, 11] },
    certificates: ['pass'],
  }),
  supply(6, 'grain.rice', '稻虾共作生态大米', [80, 'ton', 6800, 8800], {
    ...{
      specification: '不打农药，真空 5 公斤装，口感软糯。',
      place: '月山镇',
      certificates: ['green', 'sc'],
    },
    samples: true,
  }),
  supply(6, 'aquatic.crayfish', '稻田小龙虾，清水暂养', [15, 'ton', 36, 56], {
    ...{ unit: 'kg', quantity: 15000, specification: '6–9 钱大小分级，暂养 24 小时，冷链发货。' },
    ...{ place: '月山镇', months: [4, 5, 6] },
  }),
  supply(7, 'grain.flour', '平山手工豆腐、千张', [300, 'jin', 6, 9], {
    ...{ specification: '石磨黄豆，每天清早出货，可真空。', place: '平山镇', certificates: ['sc'] },
  }),
  supply(8, 'grain.cake', '怀味糕点礼盒', [8000, 'piece', 45, 68], {
    ...{ specification: '贡糕、麻饼、云片糕组合，节令礼盒。', place: '高河镇', certificates: ['sc', 'test'] },
  }),
  supply(9, 'vegetable.dried', '雷埠梅干菜、豆角干', [2000, 'kg', 24, 36], {
    ...{ specification: '日晒，无添加，200 克袋装。', place: '雷埠乡', certificates: ['sc'] },
  }),
  supply(9, 'grain.oil', '物理压榨菜籽油', [6, 'ton', 18000, 22000], {
    ...{ specification: '本地油菜籽，5 升桶装，非转基因。', place: '雷埠乡', certificates: ['sc', 'test'] },
  }),
  supply(11, 'livestock.egg', '散养土鸡蛋', [3000, 'piece', 1.2, 1.6], {
    ...{ specification: '林下散养三百只，每天一百多枚，珍珠棉装。', place: '三桥镇', certificates: ['pass'] },
  }),
  supply(12, 'livestock.egg', '腊树土鸡蛋、鸭蛋', [2000, 'piece', 1.1, 1.5], {
    ...{ specification: '吃稻谷青草，可腌咸鸭蛋。', place: '腊树镇' },
  }),
  supply(13, 'craft.textile', '孔雀东南飞主题绣品', [500, 'piece', 80, 260], {
    ...{ specification: '手工绣香囊、挂画，可定制企业礼品。', place: '小市镇' },
    samples: true,
  }),
  supply(14, 'fungus.shiitake', '山货铺椴木香菇', [800, 'jin', 55, 85], {
    ...{ specification: '干菇，菇盖厚，无熏硫。', place: '马庙镇', certificates: ['test'] },
  }),
  supply(14, 'herb.gastrodia', '野生驯化茯苓', [500, 'kg', 40, 60], {
    ...{ specification: '切片、切块，药食两用。', place: '马庙镇' },
  }),
  supply(8, 'work.pack', '网店代打包、代发货', [20000, 'piece', 0.8, 1.2], {
    ...{ specification: '当日 17 点前订单当天发，含纸箱的另计。', place: '高河镇' },
  }),
  supply(10, 'fruit.peach', '洪铺黄桃', [4000, 'kg', 8, 12], {
    ...{ specification: '糖度 13 以上，泡沫箱 5 斤装。', place: '洪铺镇', months: [7, 8] },
    fate: 'expired',
  }),
  supply(1, 'fruit.pear', '茶岭翠冠梨', [5000, 'kg', 5, 7], {
    ...{ specification: '早熟，脆甜，套袋。', place: '茶岭镇', months: [7, 8], fate: 'closed' },
  }),
  supply(4, 'vegetable.root', '栗岗红薯、粉丝', [10, 'ton', 3000, 4200], {
    ...{ specification: '沙地红薯，可加工手工粉丝。', place: '黄墩镇', months: [10, 11, 12], fate: 'dealt' },
  }),
  supply(12, 'craft.bamboo', '竹编果篮、蒸笼', [300, 'piece', 25, 60], {
    ...{ specification: '老篾匠手工，可按尺寸定做。', place: '腊树镇', fate: 'submitted' },
  }),
  supply(10, 'vegetable.leaf', '洪铺高山青菜', [100, 'kg', 3, 5], {
    ...{ specification: '自己种的，没打药。', place: '洪铺镇', fate: 'returned' },
  }),

  demand(8, 'nut.chestnut', '收购板栗做糕点馅', [10000, 'kg', undefined, 11], {
    ...{ specification: '去壳更好，每月两次，长期合作。', place: '高河镇', months: [10, 11, 12] },
  }),
  demand(3, 'grain.rice', '贡糕坊收糯性好的大米', [15000, 'kg', undefined, 8], {
    ...{ specification: '做糕用，要当年新米。', place: '高河镇', certificates: ['sc'] },
  }),
  demand(8, 'fruit.blueberry', '网店收蓝莓鲜果，日发 300 单', [400, 'jin', 10, 14], {
    ...{
      specification: '每天 400 斤，要预冷，坏果包赔。',
      place: '高河镇',
      months: [6, 7],
      certificates: ['test'],
    },
  }),
  demand(8, 'livestock.egg', '收土鸡蛋，每周一次', [2000, 'piece', undefined, 1.5], {
    ...{ specification: '大小均匀，珍珠棉装好，上门收。', place: '高河镇' },
  }),
  demand(8, 'grain.flour', '收手工千张做素食礼盒', [200, 'jin', undefined, 9], {
    ...{ specification: '真空、保质期 15 天以上。', place: '高河镇', certificates: ['sc'] },
  }),
  demand(14, 'tea.green', '山货铺收绿茶散茶', [150, 'jin', undefined, 260], {
    ...{ specification: '一级二级都要，先看样。', place: '马庙镇', months: [4, 5], samples: true },
  }),
  demand(5, 'packaging.cold', '采购蓝莓泡沫箱、冰袋', [20000, 'piece', undefined, 3.2], {
    ...{ specification: '6 盒、12 盒装两种规格，分批送货。', place: '黄墩镇', months: [5, 6, 7] },
  }),
  demand(0, 'packaging.box', '采购柑橘礼盒纸箱', [30000, 'piece', undefined, 4.5], {
    ...{ specification: '5 斤、10 斤装，五层瓦楞，印刷另议。', place: '石牌镇', months: [11, 12, 1] },
  }),
  demand(6, 'freight.cold', '小龙虾季找冷链车', [60, 'trip', undefined, 900], {
    ...{ specification: '月山到合肥，每天一趟，2–8 度。', place: '月山镇', months: [4, 5, 6] },
  }),
  demand(13, 'grain.cake', '景区伴手礼收糕点', [3000, 'piece', undefined, 30], {
    ...{
      specification: '本地传统糕点，独立包装，可印景区标识。',
      place: '小市镇',
      certificates: ['sc'],
      samples: true,
    },
  }),
  demand(2, 'herb.flower', '收金丝皇菊鲜花', [5000, 'kg', undefined, 12], {
    ...{ specification: '当天采当天送，不带露水。', place: '秀山乡', months: [10, 11] },
  }),
  demand(3, 'nut.peanut', '收本地花生米', [2000, 'kg', undefined, 14], {
    ...{ specification: '做酥糖，粒小饱满，无霉变。', place: '高河镇' },
  }),
  demand(13, 'vegetable.dried', '收农家干菜', [800, 'kg', undefined, 35], {
    ...{ specification: '梅干菜、豆角干、笋干，散装即可。', place: '小市镇' },
  }),
  demand(8, 'fruit.citrus', '直播间收柑橘，五百单起', [5000, 'kg', undefined, 5.5], {
    ...{
      specification: '要一件代发，48 小时内发货。',
      place: '高河镇',
      months: [12, 1],
      certificates: ['test'],
    },
  }),
  demand(14, 'fungus.ear', '收黑木耳', [300, 'jin', undefined, 60], {
    ...{ specification: '小碗耳，干净无根。', place: '马庙镇', fate: 'expired' },
  }),
  demand(11, 'livestock.poultry', '收老母鸡', [200, 'piece', undefined, 90], {
    ...{ specification: '散养一年以上，活的。', place: '三桥镇', fate: 'submitted' },
  }),
]
