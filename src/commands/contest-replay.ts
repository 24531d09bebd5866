import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { replayed } from '#modules/contests'

/** `npm run contest:replay FILE`: computes the published ranking of a contest again from its public file; exits 1 where it differs. */
const [, , path] = process.argv
if (!path) {
  console.error('用法 usage: npm run contest:replay 文件.json')
  process.exit(2)
}
const text = readFileSync(path, 'utf8')
console.log(`SHA-256 ${createHash('sha256').update(text, 'utf8').digest('hex')}`)
const result = readable(text)
if (result === null) process.exit(2)
const { rounds, final, differences } = result
for (const { name, standings } of rounds) console.log(`${name}：${standings.length} 件作品`)
for (const { entry, rank } of final.slice(0, 20)) console.log(`  第 ${rank} 名：${entry} 号`)
for (const difference of differences) console.log(`  ✗ ${difference}`)
console.log(differences.length === 0 ? '✓ 重算结果与公布的名次完全相同' : `✗ 有 ${differences.length} 处不同`)
process.exit(differences.length === 0 ? 0 : 1)

function readable(content: string) {
  try {
    return replayed(content)
  } catch (error) {
    console.error(`✗ 这不是大赛的重算文件，或者文件不完整 no replay file：${(error as Error).message}`)
    return null
  }
}
