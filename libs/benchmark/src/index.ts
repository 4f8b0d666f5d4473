export { BYTES_PATH, startEcho, startRelay } from './floors';
export type { Latencies } from './load/latencies';
export { type Load, type LoadReport, runLoad, type Send } from './load/load';
export { type Caller, LoadClient, type LoadOutcome, type Target } from './load/load-client';
export { type ProcessUsage, readUsage } from './process-usage';
export { RemoteFunction, serveFunction } from './remote-function';
export { medianRatio, rotated } from './rounds';
export { benchRequests, HYPOTHESES_OF_DOMAIN, partOf } from './requests';
