/**
 * The service cannot answer now but may later: its index is being loaded, or its store cannot be reached. Nothing that was
 * asked has been done, or it may be asked again without harm. Its message is for the log; callers are told only to come back.
 */
export class SearchUnavailable extends Error {
  override readonly name = 'SearchUnavailable';
}
