/**
 * What a text asks about, as pairs of characters and as words of other letters: what is asked in other words still
 * meets. Pairs that only say how somebody asks are left out.
 */
export async function tellingWords(text: string): Promise<string[]> {
  const { indexTokens } = await import('#platform/tokens')
  return indexTokens(text).filter(
    token => /^\p{Script=Han}{2}$|^[a-z0-9]{2,8}$/u.test(token) && !spelled(token) && !empty.has(token),
  )
}

/** Latin tokens stand in an index for pinyin as well; only short codes such as SC or EMS are kept as words. */
const spelled = (token: string): boolean => /^[a-z]{4,}$/.test(token)

/** Pairs that say how somebody asks, and nothing of what. */
const empty = new Set(
  `我们 想要 要想 请问 怎么 么办 怎样 如何 什么 哪里 哪些 可以 以吗 需要 要不 不要 有没 没有 是不 不是 一个 这个 那个 的话 我想 想问 问一 一下 能不 不能 吗我 了吗 我是 你们 您好 你好 他们 自己 现在 还是 就是 知道 老师`.split(
    ' ',
  ),
)
