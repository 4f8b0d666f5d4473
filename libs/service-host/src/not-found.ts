/** What a well-formed request names is not there: NOT_FOUND over gRPC, 404 over HTTP. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}
