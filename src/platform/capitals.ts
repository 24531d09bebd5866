const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/**
 * 人民币大写 of an amount in 分, as written on cheques and agreements (支付结算办法 附件一): 人民币壹仟零贰拾元叁角整.
 * Up to 9,999 万亿元; throws where the amount is negative or no integer.
 */
export function inCapitals(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new Error(`no amount for capitals: ${fen}`)
  const yuan = Math.floor(fen / 100)
  const [jiao, rest] = [Math.floor((fen % 100) / 10), fen % 10]
  if (fen === 0) return '人民币零元整'
  const whole = yuan > 0 ? `${wholeInCapitals(yuan)}元` : ''
  const ten = jiao > 0 ? `${digits[jiao]}角` : rest > 0 && yuan > 0 ? '零' : ''
  const one = rest > 0 ? `${digits[rest]}分` : '整'
  return `人民币${whole}${ten}${one}`
}

/** Four digits at a time; zeros between digits are said once, at the end of a group not at all. */
function wholeInCapitals(yuan: number): string {
  let said = ''
  let gap = false
  for (let group = 3; group >= 0; group--) {
    const four = Math.floor(yuan / 10_000 ** group) % 10_000
    if (four === 0) {
      gap ||= said !== ''
      continue
    }
    if (said !== '' && (gap || four < 1_000)) said += '零'
    said += fourInCapitals(four) + groups[group]
    gap = false
  }
  return said
}

function fourInCapitals(four: number): string {
  let said = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(four / 10 ** place) % 10
    if (digit === 0) {
      gap ||= said !== ''
      continue
    }
    said += (gap ? '零' : '') + digits[digit] + places[place]
    gap = false
  }
  return said
}
