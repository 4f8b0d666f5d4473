export { answerJson } from './answer-json';
export { HttpErrors } from './http-errors';
export { readJsonBody } from './json-body';
export { type HttpServiceOptions, type RunningHttpService, startHttpService } from './start-http-service';
