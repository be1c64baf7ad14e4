import { BlockList, isIP } from 'node:net';

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6');
}

/** An address that is no public unicast one (IANA special-purpose registries): loopback, private, link-local, mapped, multicast. */
export function isInside(address: string): boolean {
  const plain = address.split('%')[0] ?? '';
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(plain);
  if (mapped) {
    const [, dotted, high = '0', low = '0'] = mapped;
    const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
    return isInside(dotted ?? `${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`);
  }
  const family = isIP(plain);
  return family === 0 || inside.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
