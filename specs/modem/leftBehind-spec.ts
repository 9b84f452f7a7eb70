import { catchError, switchMap, take } from 'rxjs';
import { a7600, commands, type Profile, sim7600, sim800 } from '../../lib';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { desk, type Desk } from './desk';
import { virtually } from './virtually';
import { watch } from './watch';

const { signal, verbose } = commands;
const families: readonly Profile[] = [sim800, a7600, sim7600];

/** Somebody comes, types this, and goes. */
const leave = ({ virtual }: Desk, typed: string): void =>
  virtual.transport
    .pipe(
      take(1),
      switchMap(({ write }) => write(latin1Bytes(`${typed}\r`))),
    )
    .subscribe()
    .unsubscribe();

/** Brings the modem up, then asks for its signal. */
const signalOf = (on: Desk) =>
  virtually(() =>
    watch(
      on.connected().pipe(
        take(1),
        switchMap((modem) => modem.send(signal())),
      ),
    ),
  );

describe.each(families)('a $title that somebody left', (profile) => {
  it.each(['ATV0', 'ATE0V0', 'AT+CMEE=2;V0', 'ATV0;+IPR=115200'])(
    'in numbers by %s is asked for words at once',
    (typed) => {
      const on = desk(profile, 'hello');
      leave(on, typed);
      const { values, end, endedAt } = signalOf(on);

      expect(on.heard.slice(1, 5)).toEqual(['AT', 'ATQ0V1', 'ATE0', 'AT+CMEE=1']);
      expect(values[0]?.value).toEqual({ rssi: 20, ber: 0 });
      expect(end).toBe('completed');
      expect(endedAt).toBeLessThan(500);
    },
  );

  it.each(['ATQ1', 'ATE0Q1V0', 'ATQ1V0'])('silent by %s is asked for words after a while', (typed) => {
    const on = desk(profile, 'hello');
    leave(on, typed);
    const { values, end, endedAt } = signalOf(on);

    expect(on.heard.slice(1)).toEqual(['AT', 'AT', 'AT', 'AT', 'ATQ0V1', 'ATE0', 'AT+CMEE=1', 'AT+CSQ']);
    expect(values[0]?.value).toEqual({ rssi: 20, ber: 0 });
    expect(end).toBe('completed');
    expect(endedAt).toBeLessThan(5_000);
  });

  it('in words is never asked for words', () => {
    const on = desk(profile, 'hello');
    signalOf(on);

    expect(on.heard).toEqual(['AT', 'ATE0', 'AT+CMEE=1', 'AT+CSQ']);
  });

  it('in numbers while it was in use is found again', () => {
    const on = desk(profile, 'hello');
    const { values, end } = virtually(() =>
      watch(
        on.connected().pipe(
          take(1),
          switchMap((modem) =>
            modem.send(verbose({ on: false })).pipe(catchError(() => modem.send(signal()))),
          ),
        ),
      ),
    );

    expect(on.heard.slice(3)).toEqual(['ATV0', 'AT', 'ATQ0V1', 'AT+CSQ']);
    expect(values).toMatchObject([{ value: { rssi: 20 } }]);
    expect(end).toBe('completed');
  });
});
