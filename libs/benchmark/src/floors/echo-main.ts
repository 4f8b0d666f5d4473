import { serveBytes } from './serve-bytes';

const reply = Buffer.alloc(Number(process.argv[2]), 'echo');

serveBytes('echo', (_call, done) => {
  done(null, reply);
});
