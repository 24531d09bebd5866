/** What tells who somebody is, by its look; the longest first, so that a number is not cut in two. */
const patterns: ReadonlyArray<[RegExp, string]> = [
  [
    /(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/g,
    '（证件号略）',
  ],
  [/(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])/g, '（信用代码略）'],
  [/(?<!\d)\d{16,19}(?!\d)/g, '（账号略）'],
  [/(?<!\d)(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, '（电话略）'],
  [/(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g, '（电话略）'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '（邮箱略）'],
  [/((?:微信号?|QQ号?)\s*[:：是]?\s*)[A-Za-z0-9_-]{5,20}/gi, '$1（账号略）'],
  [/[\u4e00-\u9fa5]{2,6}(?:村|社区)[\u4e00-\u9fa5\d]{0,6}(?:组|号|栋|幢)/g, '（住址略）'],
]

/** Surnames that are common here: 我叫汪小兵, 我是李大姐. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武戈查江产聂操凌'
/** A surname and one or two characters more, which are no village and no shop. */
const person = `[${surnames}](?:(?![村镇乡县社区店坊组家的])[\\u4e00-\\u9fa5]){1,2}`
const introduced = new RegExp(
  `(我叫|我是|本人|姓名[:：]?\\s*|联系人[:：]?\\s*)(${person})(?=[，。,.、；;\\s：:（(的在想有]|$)`,
  'g',
)

const somebody = '某某'

/** A text without what tells who asked: names that the centre knows of them, and whatever looks like a number of a person. */
export function redacted(text: string, names: readonly string[]): string {
  const known = [...new Set(names.map(name => name.trim()).filter(name => [...name].length > 1))].sort(
    (a, b) => b.length - a.length,
  )
  const nameless = known.reduce((kept, name) => kept.replaceAll(name, somebody), text)
  const numberless = patterns.reduce(
    (kept, [pattern, instead]) => kept.replaceAll(pattern, instead),
    nameless,
  )
  return numberless.replaceAll(introduced, `$1${somebody}`)
}

/** What of a person a text still holds; none when it may be published. */
export function tellingIn(text: string, names: readonly string[]): string[] {
  const byName = names.filter(name => [...name.trim()].length > 1 && text.includes(name.trim()))
  const byLook = patterns.flatMap(([pattern]) => [...text.matchAll(pattern)].map(match => match[0]))
  const bySaying = [...text.matchAll(introduced)].map(match => match[2] ?? '')
  return [...new Set([...byName, ...byLook, ...bySaying.filter(name => name !== somebody)])]
}

/** Who writes in a text that was pasted: phone and name, as a suggestion. */
export function contactIn(text: string): { name: string | null; phone: string | null } {
  const phone = /(?<!\d)(?:(?:\+|00)?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/.exec(text)
  const said = new RegExp(introduced.source).exec(text)
  // The line that WeChat puts above what somebody wrote: 汪小兵 11月24日 10:21
  const above = new RegExp(
    `^[ \\t]*(${person})[ \\t]*(?:[:：]|\\d{1,4}[-/年月]|\\d{1,2}:\\d{2}|$)`,
    'm',
  ).exec(text)
  // 李华 13800000012
  const beside = new RegExp(`(${person})[，,：: ]*(?=1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4})`).exec(text)
  return {
    phone: phone ? `${phone[1]}${phone[2]}${phone[3]}` : null,
    name: said?.[2] ?? above?.[1] ?? beside?.[1] ?? null,
  }
}
