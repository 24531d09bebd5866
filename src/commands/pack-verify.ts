import { open } from 'node:fs/promises'
import { verifyPack } from '#modules/packs'

/**
 * `npm run pack:verify FILE [FINGERPRINT]`: checks 迎检资料包 on any machine, without the platform's database: every file, the
 * manifest, the seal; with the fingerprint that the centre makes known, also whose seal it is. Exits 1 where something was
 * changed.
 */
const [, , path, expected] = process.argv
if (!path) {
  console.error('用法 usage: npm run pack:verify 资料包.zip [公钥指纹]')
  process.exit(2)
}
const file = await open(path).catch(() => null)
if (!file) {
  console.error(`打不开 cannot open ${path}`)
  process.exit(2)
}
const { size } = await file.stat()
const read = async (at: number, length: number): Promise<Buffer> => {
  const part = Buffer.alloc(length)
  const { bytesRead } = await file.read(part, 0, length, at)
  if (bytesRead < length) throw new Error('the file ends too soon')
  return part
}
const { faults, seal, key, files } = await verifyPack({ size, read }, expected)
await file.close()
if (seal) {
  console.log(`${seal.centre.name}，统计期 ${seal.period}，生成于 ${seal.built_at}，${files} 个文件`)
  console.log(`日志封存第 ${seal.journal.number} 号，链首 ${seal.journal.hash}`)
  console.log(`公钥指纹 ${key}`)
}
for (const fault of faults) console.log(`  ✗ ${fault}`)
console.log(faults.length === 0 ? '✓ 完整，未被改动' : `✗ 有 ${faults.length} 处不符`)
if (!expected && faults.length === 0) console.log('  请把公钥指纹与中心“资料包核对”页公布的对照。')
process.exit(faults.length === 0 ? 0 : 1)
