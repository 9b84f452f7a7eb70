import { ModemError } from 'rxmodem';
import { defer, merge, type Observable, tap, timer, ignoreElements } from 'rxjs';
import type { Emulator, EmulatorOptions } from 'rxmodem/emulator';
import { emulatorPart } from './emulatorPart';
import { served, type ServingOptions } from './serving';
import { tcpAddress } from '../options/tcpAddress';
import type { TypedSms } from '../options/smsOption';

/** Virtual modems of one network. */
export interface EmulatedModems {
  readonly settings: Omit<EmulatorOptions, 'number' | 'network'>;
  /** The number of the first one; the others count on from it. */
  readonly number: string;
  readonly count: number;
  /** Messages that the first one receives, and after how many milliseconds. */
  readonly sms: readonly TypedSms[];
  readonly smsAfterMs: number;
}

/**
 * Serves virtual modems that can message each other: links are `<link>-1`, `<link>-2` …, ports count on from the first.
 */
export const servedModems = (serving: ServingOptions, wanted: EmulatedModems): Observable<never> =>
  defer(() => {
    const { emulator, mobileNetwork } = emulatorPart();
    const network = mobileNetwork();
    const modems = Array.from({ length: wanted.count }, (_, at) =>
      emulator({ ...wanted.settings, network, number: countedOn(wanted.number, at) }),
    );
    return merge(
      ...modems.map((modem, at) =>
        served(
          servingOf(serving, wanted.count, at),
          () => ({ emulator: modem, followsRate: wanted.settings.portBaud !== undefined }),
          wanted.count === 1 ? undefined : modem.network.number,
        ),
      ),
      delivered(modems[0], wanted),
    );
  });

const delivered = (first: Emulator | undefined, { sms, smsAfterMs }: EmulatedModems): Observable<never> => {
  const deliver = (): void => sms.forEach((message) => first?.network.sms(message));
  return timer(smsAfterMs).pipe(tap(deliver), ignoreElements());
};

/** +491700000009, 1  →  +491700000010 */
const countedOn = (number: string, at: number): string => {
  const [, sign = '', digits = ''] = /^(\+?)(\d{3,20})$/.exec(number) ?? [];
  if (digits === '') {
    const problem = 'a number has 3 to 20 digits, with + in front if it is international';
    throw new ModemError({ kind: 'invalid-argument', name: '--number', problem });
  }
  return `${sign}${String(BigInt(digits) + BigInt(at)).padStart(digits.length, '0')}`;
};

const servingOf = (serving: ServingOptions, count: number, at: number): ServingOptions => {
  const { link, listen } = serving;
  if (count === 1) return serving;
  if (link !== undefined) return { ...serving, link: `${link}-${at + 1}` };
  if (listen === undefined) return serving;
  const { host, port } = tcpAddress(listen, '--listen');
  return { ...serving, listen: `${host.includes(':') ? `[${host}]` : host}:${port === 0 ? 0 : port + at}` };
};
