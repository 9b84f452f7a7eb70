import { merge, switchMap, take, timer } from 'rxjs';
import {
  a7600,
  commands,
  openModem,
  http,
  ModemError,
  type Profile,
  ready,
  quectel,
  sim7600,
  sim800,
} from '../../lib';
import { cable } from '../modem/cable';
import { desk, PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { countOf } from './asking';
import { readied, readiedOn, stepsOf } from './readyDesk';

interface Way {
  /** From SIM to data. */
  readonly registers: readonly string[];
  /** The stages behind it. */
  readonly opens: readonly string[];
  readonly steps: readonly string[];
  readonly open: string;
  readonly restart: string;
  readonly address: string;
}

const START = ['sim', 'signal', 'circuit', 'packet'];

const ways: Readonly<Record<string, Way>> = {
  sim800: {
    registers: ['AT+CPIN?', 'AT+CSQ', 'AT+CREG?', 'AT+CGREG?'],
    opens: [
      'AT+CGATT?',
      'AT+SAPBR=2,1',
      'AT+SAPBR=3,1,"Contype","GPRS"',
      'AT+SAPBR=3,1,"APN","internet"',
      'AT+SAPBR=1,1',
      'AT+SAPBR=2,1',
    ],
    steps: [...START, 'attachment', 'bearer'],
    open: 'AT+SAPBR=1,1',
    restart: 'AT+CFUN=1,1',
    address: '10.89.193.1',
  },
  a7600: {
    registers: ['AT+CPIN?', 'AT+CSQ', 'AT+CREG?', 'AT+CGREG?'],
    opens: [
      'AT+CPSI?',
      'AT+CGATT?',
      'AT+CGDCONT=1,"IP","internet"',
      'AT+CGACT?',
      'AT+CGACT=1,1',
      'AT+CGPADDR=1',
    ],
    steps: [...START, 'system', 'attachment', 'bearer'],
    open: 'AT+CGACT=1,1',
    restart: 'AT+CRESET',
    address: '10.83.214.110',
  },
  quectel: {
    registers: ['AT+CPIN?', 'AT+CSQ', 'AT+CREG?', 'AT+CGREG?'],
    opens: [
      'AT+QNWINFO',
      'AT+CGATT?',
      'AT+QICSGP=1,1,"internet","","",0',
      'AT+QIACT?',
      'AT+QIACT=1',
      'AT+QIACT?',
    ],
    steps: [...START, 'system', 'attachment', 'bearer'],
    open: 'AT+QIACT=1',
    restart: 'AT+CFUN=1,1',
    address: '10.7.157.1',
  },
};
const wayOf = ({ name }: Profile): Way => ways[name === 'sim7600' ? 'a7600' : name] as Way;

const apn = 'internet';
const noRestart = { apn, restarts: 0 };
/** Nothing is asked but where no URC tells. */
const patient = { ...noRestart, fallbackPollMs: 600_000 };
const families: readonly Profile[] = [sim800, a7600, sim7600, quectel];

describe.each(families)('ready on a $title', (profile) => {
  const { registers, opens, steps, open, restart, address } = wayOf(profile);
  const everything = [...registers, ...opens];

  describe('where all is well', () => {
    it('says just what the chart says, in its order', () => {
      const { said, end } = readied(profile, {}, { apn });

      expect(end).toBe('completed');
      expect(said).toEqual(everything);
    });

    it('tells each stage as it passes, in plain frozen objects', () => {
      const { values } = readied(profile, {}, { apn });
      const system = values.flatMap((one) => (one.step === 'system' ? [one] : []));

      expect(values.filter(({ step }) => step !== 'system')).toEqual([
        { step: 'sim', state: 'READY' },
        { step: 'signal', rssi: 20, dBm: -73 },
        { step: 'circuit', status: 1, isRegistered: true, isRoaming: false },
        { step: 'packet', domain: 'packet', status: 1, isRoaming: false },
        { step: 'attachment' },
        { step: 'bearer', address },
      ]);
      expect(system.map((one) => one.system)).toEqual(
        steps.includes('system')
          ? [expect.stringMatching(profile === quectel ? /^"FDD LTE"/ : /^LTE,Online/)]
          : [],
      );
      expect(values.every((one) => Object.isFrozen(one))).toBe(true);
    });

    it('opens the bearer of the modem’s own access point where none is named', () => {
      const { end, on, values } = readied(profile);

      expect(end).toBe('completed');
      expect(on.virtual.state.bearerOpen).toBe(true);
      expect(values.at(-1)).toEqual({ step: 'bearer', address });
    });

    it('can be asked again, and finds the bearer open', () => {
      const on = desk(profile, 'hello');
      readiedOn(on, { apn });
      const { end } = readiedOn(on, { apn });

      expect(end).toBe('completed');
      expect(countOf(on, open)).toBe(1);
    });

    it('gives each its turn where two ask at once', () => {
      const on = desk(profile, 'hello');
      const { end, values } = virtually(() =>
        watch(
          on.connected().pipe(
            take(1),
            switchMap((modem) => merge(ready(modem, { apn }), ready(modem, { apn }))),
          ),
        ),
      );

      expect(end).toBe('completed');
      expect(stepsOf({ values })).toEqual([...steps, ...steps]);
      expect(countOf(on, open)).toBe(1);
    });

    it('goes through the stages that are asked for', () => {
      const { said, end } = readied(profile, {}, { stages: ['packet', 'sim'] });

      expect(end).toBe('completed');
      expect(said).toEqual(['AT+CPIN?', 'AT+CGREG?']);
    });

    it('is followed by a GET on the same bearer', () => {
      const on = desk(profile, 'hello');
      readiedOn(on, { apn });
      const { end } = virtually(() => watch(on.get({ access: { apn } })));

      expect(end).toBe('completed');
      expect(countOf(on, open)).toBe(1);
    });
  });

  describe('where the SIM', () => {
    it.each(['busy', 'failure', 'absent'])('is %s for 25 s, waits for +CPIN: READY', (sim) => {
      const knobs = { sim, becomes: [{ afterMs: 25_000, sim: 'READY' }] };
      const { said, end, endedAt, values } = readied(profile, knobs, { ...patient, simWithinMs: 30_000 });

      expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 25_000 });
      expect(said).toEqual(['AT+CPIN?', ...everything.slice(1)]);
      expect(values[0]).toMatchObject({
        step: 'waiting',
        on: 'sim',
        seen: expect.stringContaining('CME error'),
      });
    });

    it('does not tell of it by itself, asks now and then', () => {
      const { end, endedAt, on } = readied(
        profile,
        { sim: 'busy', saysChanges: false, becomes: [{ afterMs: 7_000, sim: 'READY' }] },
        { apn },
      );

      expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 10_100 });
      expect(countOf(on, 'AT+CPIN?')).toBe(3);
    });

    it('is not identified in 20 s, restarts the module once, and begins anew', () => {
      const knobs = { sim: 'busy', becomes: [{ afterMs: 25_000, sim: 'READY' }] };
      const seen = readied(profile, knobs, { apn });

      expect({ end: seen.end, endedAt: seen.endedAt }).toEqual({ end: 'completed', endedAt: 25_000 });
      expect(stepsOf(seen)).toEqual([
        'waiting: SIM busy (CME error 14)',
        'restart',
        'waiting: SIM busy (CME error 14)',
        ...steps,
      ]);
      expect(countOf(seen.on, restart)).toBe(1);
    });

    it('is never identified, restarts as often as allowed, and says what to do', () => {
      for (const restarts of [0, 1, 2]) {
        const { end, endedAt, reason, on } = readied(profile, { sim: 'absent' }, { apn, restarts });

        expect(end).toBe('network');
        expect(endedAt).toBe(100 + 20_000 * (restarts + 1) + 100 * restarts);
        expect(reason).toEqual({
          kind: 'network',
          step: 'sim',
          seen: 'SIM not inserted (CME error 10)',
          advice: expect.stringMatching(/SIM is inserted and AT\+CPIN\? answers READY, then restart/),
        });
        expect(countOf(on, restart)).toBe(restarts);
      }
    });
  });

  describe('where the network', () => {
    const searching = {
      registration: 2,
      becomes: [
        { afterMs: 4_000, registration: 3 },
        { afterMs: 9_000, registration: 5 },
      ],
    };

    it('denies the modem before it takes it, says so, and waits for the URCs', () => {
      const { said, end, endedAt, values } = readied(profile, searching, patient);
      const lte = profile === sim800 ? [] : ['AT+CEREG?', 'AT+CEREG=1', 'AT+CEREG?'];
      const lteOff = profile === sim800 ? [] : ['AT+CEREG=0'];

      expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 9_000 });
      expect(values.slice(2, 6)).toEqual([
        { step: 'waiting', on: 'circuit', seen: 'searching (2)' },
        { step: 'waiting', on: 'circuit', seen: 'denied by the network (3)' },
        { step: 'circuit', status: 5, isRegistered: true, isRoaming: true },
        { step: 'packet', domain: 'packet', status: 5, isRoaming: true },
      ]);
      expect(said).toEqual([
        ...['AT+CPIN?', 'AT+CSQ', 'AT+CREG?', 'AT+CREG=1', 'AT+CREG?'],
        ...['AT+CGREG?', 'AT+CGREG=1', 'AT+CGREG?', ...lte],
        ...['AT+CGREG?', ...opens],
        ...['AT+CREG=0', 'AT+CGREG=0', ...lteOff],
      ]);
    });

    it('says nothing while it waits', () => {
      const on = desk(profile, 'hello', searching);
      const counts: number[] = [];
      readiedOn(on, patient, () => {
        for (const at of [1_000, 8_800]) timer(at).subscribe(() => counts.push(on.heard.length));
      });

      expect(counts[0]).toBe(counts[1]);
    });

    it('does not tell of changes, asks now and then', () => {
      const { end, endedAt } = readied(
        profile,
        { registration: 2, saysChanges: false, becomes: [{ afterMs: 7_000, registration: 1 }] },
        noRestart,
      );

      expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 10_100 });
    });

    it('never takes the modem, fails and says why', () => {
      const { end, endedAt, reason } = readied(profile, { registration: 3 }, noRestart);

      expect({ end, endedAt }).toEqual({ end: 'network', endedAt: 60_100 });
      expect(reason).toMatchObject({
        step: 'circuit',
        seen: 'denied by the network (3)',
        advice: expect.stringMatching(/restart the module/),
      });
    });

    it('takes it for data only, is content unless calls are needed', () => {
      const knobs = { circuit: 0 };
      const content = readied(profile, knobs, noRestart);
      const calls = readied(profile, knobs, { ...noRestart, needsCalls: true });

      expect(content.end).toBe('completed');
      expect(content.values).toContainEqual({
        step: 'circuit',
        status: 0,
        isRegistered: false,
        isRoaming: false,
      });
      expect(calls.reason).toMatchObject({ kind: 'network', step: 'circuit' });
    });

    it('takes it for calls later, waits where they are needed', () => {
      const knobs = { circuit: 2, becomes: [{ afterMs: 5_000, circuit: 1 }] };
      const { end, endedAt } = readied(profile, knobs, { ...patient, needsCalls: true });

      expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 5_000 });
    });

    it('is not heard yet, asks every two seconds', () => {
      const { end, endedAt, on, values } = readied(
        profile,
        { rssi: 99, becomes: [{ afterMs: 7_000, rssi: 20 }] },
        noRestart,
      );

      expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 8_100 });
      expect(countOf(on, 'AT+CSQ')).toBe(5);
      expect(values[1]).toMatchObject({ step: 'waiting', on: 'signal', seen: expect.stringContaining('99') });
    });

    it('is never heard, restarts the module, and fails in the end', () => {
      const { end, reason, on } = readied(profile, { rssi: 99 }, { apn });

      expect(end).toBe('network');
      expect(reason).toMatchObject({ step: 'signal', advice: expect.stringMatching(/SIM and antenna/) });
      expect(countOf(on, restart)).toBe(1);
    });

    it('has taken the attachment away, attaches again', () => {
      const { end, said } = readied(profile, {}, { apn }, (_, modem) => {
        watch(modem.send(commands.attach({ on: false })));
      });

      expect(end).toBe('completed');
      expect(said.filter((line) => line.startsWith('AT+CGATT'))).toEqual([
        ...['AT+CGATT=0', 'AT+CGATT?', 'AT+CGATT=1'],
      ]);
    });
  });

  describe('where the access point', () => {
    const knobs = { apns: ['internet'] };

    it('is not known to the network, fails and says what to check', () => {
      const { end, reason, values } = readied(profile, knobs, { apn: 'intranet', restarts: 0 });

      expect(end).toBe('network');
      expect(reason).toMatchObject({ step: 'bearer', advice: expect.stringMatching(/check the APN/) });
      expect(values.at(-1)).toMatchObject({ step: 'waiting', on: 'bearer' });
    });

    it('is not known, restarts the module by the policy', () => {
      const { end, on } = readied(profile, knobs, { apn: 'intranet', restarts: 2 });

      expect(end).toBe('network');
      expect(countOf(on, restart)).toBe(2);
    });

    it('is refused since registration is gone, says so', () => {
      const { reason } = readied(
        profile,
        { ...knobs, becomes: [{ afterMs: 3_000, registration: 2 }] },
        { apn: 'intranet', restarts: 0 },
      );

      expect(reason).toMatchObject({
        step: 'bearer',
        advice: expect.stringMatching(/not registered for data/),
      });
    });

    it('is another one than somebody uses, fails at once and restarts nothing', () => {
      const on = desk(profile, 'hello', { resultDelayMs: 60_000 });
      const { end, reason } = readiedOn(on, { apn: 'other' }, (_, modem) => {
        watch(http.get(modem, { url: PAGE, access: { apn } }));
      });

      expect(end).toBe('network');
      expect(reason).toMatchObject({ step: 'bearer', advice: expect.stringMatching(/same access point/) });
      expect(countOf(on, restart)).toBe(0);
    });
  });

  describe('where time is short', () => {
    it('ends when all of it is over, and says what it waited for', () => {
      const { end, endedAt, reason, on } = readied(profile, { rssi: 99 }, { apn, totalMs: 30_000 });

      expect({ end, endedAt }).toEqual({ end: 'network', endedAt: 30_100 });
      expect(reason).toMatchObject({ step: 'signal' });
      expect(countOf(on, restart)).toBe(0);
    });

    it('looks once where it may not wait at all', () => {
      expect(readied(profile, {}, { apn, totalMs: 0 }).end).toBe('completed');
      expect(readied(profile, { sim: 'busy' }, { apn, totalMs: 0 })).toMatchObject({
        end: 'network',
        endedAt: 100,
      });
    });
  });

  describe('where the modem restarts by itself', () => {
    it('begins the chart anew', () => {
      const on = desk(profile, 'hello', { rssi: 99, becomes: [{ afterMs: 9_000, rssi: 20 }] });
      const seen = readiedOn(on, noRestart, ({ virtual }) => timer(3_000).subscribe(() => virtual.restart()));

      expect(seen.end).toBe('completed');
      expect(stepsOf(seen).filter((step) => !step.startsWith('waiting'))).toEqual(['sim', 'again', ...steps]);
      expect(seen.values).toContainEqual({
        step: 'again',
        reason: { kind: 'reset', line: profile === a7600 ? '*ATREADY: 1' : 'RDY' },
      });
      expect(countOf(on, restart)).toBe(0);
    });

    it('begins it anew where a stage waits for URCs, and turns them on again', () => {
      const on = desk(profile, 'hello', { registration: 2, becomes: [{ afterMs: 9_000, registration: 1 }] });
      const { end, endedAt } = readiedOn(on, patient, ({ virtual }) =>
        timer(3_000).subscribe(() => virtual.restart()),
      );

      expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 9_000 });
      expect(countOf(on, 'AT+CREG=1')).toBe(2);
      expect(countOf(on, 'AT+CREG=0')).toBe(1);
    });

    it('gives up when it does so again and again', () => {
      const on = desk(profile, 'hello', { rssi: 99 });
      const seen = readiedOn(on, noRestart, ({ virtual }) => {
        for (const at of [5, 10, 15, 20, 25]) timer(at * 1_000).subscribe(() => virtual.restart());
      });

      expect({ end: seen.end, endedAt: seen.endedAt }).toEqual({ end: 'reset', endedAt: 20_100 });
      expect(stepsOf(seen).filter((step) => step === 'again')).toHaveLength(3);
    });
  });

  describe('where the port goes away', () => {
    it('begins the chart anew when it is back, if the connection comes back', () => {
      const { virtual, heard } = desk(profile, 'hello', {
        rssi: 99,
        becomes: [{ afterMs: 9_000, rssi: 20 }],
      });
      const wire = cable(virtual.transport);
      const { end, values } = virtually(() => {
        timer(3_000).subscribe(wire.unplug);
        timer(5_000).subscribe(wire.plug);
        return watch(
          openModem(wire.transport, profile, { reconnect: true }).pipe(
            take(1),
            switchMap((modem) => ready(modem, noRestart)),
          ),
        );
      });

      expect(end).toBe('completed');
      expect(values.filter(({ step }) => step === 'again')).toHaveLength(1);
      expect(heard.filter((line) => line === 'AT+CPIN?')).toHaveLength(2);
    });

    it('fails with `closed` else', () => {
      const { virtual } = desk(profile, 'hello', { rssi: 99 });
      const wire = cable(virtual.transport);
      const { end } = virtually(() => {
        timer(3_000).subscribe(wire.unplug);
        return watch(
          openModem(wire.transport, profile).pipe(
            take(1),
            switchMap((modem) => ready(modem, noRestart)),
          ),
        );
      });

      expect(end).toBe('closed');
    });
  });
});

describe.each([a7600, sim7600])('ready on a $title', (profile) => {
  it('waits for service', () => {
    const { end, endedAt, on, values } = readied(
      profile,
      { service: false, becomes: [{ afterMs: 5_000, service: true }] },
      noRestart,
    );

    expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 6_100 });
    expect(countOf(on, 'AT+CPSI?')).toBe(4);
    expect(values[4]).toEqual({ step: 'waiting', on: 'system', seen: 'NO SERVICE,Online' });
  });

  it('fails without service, and says so', () => {
    const { reason } = readied(profile, { service: false }, noRestart);

    expect(reason).toMatchObject({
      step: 'system',
      seen: 'NO SERVICE,Online',
      advice: expect.stringMatching(/network/),
    });
    expect(new ModemError(reason as never).message).toBe(
      'system: NO SERVICE,Online; there is something wrong with the network, check coverage and subscription',
    );
  });

  it('says that the activation was refused', () => {
    const { reason, said } = readied(profile, { apns: ['internet'] }, { apn: 'intranet', restarts: 0 });

    expect(reason).toMatchObject({
      seen: 'AT+CGACT=1,1 was refused (ERROR)',
      advice: expect.stringMatching(/context 1 is not in use by PPP, then restart the module/),
    });
    expect(said.slice(-2)).toEqual(['AT+CGREG?', 'AT+CGDCONT?']);
  });
});
