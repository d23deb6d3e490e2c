import { BlockList, isIP } from 'node:net';

const privateNetworks = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  privateNetworks.addSubnet(net, bits);
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  privateNetworks.addSubnet(net, bits, 'ipv6');

/**
 * The network of a visitor, as rate limits count it: an IPv6 household has 64 bits of addresses to itself.
 * Undefined for a private address: behind a proxy that does not forward addresses, all visitors seem to share one.
 */
export function networkOf(ip: string): string | undefined {
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/s, '');
  const family = isIP(address);
  if (family === 0 || privateNetworks.check(address, family === 6 ? 'ipv6' : 'ipv4')) return undefined;
  return family === 4 ? address : `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address in any notation. */
function groupsOf(address: string): string[] {
  // As the host of a URL, the address is in its canonical short form.
  const host = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = [], right = []] = host.split('::').map((side) => side.split(':').filter(Boolean));
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
}
