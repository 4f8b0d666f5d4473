/**
 * MurmurHash3's 32-bit finaliser: a bijection of 32-bit integers in which every input bit moves about half of the
 * output bits.
 */
export function mix32(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
