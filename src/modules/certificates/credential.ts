import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  sign,
} from 'node:crypto'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

/*
 * 结业证书 as Open Badges 3.0 (1EdTech), which is a Verifiable Credential 2.0 (W3C), signed as a compact JWS with RS256
 * (section 8.2 of Open Badges 3.0): the credential is the payload, beside `iss`, `jti`, `nbf` and `sub`. Whether it was
 * revoked says a Bitstring Status List 1.0 (W3C). Pure functions: nothing here reads or writes.
 */

/** What a credential says; days are 'YYYY-MM-DD' of Asia/Shanghai. */
export interface Said {
  id: string
  /** Stands for the holder in this credential, and nowhere else. */
  subjectId: string
  serial: string
  personName: string
  name: string
  className: string
  classId: string
  hoursTenths: number
  startsOn: string
  endsOn: string
  issuedAt: Date
  organisation: string
  /** Its turn among all credentials of the centre, from 0. */
  place: number
}

/** Addresses that must go on answering as long as a certificate is worth something. */
export const addresses = (origin: string) => ({
  issuer: `${origin}/credentials/issuer`,
  keys: `${origin}/credentials/keys`,
  key: (kid: string) => `${origin}/credentials/keys/${kid}`,
  achievement: (classId: string) => `${origin}/credentials/achievements/${classId}`,
  list: (number: number) => `${origin}/credentials/status/${number}`,
})

/** Of what the two say nothing, a credential says nothing: 1EdTech's word for its own schema stands in neither. */
export const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

/** Who issues, as everybody may read it at its address. */
export const issuerProfile = (origin: string, name: string) => ({
  id: addresses(origin).issuer,
  type: ['Profile'],
  name,
  url: origin,
})

/** What was achieved: to have completed this class. */
export const achievementOf = (
  origin: string,
  said: Pick<Said, 'classId' | 'name' | 'className' | 'hoursTenths' | 'organisation'>,
) => ({
  id: addresses(origin).achievement(said.classId),
  type: ['Achievement'],
  achievementType: 'CertificateOfCompletion',
  name: said.name,
  description: `${said.organisation}“${said.className}”，${hours(said.hoursTenths)} 学时。`,
  inLanguage: 'zh-CN',
  criteria: { narrative: `按要求参加“${said.className}”的学习，经考勤和考核合格。` },
})

export const hours = (tenths: number): string => String(tenths / 10)

export function credentialOf(origin: string, issuer: string, said: Said) {
  const { number, index } = statusPlace(said.place)
  const list = addresses(origin).list(number)
  return {
    '@context': contexts,
    id: `urn:uuid:${said.id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: said.name,
    issuer: issuerProfile(origin, issuer),
    validFrom: instant(said.issuedAt),
    credentialSubject: {
      id: `urn:uuid:${said.subjectId}`,
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', hashed: false, identityHash: said.personName, identityType: 'name' },
      ],
      licenseNumber: said.serial,
      activityStartDate: `${said.startsOn}T00:00:00+08:00`,
      activityEndDate: `${said.endsOn}T23:59:59+08:00`,
      achievement: achievementOf(origin, said),
    },
    credentialStatus: {
      id: `${list}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential: list,
    },
  }
}

/** Claims of a JWT that repeat what the credential says (Open Badges 3.0, 8.2.4). */
export const registered = (credential: {
  id: string
  issuer: string | { id: string }
  validFrom: string
  credentialSubject: { id: string }
}) => ({
  iss: typeof credential.issuer === 'string' ? credential.issuer : credential.issuer.id,
  jti: credential.id,
  nbf: Math.floor(Date.parse(credential.validFrom) / 1000),
  sub: credential.credentialSubject.id,
})

/** How many certificates one list tells of: the least that the standard allows, so that nobody is told by the list. */
export const listSize = 131_072

/**
 * Where a credential stands in the lists: neighbours in time are strewn, so that whoever sees which place is looked up
 * learns nothing of the class. An odd factor meets every place of a list once.
 */
export const statusPlace = (place: number): { number: number; index: number } => ({
  number: 1 + Math.floor(place / listSize),
  index: ((place % listSize) * 48_271 + 40_503) % listSize,
})

/** A status list: one bit for each place, the first is the highest bit of the first byte; set where it was revoked. */
export function statusList(
  origin: string,
  { number, indexes, asOf }: { number: number; indexes: readonly number[]; asOf: Date },
) {
  const bits = new Uint8Array(listSize / 8)
  for (const index of indexes) bits[index >> 3] = (bits[index >> 3] as number) | (0x80 >> (index & 7))
  const id = addresses(origin).list(number)
  return {
    '@context': contexts.slice(0, 1),
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: addresses(origin).issuer,
    validFrom: instant(asOf),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: `u${gzipSync(bits).toString('base64url')}`,
    },
  }
}

const instant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

/** A pair of keys; the private half as PEM. Takes a moment. */
export async function makeKey(): Promise<{ kid: string; publicJwk: JsonWebKey; privatePem: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const publicJwk = publicKey.export({ format: 'jwk' })
  return {
    kid: thumbprint(publicJwk),
    publicJwk,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** RFC 7638: the members that make the key, in alphabetical order. */
export const thumbprint = ({ e, kty, n }: JsonWebKey): string =>
  createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url')

/** A compact JWS (RFC 7515) with RS256; the header names the key by its address and carries its public half. */
export function signed(payload: object, kid: string, privatePem: string): string {
  const key = createPrivateKey(privatePem)
  const { e, kty, n } = createPublicKey(key).export({ format: 'jwk' })
  const header = { alg: 'RS256', typ: 'JWT', kid, jwk: { kty, n, e } }
  const text = [header, payload]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}
