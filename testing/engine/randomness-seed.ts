import { Long } from './sdk-runtime.ts';

const rotate = (value: bigint, bits: bigint) => BigInt.asUintN(64, (value << bits) | (value >> (64n - bits)));
const add = (a: bigint, b: bigint) => BigInt.asUintN(64, a + b);

function mix(v: [bigint, bigint, bigint, bigint]) {
  v[0] = add(v[0], v[1]);
  v[1] = rotate(v[1], 13n) ^ v[0];
  v[0] = rotate(v[0], 32n);
  v[2] = add(v[2], v[3]);
  v[3] = rotate(v[3], 16n) ^ v[2];
  v[0] = add(v[0], v[3]);
  v[3] = rotate(v[3], 21n) ^ v[0];
  v[2] = add(v[2], v[1]);
  v[1] = rotate(v[1], 17n) ^ v[2];
  v[2] = rotate(v[2], 32n);
}

/** SipHash-1-3 with a zero key. */
export function sipHash13(bytes: Buffer): bigint {
  const v: [bigint, bigint, bigint, bigint] = [
    0x736f6d6570736575n,
    0x646f72616e646f6dn,
    0x6c7967656e657261n,
    0x7465646279746573n,
  ];
  const padded = Buffer.alloc((Math.floor(bytes.length / 8) + 1) * 8);
  bytes.copy(padded);
  padded[padded.length - 1] = bytes.length & 0xff;
  for (let offset = 0; offset < padded.length; offset += 8) {
    const word = padded.readBigUInt64LE(offset);
    v[3] ^= word;
    mix(v);
    v[0] ^= word;
  }
  v[2] ^= 0xffn;
  mix(v);
  mix(v);
  mix(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/** The seed of `Math.random` in a run: core derives it from the run id, and a replay must get the same. */
export function randomnessSeed(runId: string): Long {
  const hash = sipHash13(Buffer.concat([Buffer.from(runId), Buffer.from([0xff])]));
  return Long.fromString(hash.toString(), true);
}
