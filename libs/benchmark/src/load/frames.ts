/** HTTP/2 frames (RFC 9113, section 4): nine bytes of header, then a payload. */
export const FRAME_HEADER_BYTES = 9;

export const FRAME = {
  data: 0x0,
  headers: 0x1,
  resetStream: 0x3,
  settings: 0x4,
  ping: 0x6,
  goAway: 0x7,
  windowUpdate: 0x8,
} as const;

/** Of data and headers: the stream ends here. Of settings and pings: they answer the peer's. */
export const END_STREAM = 0x1;
export const ACKNOWLEDGES = 0x1;
const END_HEADERS = 0x4;

export const SETTING = { mostStreams: 0x3, streamWindow: 0x4 } as const;

/** What a client says first. */
export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.alloc(FRAME_HEADER_BYTES + payload.length);
  bytes.writeUIntBE(payload.length, 0, 3);
  bytes[3] = type;
  bytes[4] = flags;
  bytes.writeUInt32BE(stream, 5);
  bytes.set(payload, FRAME_HEADER_BYTES);
  return bytes;
}

/** One setting with its value. */
export function setting(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt16BE(id, 0);
  bytes.writeUInt32BE(value, 2);
  return bytes;
}

export function windowUpdate(stream: number, bytes: number): Buffer {
  const increment = Buffer.alloc(4);
  increment.writeUInt32BE(bytes);
  return frame(FRAME.windowUpdate, 0, stream, increment);
}

/** A unary gRPC call as it goes over the wire, but for the stream, which `onStream` fills in. */
export class CallFrames {
  private readonly headers: Buffer;
  private readonly data: Buffer;

  constructor(address: string, path: string, message: Uint8Array) {
    this.headers = frame(FRAME.headers, END_HEADERS, 0, headerBlock(address, path));
    // gRPC's own prefix: not compressed, and the length.
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    this.data = frame(FRAME.data, END_STREAM, 0, Buffer.concat([prefix, message]));
  }

  /** Bytes that flow control counts. */
  get dataBytes(): number {
    return this.data.length - FRAME_HEADER_BYTES;
  }

  onStream(stream: number): Buffer {
    const bytes = Buffer.concat([this.headers, this.data]);
    bytes.writeUInt32BE(stream, 5);
    bytes.writeUInt32BE(stream, this.headers.length + 5);
    return bytes;
  }
}

/**
 * The headers of a call in HPACK (RFC 7541), by the static table and literals that are not to be indexed: the same bytes
 * every time.
 */
function headerBlock(address: string, path: string): Buffer {
  return Buffer.concat([
    // :method POST, :scheme http
    Buffer.from([0x83, 0x86]),
    Buffer.from([0x04]),
    text(path),
    // :authority
    Buffer.from([0x01]),
    text(address),
    // content-type is entry 31, the last 16 of which do not fit into four bits.
    Buffer.from([0x0f, 0x10]),
    text('application/grpc'),
    Buffer.from([0x00]),
    text('te'),
    text('trailers'),
  ]);
}

/** A string without Huffman coding, its length in one byte. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length >= 127) throw new Error(`expected at most 126 bytes, got "${value}"`);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
