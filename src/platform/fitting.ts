/** A text as pairs of characters and as words of other letters: what is asked in other words still meets. */
export async function wordsIn(text: string): Promise<string[]> {
  const { indexTokens } = await import('./tokens.ts')
  return indexTokens(text).filter(
    token => /^\p{Script=Han}{2}$|^[a-z0-9]{2,8}$/u.test(token) && !spelled(token),
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

/**
 * How well an entry fits a text: the telling words in common, those that few entries have counting more, those of its
 * title twice.
 */
export function fitting(
  asked: readonly string[],
  entry: { tokens: readonly string[]; title: readonly string[] },
  spread: ReadonlyMap<string, number>,
  entries: number,
): number {
  const [body, title] = [new Set(entry.tokens), new Set(entry.title)]
  return asked
    .filter(word => !empty.has(word) && body.has(word))
    .reduce((sum, word) => {
      const rare = Math.log(1 + entries / (spread.get(word) ?? 1))
      return sum + rare * (title.has(word) ? 2 : 1)
    }, 0)
}

export const telling = (words: readonly string[]): string[] => words.filter(word => !empty.has(word))
