import { type schemas, topics } from 'rxmodem/mqtt';
import { gatewayLimits } from '../../lib/mqtt/gateway/jobs/gatewayLimits';
import { URC_SECONDS } from '../../lib/mqtt/gateway/reports';
import { table } from './table';

/** A payload by its schema: a link to its section. */
const payload = (...names: readonly (keyof typeof schemas)[]): string =>
  names.map((name) => `[\`${name}\`](#${name.toLowerCase()})`).join(', ');

const { recordSeconds } = gatewayLimits();
const tree = topics();

const JOBS = payload('httpJob', 'ftpJob', 'sendJob');
const ROWS: readonly (readonly string[])[] = [
  [tree.jobs, JOBS, 'a client', '', 'as the message says'],
  [tree.modemJobs('GATEWAY', 'MODEM'), JOBS, 'a client, for this modem', '', 'as the message says'],
  [tree.client('CLIENT'), `${payload('jobEvent')}, bytes`, 'the gateway that has the job', '', ''],
  [tree.record('ID'), payload('jobRecord'), 'the gateway that has the job', 'yes', `${recordSeconds} s`],
  [tree.mark('ID'), 'text', 'a gateway, to itself', '', ''],
  [tree.cancel('ID'), 'anything that is not empty', 'a client', 'yes', 'as the message says'],
  [tree.credit('ID'), payload('credit'), 'the reader of the body', '', ''],
  [tree.gateway('GATEWAY'), payload('presence'), 'the gateway, and its will', 'yes', ''],
  [tree.modem('GATEWAY', 'MODEM'), payload('modemState'), 'the gateway', 'yes', ''],
  [tree.urcs('GATEWAY', 'MODEM'), payload('urcMessage'), 'the gateway', '', `${URC_SECONDS} s`],
];

/** All topics below the default root: who publishes what, and whether it is retained. */
export const topicsTable = (): string =>
  table(
    ['topic', 'payload', 'who publishes it', 'retained', 'expires after'],
    ROWS.map(([topic = '', ...rest]) => [`\`${topic}\``, ...rest]),
  );
