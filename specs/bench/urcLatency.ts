/**
 * How soon a watcher of a broker hears what a modem says, beside a bare message in the same run.
 *
 *     npm run bench:urc        needs Debian's mosquitto
 */
import { startMosquitto } from '../system/mosquitto';
import { urcLatency } from '../system/urcLatency';
import { table } from './table';

const run = async (): Promise<void> => {
  const broker = await startMosquitto();
  const { urc, bare } = await urcLatency(broker.url);
  const cells = ({ medianMs, slowestMs }: typeof urc) => [medianMs.toFixed(2), slowestMs.toFixed(2)];
  const rows = [
    { name: 'a URC, from the modem to the watcher', cells: cells(urc) },
    { name: 'a bare message, QoS 1', cells: cells(bare) },
    {
      name: 'ratio',
      cells: [(urc.medianMs / bare.medianMs).toFixed(1), (urc.slowestMs / bare.slowestMs).toFixed(1)],
    },
  ];
  console.log(
    table('200 of each, turn and turn about, on one machine', ['median ms', '99th of 100 ms'], rows),
  );
  await broker.remove();
};
void run();
