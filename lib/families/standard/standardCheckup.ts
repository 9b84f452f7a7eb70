import type { CheckupDialect, ServiceCheck, SettingCheck } from '../../dialects/checkupDialect';

/** Whether the modem may sleep, by the command that its maker has for it. */
export const sleepCheck = (name: 'CSCLK' | 'QSCLK'): SettingCheck => ({
  name: 'sleep',
  read: `AT+${name}?`,
  isRight: (value) => value.startsWith('0'),
  seen: `the modem may sleep (AT+${name}): it then loses the first characters of a line, or does not answer`,
  advice: `switch it off with AT+${name}=0, or keep DTR low while you talk to it`,
  fix: `AT+${name}=0`,
});

/** Settings that keep a modem from working, whoever made it (27.007 § 8.2, V.250 § 6.2.12). */
export const standardSettingChecks: readonly SettingCheck[] = [
  {
    name: 'radio',
    read: 'AT+CFUN?',
    isRight: (value) => !/^[04]\b/.test(value),
    seen: 'the radio is switched off (AT+CFUN)',
    advice: 'switch it on with AT+CFUN=1',
    fix: 'AT+CFUN=1',
  },
  {
    name: 'flow',
    read: 'AT+IFC?',
    isRight: (value) => !/\b1\b/.test(value),
    seen: 'software flow control is on (AT+IFC=1,1): it removes the bytes 0x11 and 0x13 from transfers',
    advice: 'switch it off with AT+IFC=0,0 and AT&W, or use RTS and CTS: AT+IFC=2,2 and --flow rtscts',
    fix: 'AT+IFC=0,0',
  },
  sleepCheck('CSCLK'),
];

/** Short messages by 27.005. */
export const messagesCheck: ServiceCheck = {
  name: 'messages',
  test: 'AT+CMGF=?',
  lacks: 'this firmware has no short messages',
  advice: 'use another firmware, or HTTP or sockets in place of messages',
};

/** A check-up by the standards alone. */
export const standardCheckup: CheckupDialect = Object.freeze({
  minMilliVolts: 3_400,
  settings: standardSettingChecks,
  services: [messagesCheck],
  kept: [{ read: 'AT+CMEE?' }],
  baud: { set: (baudRate: number) => `AT+IPR=${baudRate}`, save: 'AT&W' },
});

const CONTEXT = /^\+CGDCONT:\s*(1,"[^"]*","[^"]*")/;

/** PDP context 1 as it was defined: access point settings replace it (27.007 § 10.1.1). */
export const keptContext = {
  read: 'AT+CGDCONT?',
  restore: (answer: readonly string[]): readonly string[] =>
    answer.flatMap((line) => {
      const [, value] = CONTEXT.exec(line) ?? [];
      return value === undefined ? [] : [`AT+CGDCONT=${value}`];
    }),
};
