import { switchMap, take } from 'rxjs';
import {
  a7600,
  collect,
  http,
  ModemError,
  openModem,
  type Profile,
  quectel,
  sim7600,
  sim800,
} from '../../lib';
import { counted, played } from '../contract/line/played';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { line, OK } from '../modem/scripted';
import { everyNth } from '../helpers/thin';
import { flowDesk } from './flowDesk';
import { onceFlowsOf } from './sweep/sweptFlows';

// Law L6: a flow that fails on a modem of another family names the modem and the profile that fits, whichever difference of
// the two made it fail: a refusal, another order of the answer, words of its own.

const FAMILIES = [sim800, a7600, sim7600, quectel] as const;
const PAIRS = FAMILIES.flatMap((right) =>
  FAMILIES.filter((used) => used !== right).map((used) => ({ right, used })),
);

/** How long a flow may take until it says so. */
const WITHIN_MS = 5_000;

/** What needs the family's own commands. Others work on every modem, as `sms.list`, or answer a code of the service itself. */
const OWN = /^(http|ftp|files|certificates|sockets|modemMqtt|gnss)\./;

describe('law L6: a flow on a modem of another family', () => {
  it.each(PAIRS)('ends well or names it: a $right.title as $used.name', ({ right, used }) => {
    const flows = everyNth(
      2,
      onceFlowsOf(used).filter(({ title }) => OWN.test(title)),
    );
    const unnamed = flows.flatMap(({ title, run }) => {
      const desk = flowDesk(right);
      const seen = virtually(() =>
        watch(openModem(desk.virtual.transport, used).pipe(take(1), switchMap(run))),
      );
      const isFine = seen.end === 'completed' || seen.reason?.model?.profile === right.name;
      return isFine && (seen.endedAt ?? Infinity) < WITHIN_MS ? [] : [`${title}: ${seen.end}`];
    });

    expect(unnamed).toEqual([]);
    expect(flows.length).toBeGreaterThan(8);
  });
});

const BODY = 'hello';
const NAMES: Readonly<Record<string, string>> = {
  sim800: 'SIMCOM_SIM800L',
  a7600: 'A7670E',
  sim7600: 'SIMCOM_SIM7600E',
};

/** A window as each family frames it. */
const WINDOWS: Readonly<Record<string, string>> = {
  sim800: counted(`+HTTPREAD: ${BODY.length}`, BODY),
  a7600: `${OK}${line(`+HTTPREAD: ${BODY.length}`)}${BODY}${line('+HTTPREAD: 0')}`,
  sim7600: `${OK}${line(`+HTTPREAD: DATA,${BODY.length}`)}${BODY}${line('+HTTPREAD: 0')}`,
};
const SIMCOM = PAIRS.filter(({ right, used }) => right.name in NAMES && used.name in NAMES);

/** A request on a modem that refuses nothing up to its body, which it frames as its own family does. */
const requested = (right: Profile, used: Profile) =>
  played(
    used,
    (text) => {
      if (text === 'AT+CGMM') return line(NAMES[right.name] as string) + OK;
      if (text.startsWith('AT+HTTPACTION=')) return [OK, line(`+HTTPACTION: 0,200,${BODY.length}`)];
      if (text === 'AT+HTTPHEAD') return line('ERROR');
      return text.startsWith('AT+HTTPREAD') ? WINDOWS[right.name] : undefined;
    },
    (modem) => http.get(modem, { url: 'http://example.com/page' }).pipe(collect()),
  );

describe('law L6: a body that another family frames in its own way', () => {
  it.each(SIMCOM)('is read, or the modem is named: a $right.title as $used.name', ({ right, used }) => {
    const { end, values, reason, message } = requested(right, used);

    if (end === 'completed') expect(values[0]?.text()).toBe(BODY);
    else {
      expect(reason?.model).toEqual({ name: NAMES[right.name], profile: right.name });
      expect(message).toContain(`use the profile ${right.name}`);
    }
  });

  it('is what fails between the first and the later modems of this maker', () => {
    const failed = SIMCOM.filter(({ right, used }) => requested(right, used).end !== 'completed');

    expect(failed.length).toBeGreaterThan(0);
  });

  it('costs two seconds at the most where the modem does not tell its name', () => {
    const withName = (says: string | readonly string[]) =>
      played(
        a7600,
        (text) => {
          if (text === 'AT+CGMM') return says;
          if (text.startsWith('AT+HTTPINIT')) return [];
          return undefined;
        },
        (modem) => http.get(modem, { url: 'http://example.com/page' }).pipe(collect()),
      );
    const told = withName(line('A7670E') + OK);
    const untold = withName([]);

    expect(told.reason?.model).toBeUndefined();
    expect(untold.reason).toEqual(told.reason);
    expect((untold.endedAt ?? Infinity) - (told.endedAt ?? 0)).toBeLessThanOrEqual(2_000);
  });
});

it('a ModemError with a model says so in its message', () => {
  const model = { name: 'A7670E', profile: 'a7600' };

  expect(
    new ModemError({ kind: 'timeout', phase: 'answer', waitedMs: 5_000, command: 'AT+X', model }).message,
  ).toContain('The modem calls itself A7670E: use the profile a7600');
});
