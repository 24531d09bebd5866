import { clauseNumbers, clauses, partsFor } from '#platform/clauses'

/** docs/standard.md: each clause, what it says in our words, and which module keeps it; made from the declarations. */
export function standardDocument(): string {
  return [
    '# The standard, clause by clause',
    '',
    'DB34/T 4229-2022, in our own words. Generated from the declarations of the modules (`clauses.ts` in each) by `npm run docs`;',
    'the live state of every clause stands at `/desk/clauses`. Verbs: 应 shall, 宜 should, 可 may, none a plain instruction.',
    '',
    '| 条款 | 用词 | 内容 | 平台做什么 | 模块 |',
    '| --- | --- | --- | --- | --- |',
    ...clauseNumbers.map(number => {
      const { part, verb, says } = clauses[number]
      const parts = partsFor(number)
      const does = parts.map(one => one.does).join('<br>')
      const modules = parts.map(one => `\`${one.module}\``).join(' ')
      return `| ${number} | ${verb} | ${part}：${says} | ${does} | ${modules} |`
    }),
    '',
  ].join('\n')
}
