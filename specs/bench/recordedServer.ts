/** A recorded SIM800 on a TCP port, paced like a line, in a process of its own: `clientCpu.ts` starts it. */
import { createServer } from 'node:net';
import { answerTo, PIECE_MS, pieceBytesAt } from './recordedModem';

const pieceBytes = pieceBytesAt(Number(process.argv[2]));

const server = createServer((socket) => {
  const waiting: Uint8Array[] = [];
  let [line, gone] = ['', 0];
  let next = performance.now();
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    const lines = (line + bytes.toString('latin1')).split('\r');
    line = lines.pop() ?? '';
    waiting.push(...lines.map((one) => answerTo(one.trim())));
  });
  const timer = setInterval(() => {
    // Late timers are made up for: a line does not slow down with its host.
    for (next = Math.max(next, performance.now() - 200); next <= performance.now(); next += PIECE_MS) {
      const [first] = waiting;
      if (!first) continue;
      socket.write(first.subarray(gone, gone + pieceBytes));
      gone += pieceBytes;
      if (gone < first.length) continue;
      waiting.shift();
      gone = 0;
    }
  }, PIECE_MS / 2);
  socket.on('close', () => clearInterval(timer));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
process.on('disconnect', () => process.exit());
