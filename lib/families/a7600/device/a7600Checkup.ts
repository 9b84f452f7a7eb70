import type { CheckupDialect } from '../../../dialects/checkupDialect';
import {
  keptContext,
  messagesCheck,
  standardCheckup,
  standardSettingChecks,
} from '../../standard/standardCheckup';

/** The check-up of an A76XX or SIM7600: A76XX AT manual V1.09 pages 258–266, 354–368, 422–429. */
export const a7600Checkup: CheckupDialect = Object.freeze({
  ...standardCheckup,
  minMilliVolts: 3_400,
  settings: [
    ...standardSettingChecks,
    {
      name: 'urcs',
      read: 'AT+CATR?',
      isRight: (value) => /^[01]\b/.test(value),
      seen: 'URCs go to another port of the modem (AT+CATR)',
      advice: 'send them to all ports with AT+CATR=0',
      fix: 'AT+CATR=0',
    },
  ],
  services: [
    {
      name: 'http',
      test: 'AT+HTTPINIT=?',
      lacks: 'this firmware has no HTTP',
      advice: 'update it, or use sockets: rxmodem tcp and rxmodem proxy',
      trial: { open: 'AT+HTTPINIT', close: 'AT+HTTPTERM' },
    },
    {
      name: 'tls',
      test: 'AT+CSSLCFG=?',
      lacks: 'this firmware has no TLS (AT+CSSLCFG is refused)',
      advice: 'update it, use http://, or Node’s TLS through rxmodem proxy',
    },
    {
      name: 'ftp',
      test: 'AT+CFTPSSTART=?',
      lacks: 'this firmware has no FTP',
      advice: 'update it, or transfer by HTTP',
    },
    messagesCheck,
  ],
  // The space of a drive is asked for in its directory.
  kept: [...standardCheckup.kept, keptContext, { read: 'AT+FSCD?' }],
  baud: { set: (baudRate: number) => `AT+IPR=${baudRate}`, save: 'AT&W' },
});
