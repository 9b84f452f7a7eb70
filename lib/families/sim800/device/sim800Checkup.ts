import type { CheckupDialect } from '../../../dialects/checkupDialect';
import { messagesCheck, standardCheckup } from '../../standard/standardCheckup';

/** Settings of bearer 1 that `AT+SAPBR=4,1` lists and `AT+SAPBR=3,1` sets (AT manual V1.09 pages 249–250). */
const TAG = /^(CONTYPE|APN|USER|PWD):\s?(.*)$/i;

const bearerTags = (answer: readonly string[]): readonly string[] => {
  const known = new Map(
    answer.flatMap((line) => [TAG.exec(line)?.slice(1, 3) as [string, string]]).filter(Boolean),
  );
  // A kind of connection can't be unset.
  const tags = [...(known.get('CONTYPE') ? ['CONTYPE'] : []), 'APN', 'USER', 'PWD'];
  return tags.map((tag) => `AT+SAPBR=3,1,"${tag}","${known.get(tag) ?? ''}"`);
};

/** The check-up of a SIM800: SIM800 AT manual V1.09, SSL note V1.00. */
export const sim800Checkup: CheckupDialect = Object.freeze({
  ...standardCheckup,
  // Hardware manual: 3.4 to 4.4 V; a burst pulls a weak supply below that.
  minMilliVolts: 3_500,
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
      test: 'AT+HTTPSSL=?',
      lacks: 'this firmware has no TLS (AT+HTTPSSL is refused)',
      advice:
        'update it to one that has SSL (R14.18 and later), use http://, or Node’s TLS through rxmodem proxy',
    },
    {
      name: 'ftp',
      test: 'AT+FTPGET=?',
      lacks: 'this firmware has no FTP',
      advice: 'update it, or transfer by HTTP',
    },
    messagesCheck,
  ],
  kept: [...standardCheckup.kept, { read: 'AT+SAPBR=4,1', restore: bearerTags, isMaskedAccess: true }],
});
