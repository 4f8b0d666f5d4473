import { connect, type Socket } from 'node:net';
import {
  ACKNOWLEDGES,
  type CallFrames,
  END_STREAM,
  FRAME,
  FRAME_HEADER_BYTES,
  frame,
  PREFACE,
  SETTING,
  setting,
  windowUpdate,
} from './frames';

/** What a client may be sent before it says that it has read some of it. */
const LARGEST_WINDOW = 2 ** 31 - 1;
const FIRST_WINDOW = 65_535;
const READ_BEFORE_SAID = 2 ** 24;
/** Until the server has said how many it takes. */
const FIRST_MOST_STREAMS = 100;

interface OpenCall {
  readonly resolve: (answer: Buffer) => void;
  readonly reject: (error: Error) => void;
  answer?: Buffer;
}

/**
 * A connection that makes unary gRPC calls by writing HTTP/2 frames that stand ready and looking at little of what comes
 * back: a tenth of what a whole client costs, so that a load can exceed its server on the same machine.
 * It tells calls that were answered from those that failed, not why they failed.
 */
export class FrameConnection {
  private readonly open = new Map<number, OpenCall>();
  private readonly waiting: { readonly frames: CallFrames; readonly call: OpenCall }[] = [];
  private nextStream = 1;
  private mostStreams = FIRST_MOST_STREAMS;
  /** Bytes that the server takes now. */
  private window = FIRST_WINDOW;
  private unsaid = 0;
  private unread: Buffer = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => {
      this.read(bytes);
    });
    socket.once('close', () => {
      for (const { reject } of [...this.open.values(), ...this.waiting.map(({ call }) => call)])
        reject(new Error('the connection is closed'));
    });
    socket.write(
      Buffer.concat([
        PREFACE,
        frame(FRAME.settings, 0, 0, setting(SETTING.streamWindow, LARGEST_WINDOW)),
        windowUpdate(0, LARGEST_WINDOW - FIRST_WINDOW),
      ]),
    );
  }

  /** @throws Error when nobody listens there */
  static async to(address: string): Promise<FrameConnection> {
    const { hostname, port } = new URL(`http://${address}`);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    // 'close' follows every error.
    socket.on('error', () => undefined);
    return new FrameConnection(socket);
  }

  /** @returns the answer, still encoded; rejects when there is none */
  call(frames: CallFrames): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ frames, call: { resolve, reject } });
      this.send();
    });
  }

  close(): void {
    this.socket.destroy();
  }

  /** Sends what may be sent, in one piece a turn of the event loop. */
  private send(): void {
    if (this.socket.writableCorked === 0) {
      this.socket.cork();
      process.nextTick(() => {
        this.socket.uncork();
      });
    }
    while (
      this.waiting.length > 0 &&
      this.open.size < this.mostStreams &&
      this.window >= this.waiting[0]!.frames.dataBytes
    ) {
      const { frames, call } = this.waiting.shift()!;
      this.open.set(this.nextStream, call);
      this.window -= frames.dataBytes;
      this.socket.write(frames.onStream(this.nextStream));
      this.nextStream += 2;
    }
  }

  private read(bytes: Buffer): void {
    let rest = this.unread.length === 0 ? bytes : Buffer.concat([this.unread, bytes]);
    while (rest.length >= FRAME_HEADER_BYTES) {
      const end = FRAME_HEADER_BYTES + rest.readUIntBE(0, 3);
      if (rest.length < end) break;
      this.take(rest[3]!, rest[4]!, rest.readUInt32BE(5) & LARGEST_WINDOW, rest.subarray(FRAME_HEADER_BYTES, end));
      rest = rest.subarray(end);
    }
    this.unread = rest;
    this.send();
  }

  private take(type: number, flags: number, stream: number, payload: Buffer): void {
    switch (type) {
      case FRAME.data: {
        const call = this.open.get(stream);
        if (call !== undefined)
          call.answer = call.answer === undefined ? payload : Buffer.concat([call.answer, payload]);
        this.hasRead(payload.length);
        break;
      }
      case FRAME.headers:
        // gRPC ends a call by trailers; one that failed has sent no message before.
        if ((flags & END_STREAM) !== 0) this.end(stream);
        break;
      case FRAME.resetStream:
        this.end(stream, 'reset');
        break;
      case FRAME.settings:
        if ((flags & ACKNOWLEDGES) === 0) this.agree(payload);
        break;
      case FRAME.ping:
        if ((flags & ACKNOWLEDGES) === 0) this.socket.write(frame(FRAME.ping, ACKNOWLEDGES, 0, payload));
        break;
      case FRAME.windowUpdate:
        if (stream === 0) this.window += payload.readUInt32BE();
        break;
      case FRAME.goAway:
        this.socket.destroy();
    }
  }

  private agree(settings: Buffer): void {
    for (let at = 0; at < settings.length; at += 6)
      if (settings.readUInt16BE(at) === SETTING.mostStreams) this.mostStreams = settings.readUInt32BE(at + 2);
    this.socket.write(frame(FRAME.settings, ACKNOWLEDGES, 0, Buffer.alloc(0)));
  }

  private hasRead(bytes: number): void {
    this.unsaid += bytes;
    if (this.unsaid < READ_BEFORE_SAID) return;
    this.socket.write(windowUpdate(0, this.unsaid));
    this.unsaid = 0;
  }

  private end(stream: number, reset?: string): void {
    const call = this.open.get(stream);
    this.open.delete(stream);
    if (call === undefined) return;
    const { answer } = call;
    // gRPC's prefix of five bytes comes before the message.
    if (answer === undefined || reset !== undefined) call.reject(new Error(reset ?? 'the call failed'));
    else call.resolve(answer.subarray(5));
  }
}
