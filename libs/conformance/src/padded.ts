/** A message with unknown field 31 at its end, which fills it up to a size in bytes. */
export function padded(message: Buffer, size: number): Buffer {
  const rest = size - message.length - 6;
  const length = [rest | 0x80, (rest >> 7) | 0x80, (rest >> 14) | 0x80, rest >> 21];
  return Buffer.concat([message, Buffer.from([0xfa, 0x01, ...length]), Buffer.alloc(rest)]);
}
