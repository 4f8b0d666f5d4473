export { serveWorker } from './serve-worker';
export { WorkerThread } from './worker-thread';
