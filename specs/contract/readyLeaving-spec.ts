import { Subject, switchMap, take, takeUntil } from 'rxjs';
import { a7600, type Profile, ready, quectel, sim800 } from '../../lib';
import type { EmulatorSettings } from '../../lib/emulator';
import { desk, type Desk } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { countOf } from './asking';
import { readiedOn } from './readyDesk';
import { fullOr } from '../helpers/thin';

const options = { apn: 'internet', pin: '1234' };
const families: readonly Profile[] = [sim800, a7600, quectel];
const ways: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'passes at once': {},
  'waits for everything': {
    sim: 'busy',
    registration: 2,
    rssi: 99,
    becomes: [
      { afterMs: 3_000, sim: 'SIM PIN' },
      { afterMs: 6_000, rssi: 20 },
      { afterMs: 9_000, registration: 5 },
    ],
  },
  'restarts the module': { sim: 'absent', becomes: [{ afterMs: 30_000, sim: 'READY' }] },
  'opens the bearer in vain': { apns: ['other'] },
};

/** Leaves at the so-many-th line of the conversation; tells whether it came to that. */
const leftAt = (on: Desk, step: number): boolean => {
  const leave = new Subject<void>();
  let seen = 0;
  let counts = true;
  virtually(() =>
    watch(
      on
        .connected({
          trace: () => {
            if (!counts) return;
            seen += 1;
            if (seen === step) leave.next();
          },
        })
        .pipe(
          take(1),
          switchMap((modem) => ready(modem, options).pipe(takeUntil(leave))),
        ),
    ).subscription.add(() => (counts = false)),
  );
  return seen >= step;
};

/** Reports that were turned on to wait are off again, unless a restart forgot them. */
const reportsOn = ({ virtual }: Desk): readonly string[] =>
  ['+CREG', '+CGREG', '+CEREG'].filter((name) => Number(virtual.state.modem.settings.get(name) ?? 0) > 0);

describe.each(families)('law 5: ready on a $title can be left anywhere', (profile) => {
  it.each(Object.entries(ways))('where it %s, and leaves the modem as it was', (name, knobs) => {
    let wasLeft = true;
    let step = 0;
    for (; wasLeft; step += fullOr(1, 5)) {
      const on = desk(profile, 'hello', knobs);
      wasLeft = leftAt(on, step + 1);
      const entries = countOf(on, 'AT+CPIN=');
      const reports = reportsOn(on);
      // The network takes any access point in the end, and the SIM is there.
      const again = readiedOn(on, { ...options, apn: name.includes('vain') ? 'other' : 'internet' });

      expect({ step, end: again.end, entries: entries <= 1, reports }).toEqual({
        step,
        end: 'completed',
        entries: true,
        reports: [],
      });
    }

    expect(step).toBeGreaterThan(20);
  });
});
