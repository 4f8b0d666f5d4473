import { configureTextEncoding } from '@bufbuild/protobuf/wire';

/**
 * From now on a string field that is not UTF-8 fails to decode, and gRPC answers INTERNAL before any handler runs.
 * The wire library's default would put replacement characters in its place and go on.
 */
export function refuseBrokenText(): void {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- to replace TextDecoder itself would reach every library
  configureTextEncoding({
    encodeUtf8: (text) => encoder.encode(text),
    encodeUtf8Into: (text, bytes) => encoder.encodeInto(text, bytes),
    decodeUtf8: (bytes) => decoder.decode(bytes),
    checkUtf8: (text) => text.isWellFormed(),
  });
}
