import type { CheckupDialect, KeptSetting } from '../../../dialects/checkupDialect';
import { keptContext, messagesCheck, sleepCheck, standardCheckup } from '../../standard/standardCheckup';

const ACCESS = /^\+QICSGP:\s*(\d+,.*)$/;

/**
 * Access point, user and password of context 1. Some firmware gives the number of the context in place of its type, which
 * `AT+CGDCONT` sets right after it.
 */
const keptAccess: KeptSetting = {
  read: 'AT+QICSGP=1',
  restore: (answer) =>
    answer.flatMap((line) => {
      const [, value] = ACCESS.exec(line) ?? [];
      return value === undefined ? [] : [`AT+QICSGP=1,${value}`];
    }),
  isMaskedAccess: true,
};

/** The check-up of Quectel's LTE modems: EC2x AT manual V2.0, HTTP(S), SSL and FTP(S) notes. */
export const quectelCheckup: CheckupDialect = Object.freeze({
  ...standardCheckup,
  minMilliVolts: 3_400,
  settings: standardCheckup.settings.map((check) => (check.name === 'sleep' ? sleepCheck('QSCLK') : check)),
  services: [
    {
      name: 'http',
      test: 'AT+QHTTPCFG=?',
      lacks: 'this firmware has no HTTP',
      advice: 'update it',
    },
    {
      name: 'tls',
      test: 'AT+QSSLCFG=?',
      lacks: 'this firmware has no TLS (AT+QSSLCFG is refused)',
      advice: 'update it, or use http://',
    },
    {
      name: 'ftp',
      test: 'AT+QFTPCFG=?',
      lacks: 'this firmware has no FTP',
      advice: 'update it, or transfer by HTTP',
    },
    messagesCheck,
  ],
  kept: [...standardCheckup.kept, keptAccess, keptContext],
});
