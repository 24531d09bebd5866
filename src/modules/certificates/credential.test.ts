import fc from 'fast-check'
import type { JSONWebKeySet } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { isRevoked, judged } from '../../../test/badges.ts'
import {
  addresses,
  credentialOf,
  listSize,
  makeKey,
  registered,
  type Said,
  signed,
  statusList,
  statusPlace,
} from './credential.ts'
import { serialOf, typedName, typedSerial } from './serial.ts'

const origin = 'https://huaining.example'
const said: Said = {
  ...{ id: '0193a000-0000-7000-8000-000000000001', subjectId: '0193a000-0000-5000-8000-000000000002' },
  ...{ serial: '34082220260007-001', personName: '李华', name: '电商直播技能结业证书' },
  ...{ className: '直播带货实操班', classId: '0193a000-0000-7000-8000-000000000003', hoursTenths: 240 },
  ...{ startsOn: '2026-11-02', endsOn: '2026-11-04', organisation: '怀宁县电子商务公共服务中心' },
  ...{ issuedAt: new Date('2026-11-06T02:03:04.567Z'), place: 4 },
}

/** 5.3.1 The credential as others get to see it: pure, so judged without a database. */
describe('a credential', () => {
  let jwt = ''
  let pem = ''
  let kid = ''
  let keys: JSONWebKeySet = { keys: [] }
  beforeAll(async () => {
    const key = await makeKey()
    pem = key.privatePem
    kid = addresses(origin).key(key.kid)
    keys = { keys: [{ ...key.publicJwk, kid, alg: 'RS256', use: 'sig' } as never] }
    const credential = credentialOf(origin, '怀宁县电子商务公共服务中心', said)
    jwt = signed({ ...credential, ...registered(credential) }, kid, pem)
  })

  test('is an Open Badge 3.0 by shape, by its contexts and by its signature, without the net', async () => {
    const { credentialSubject } = await judged(jwt, keys)
    expect(credentialSubject.identifier[0]?.identityHash).toBe('李华')
    expect(credentialSubject.licenseNumber).toBe('34082220260007-001')
  })

  test('with any one character changed is none', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    // The last character of each part holds fewer bits than it could: changing those that do not count changes nothing.
    const ends = [...jwt].flatMap((letter, at) => (letter === '.' ? [at, at - 1] : [])).concat(jwt.length - 1)
    await fc.assert(
      fc.asyncProperty(fc.nat(jwt.length - 1), fc.constantFrom(...letters), async (at, letter) => {
        fc.pre(!ends.includes(at) && jwt[at] !== letter)
        await expect(judged(jwt.slice(0, at) + letter + jwt.slice(at + 1), keys)).rejects.toThrow()
      }),
      { numRuns: 60 },
    )
  })

  test('signed by another key is none, though its header carries that key', async () => {
    const other = await makeKey()
    const credential = credentialOf(origin, '怀宁县电子商务公共服务中心', said)
    const forged = signed({ ...credential, ...registered(credential) }, kid, other.privatePem)
    await expect(judged(forged, keys)).rejects.toThrow('signature verification failed')
  })

  test('is looked up in the list at its place, and nobody else is there', async () => {
    const places = fc.uniqueArray(fc.nat(listSize - 1), { minLength: 1, maxLength: 40 })
    const credential = await judged(jwt, keys)
    await fc.assert(
      fc.asyncProperty(places, async revoked => {
        const list = statusList(origin, {
          number: 1,
          indexes: revoked.map(one => statusPlace(one).index),
          asOf: new Date('2026-11-10T00:00:00Z'),
        })
        const text = signed({ ...list, ...registered(list) }, kid, pem)
        expect(await isRevoked(credential, text, keys)).toBe(revoked.includes(said.place))
      }),
      { numRuns: 20 },
    )
  })

  test('has a place of its own: every place of a list is met once, and neighbours are apart', () => {
    const all = Array.from({ length: listSize }, (_, place) => statusPlace(place).index)
    expect(new Set(all).size).toBe(listSize)
    expect(statusPlace(listSize).number).toBe(2)
    expect(Math.abs((all[0] as number) - (all[1] as number))).toBeGreaterThan(1_000)
  })
})

describe('a serial number', () => {
  test('says county, year, class and number, and is read as people type it', () => {
    expect(serialOf('340822', '2026-07', 1)).toBe('34082220260007-001')
    expect(serialOf('340822', '2026-123', 1204)).toBe('34082220260123-1204')
    expect(typedSerial(' ３４０８２２２０２６０００７－００１ ')).toBe('34082220260007-001')
    expect(typedName('李　华')).toBe('李华')
  })

  test('is never given twice: two classes or two numbers differ', () => {
    const turns = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 1_999 }))
    fc.assert(
      fc.property(turns, turns, ([a, n], [b, m]) => {
        const [one, other] = [serialOf('340822', `2026-${a}`, n), serialOf('340822', `2026-${b}`, m)]
        expect(one === other).toBe(a === b && n === m)
      }),
    )
  })
})
