import { BlockList, isIPv4 } from 'node:net';

const blocked = new BlockList();
// IANA special-purpose registries (RFC 6890 and its updates): what no register on the internet answers from.
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  blocked.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  blocked.addSubnet(net, bits, 'ipv6');

/** True for an address that is this machine, its network, or no place on the internet; also where an IPv6 form hides an IPv4 one. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return blocked.check(plain, 'ipv4');
  const inner = embeddedIPv4(plain);
  if (inner) return blocked.check(inner, 'ipv4');
  return blocked.check(plain, 'ipv6');
}

/** IPv4-mapped (RFC 4291), NAT64 (RFC 6052) and 6to4 (RFC 3056) addresses carry an IPv4 address in fixed bits. */
function embeddedIPv4(address: string): string | undefined {
  const groups = groupsOf(address);
  if (!groups) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const dotted = (high: number, low: number) => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  if ((a | b | c | d | e) === 0 && f === 0xffff) return dotted(g, h);
  if (a === 0x64 && b === 0xff9b && (c | d | e | f) === 0) return dotted(g, h);
  if (a === 0x2002) return dotted(b, c);
  return undefined;
}

function groupsOf(address: string): number[] | undefined {
  const tail = /(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text = tail
    ? `${tail[1]}${((Number(tail[2]) << 8) | Number(tail[3])).toString(16)}:${((Number(tail[4]) << 8) | Number(tail[5])).toString(16)}`
    : address;
  const [head = '', rest, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const parts = (half: string) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16)));
  const [left, right] = [parts(head), parts(rest ?? '')];
  const gap = rest === undefined ? 0 : 8 - left.length - right.length;
  const all = [...left, ...Array.from({ length: Math.max(0, gap) }, () => 0), ...right];
  return all.length === 8 && all.every((group) => group >= 0 && group <= 0xffff) ? all : undefined;
}
