import { Client, credentials } from '@grpc/grpc-js';
import { asTheyAre, BYTES_PATH, serveBytes } from './serve-bytes';

const [replyBytes, partBytes, ...addresses] = process.argv.slice(2);
const reply = Buffer.alloc(Number(replyBytes), 'relay');
const clients = addresses.map((address) => new Client(address, credentials.createInsecure()));

serveBytes('relay', (call, done) => {
  const part = call.request.subarray(0, Number(partBytes));
  let missing = clients.length;
  for (const client of clients) {
    client.makeUnaryRequest(BYTES_PATH, asTheyAre, asTheyAre, part, (error) => {
      // 0: an echo has failed already.
      if (missing === 0) return;
      missing = error === null ? missing - 1 : 0;
      if (missing === 0) done(error, reply);
    });
  }
});
