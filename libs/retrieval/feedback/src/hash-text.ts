/**
 * A hash of 32 bits, for telling by chance that two texts differ, not for secrets.
 * @param from the hash of what came before
 * @see Fowler, Noll & Vo, FNV-1a, over UTF-16 code units
 */
export function hashText(text: string, from = 0): number {
  let hash = (from ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
