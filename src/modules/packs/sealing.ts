import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { canonical } from '#platform/journal'

/*
 * 封存 of a pack. `manifest-sha256.txt` has a line for every file, as BagIt (RFC 8493) and `sha256sum -c` read it. `seal.json`
 * names the manifest's own sum and the head of the journal's sealed chain, and is signed with the key of that chain.
 */
export const manifestName = 'manifest-sha256.txt'
export const sealName = 'seal.json'
export const format = 'county-ecommerce-centre/pack@1'

const digest = z.string().regex(/^[0-9a-f]{64}$/)
export const sealShape = z.object({
  format: z.literal(format),
  centre: z.object({ name: z.string(), division: z.string(), origin: z.string() }),
  period: z.string(),
  clauses: z.array(z.string()),
  whole: z.boolean(),
  built_at: z.string(),
  files: z.number().int(),
  manifest_sha256: digest,
  journal: z.object({
    number: z.number().int(),
    at: z.string(),
    rows: z.number().int(),
    previous: digest,
    hash: digest,
    signature: z.string(),
  }),
  public_key: z.string(),
  signature: z.string(),
})
export type Seal = z.infer<typeof sealShape>

export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex')

/** Signs what a seal says. */
export function signed(body: Omit<Seal, 'signature'>, privateKey: string): Seal {
  const signature = sign(null, Buffer.from(canonical(body)), createPrivateKey(privateKey)).toString('base64')
  return { ...body, signature }
}

/** What is wrong with a seal itself, in sentences; empty where both signatures are those of its key. */
export function sealFaults(seal: Seal): string[] {
  const { signature, ...body } = seal
  const genuine = (text: string, by: string): boolean => {
    try {
      return verify(null, Buffer.from(text), createPublicKey(seal.public_key), Buffer.from(by, 'base64'))
    } catch {
      return false
    }
  }
  return [
    ...(genuine(canonical(body), signature)
      ? []
      : ['封存签名不符：封存文件被改动，或者不是用这把钥匙签的。']),
    ...(genuine(seal.journal.hash, seal.journal.signature)
      ? []
      : ['日志封存的签名不符：所附的日志链首不是用这把钥匙封存的。']),
  ]
}

/** SHA-256 of a public key, to be compared with what the centre makes known; '' where it is none. */
export function fingerprint(publicKey: string): string {
  try {
    const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' })
    return sha256(der)
  } catch {
    return ''
  }
}

/** The lines of a manifest: path → sum; null where a line is none. */
export function manifestLines(text: string): Map<string, string> | null {
  const lines = text.split('\n').filter(Boolean)
  const found = lines.map(line => /^([0-9a-f]{64}) {2}(.+)$/.exec(line))
  if (found.some(line => line === null)) return null
  return new Map(found.map(line => [line?.[2] as string, line?.[1] as string]))
}
