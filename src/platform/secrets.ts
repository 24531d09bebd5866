import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** The keys of one centre: they come from the installation's secret, never from the database. */
export interface Keys {
  /** AES-256-GCM; the result is text for a column. */
  encrypt(clear: string): string
  /** Throws where the text was changed or belongs to another centre. */
  decrypt(sealed: string): string
  /** The same text gives the same hash at this centre only: for finding duplicates. */
  hash(clear: string): string
}

export function keysOf(secret: string, centreId: number): Keys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, `centre ${centreId}`, purpose, 32))
  const cipherKey = derive('personal data')
  const hashKey = derive('personal data hash')
  return {
    encrypt(clear) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce)
      const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    decrypt(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    hash: clear => createHmac('sha256', hashKey).update(clear).digest('hex'),
  }
}
