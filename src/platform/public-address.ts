import { BlockList, isIP } from 'node:net'

/** Whether an address belongs to the public internet (IANA special-purpose registries; IPv6 only 2000::/3). */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inHouse.check(address, 'ipv4')
  return family === 6 && world.check(address, 'ipv6') && !inHouse.check(address, 'ipv6')
}

const inHouse = new BlockList()
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
  ] as const),
  ...([
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ] as const),
  ...([
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  inHouse.addSubnet(net, bits, 'ipv4')
const world = new BlockList()
world.addSubnet('2000::', 3, 'ipv6')
// Within what is public, these wrap other addresses or lead nowhere: 6to4, Teredo, documentation.
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inHouse.addSubnet(net, bits, 'ipv6')
