interface Family {
  label: string
  leaves: Record<string, string>
}

/** What is bought and sold in a county of Anhui, in two levels, as data: a new category is a line here. */
export const families: Record<string, Family> = {
  tea: { label: '茶叶', leaves: { green: '绿茶', black: '红茶', yellow: '黄茶', flower: '花茶、代用茶' } },
  fungus: { label: '食用菌', leaves: { shiitake: '香菇', ear: '木耳', other: '其他食用菌' } },
  fruit: {
    label: '瓜果',
    leaves: {
      blueberry: '蓝莓',
      peach: '桃李',
      citrus: '柑橘',
      pear: '梨',
      melon: '西瓜甜瓜',
      other: '其他瓜果',
    },
  },
  vegetable: { label: '蔬菜', leaves: { leaf: '叶菜', root: '根茎', gourd: '瓜茄豆', dried: '干菜、腌菜' } },
  grain: {
    label: '粮油',
    leaves: { rice: '大米', wheat: '面粉杂粮', oil: '菜籽油、山茶油', flour: '豆制品、粉丝', cake: '糕点' },
  },
  aquatic: { label: '水产', leaves: { crayfish: '小龙虾', crab: '河蟹', fish: '鲜鱼', dried: '水产干货' } },
  livestock: {
    label: '畜禽蛋',
    leaves: { egg: '禽蛋', poultry: '活禽、白条', pork: '猪肉', mutton: '牛羊肉' },
  },
  herb: { label: '中药材', leaves: { gastrodia: '天麻、茯苓', flower: '花叶类', root: '根茎类' } },
  nut: { label: '坚果炒货', leaves: { chestnut: '板栗', walnut: '山核桃', peanut: '花生瓜子' } },
  craft: { label: '手工艺', leaves: { bamboo: '竹编', textile: '绣品布艺', pottery: '陶木工艺' } },
  packaging: { label: '包装', leaves: { box: '纸箱礼盒', bag: '袋罐瓶', cold: '保温冷链包材' } },
  freight: {
    label: '物流服务',
    leaves: { express: '快递', truck: '整车零担', cold: '冷链运输', store: '仓储代发' },
  },
  work: { label: '加工服务', leaves: { sort: '分拣清洗', dry: '烘干炒制', pack: '代工分装' } },
}

export const categoryOptions = Object.entries(families).flatMap(([family, { label, leaves }]) =>
  Object.entries(leaves).map(([leaf, words]) => ({
    value: `${family}.${leaf}`,
    label: `${label} · ${words}`,
  })),
)
const known = new Map(categoryOptions.map(one => [one.value, one.label]))

export const isCategory = (code: unknown): code is string => typeof code === 'string' && known.has(code)
export const categoryWords = (code: string): string => known.get(code) ?? code
export const familyOf = (code: string): string => code.split('.')[0] ?? code

/** Where a search word is not a category, its family may be. */
export const familyWords = (code: string): string => families[familyOf(code)]?.label ?? code
