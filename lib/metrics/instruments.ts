import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Upper bounds in seconds: a modem needs from a tenth of a second to minutes. */
const SECONDS = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300];

/** Everything that is measured, by name. The first label of what belongs to a modem is `modem`. */
export type Instruments = ReturnType<typeof instruments>;

/** Makes the instruments of a registry. */
export const instruments = (registry: Registry) => {
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `rxmodem_${name}`, help, labelNames, registers });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `rxmodem_${name}_total`, help, labelNames, registers });
  const histogram = (name: string, help: string, ...labelNames: string[]) =>
    new Histogram({ name: `rxmodem_${name}_seconds`, help, labelNames, buckets: SECONDS, registers });
  return Object.freeze({
    up: gauge('modem_up', '1 while the port is open and the modem answers', 'modem'),
    health: gauge(
      'modem_health',
      '1 for the state that the modem is in: ready, limited or down',
      'modem',
      'health',
    ),
    signal: gauge('signal_dbm', 'Signal in dBm; missing while it is unknown', 'modem'),
    registration: gauge('registration_status', 'Registration, 27.007 § 7.2: 1 home, 5 roaming', 'modem'),
    queue: gauge('queue_length', 'Flows and commands that run or wait on the modem', 'modem'),
    starts: counter('modem_starts', 'How often the modem was brought up or restarted', 'modem'),
    restarts: counter('modem_restarts', 'How often the modem restarted while its port was open', 'modem'),
    urcs: counter('urcs', 'URCs by their name; unknown lines as "unknown"', 'modem', 'kind'),
    received: counter('received_bytes', 'Bytes of received bodies', 'modem'),
    sent: counter('sent_bytes', 'Bytes of bodies that were sent', 'modem'),
    transfers: counter(
      'transfers',
      'Transfers by how they ended: done, cancelled, or the reason',
      'modem',
      'flow',
      'result',
    ),
    firstByte: histogram('first_byte', 'Time to the head of the answer or its first byte', 'modem', 'flow'),
    transferTime: histogram('transfer', 'Time of a transfer to its end', 'modem', 'flow'),
    jobs: counter('jobs', 'Jobs of the gateway by how they ended', 'modem', 'flow', 'outcome'),
    jobsRunning: gauge('jobs_running', 'Jobs that run on the modem', 'modem'),
    jobsRefused: counter('jobs_refused', 'Messages that are no job, and jobs that are not allowed', 'reason'),
    broker: gauge('broker_connected', '1 while the broker is connected'),
  });
};
