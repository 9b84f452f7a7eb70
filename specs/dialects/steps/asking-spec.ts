import { type Observable, of } from 'rxjs';
import { ModemError, type Reason } from '../../../lib';
import { ask, askAll } from '../../../lib/dialects/ask';
import { inOrder } from '../../../lib/dialects/steps/inOrder';
import { isRefusal, onRefusal, seenIn } from '../../../lib/dialects/steps/onRefusal';
import { optionally, optionalSetting } from '../../../lib/dialects/steps/optionally';
import { expectSize, sameSize } from '../../../lib/dialects/steps/sameSize';
import { socketFailure, socketName } from '../../../lib/dialects/steps/socketName';
import type { FilesDialect } from '../../../lib/dialects/filesDialect';
import type { CodeRow } from '../../../lib/grammar/errors/codeRow';
import { attached, signal, simState } from '../../../lib/families/standard/networkCommands';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';
import { type Answer, talking } from '../talking';

/** What a flow gave, and its reason or `completed`. */
const seen = <T>(flow: Observable<T>) => {
  const { values, end, reason } = virtually(() => watch(flow));
  return { values, end: reason ?? end };
};

const refused: Reason = { kind: 'refused', command: 'AT+X' };
const cme: Reason = { kind: 'cme', command: 'AT+X', code: 3, text: '3' };
const lost: Reason = { kind: 'timeout', phase: 'answer', waitedMs: 1, command: 'AT+X' };
const corrupt: Reason = { kind: 'corrupt', command: 'AT+X', expectedBytes: 1 };
const silent: Reason = { kind: 'timeout', phase: 'bring-up', waitedMs: 1, command: 'AT' };
const reset: Reason = { kind: 'reset', line: 'RDY' };
const closed: Reason = { kind: 'closed', where: 'a port' };
const NO_ANSWERS: readonly Reason[] = [
  ...[refused, cme],
  { kind: 'cms', command: 'AT+X', code: 300, text: '300' },
  { kind: 'ended', command: 'AT+X', result: 'NO CARRIER' },
  { kind: 'unreadable', command: 'AT+X', line: 'x' },
];

describe('ask', () => {
  const asked = (...answers: readonly Answer[]) => {
    const modem = talking(...answers);
    const { values, end } = seen(ask(signal(), ({ rssi }, all) => [rssi, all.length])(modem.talk));
    return { values, end, asked: modem.said.length };
  };

  it('gives what the answer means', () => {
    expect(asked({ rssi: 20, ber: 0 })).toEqual({ values: [[20, 1]], end: 'completed', asked: 1 });
    expect(asked([{ rssi: 20 }, { rssi: 21 }])).toMatchObject({ values: [[20, 2]] });
  });

  it.each(NO_ANSWERS)('is null where the modem has no answer: $kind', (reason) => {
    expect(asked(reason)).toEqual({ values: [null], end: 'completed', asked: 1 });
  });

  it.each([lost, corrupt])('asks once more where the answer is lost: $kind', (reason) => {
    expect(asked(reason, { rssi: 20 })).toMatchObject({ values: [[20, 1]], asked: 2 });
    expect(asked(reason, reason, { rssi: 20 })).toMatchObject({ values: [null], asked: 2 });
  });

  it.each([silent, reset, closed])('fails where the modem is gone: $kind', (reason) => {
    expect(asked(reason)).toMatchObject({ values: [], end: reason, asked: 1 });
  });

  it('is null where the answer means nothing', () => {
    const { values } = seen(ask(signal(), () => undefined)(talking({ rssi: 20 }).talk));
    expect(values).toEqual([null]);
  });

  it('asks a table of questions one after the other', () => {
    const modem = talking({ rssi: 20 }, refused, { state: 'READY' });
    const questions = {
      level: ask(signal(), ({ rssi }) => rssi),
      isAttached: ask(attached(), () => true),
      sim: ask(simState(), ({ state }) => state),
    };
    const { values } = seen(askAll(modem.talk, questions));
    expect(values).toEqual([{ level: 20, isAttached: null, sim: 'READY' }]);
    expect(modem.said).toEqual([signal().text, attached().text, simState().text]);
    expect(Object.isFrozen(values[0])).toBe(true);
  });
});

describe('optionally', () => {
  const asked = (...answers: readonly Answer[]) => {
    const modem = talking(...answers);
    const { values, end } = seen(optionally(modem.talk, signal(), ({ reason }) => reason.kind));
    return { values, end, asked: modem.said.length, notes: modem.notes };
  };

  it('gives the response', () => {
    expect(asked({ rssi: 20 })).toMatchObject({ values: [{ value: { rssi: 20 } }], asked: 1, notes: [] });
  });

  it.each(NO_ANSWERS)('goes on without an answer, and says so: $kind', (reason) => {
    const { values, end, notes, ...rest } = asked(reason);
    expect({ values, end, ...rest }).toEqual({ values: [reason.kind], end: 'completed', asked: 1 });
    expect(notes).toEqual([expect.stringMatching(/; going on without it$/)]);
  });

  it.each([lost, corrupt])('asks once more where the answer is lost: $kind', (reason) => {
    expect(asked(reason, { rssi: 20 })).toMatchObject({
      values: [{ value: { rssi: 20 } }],
      asked: 2,
      notes: [],
    });
    expect(asked(reason, reason)).toMatchObject({ values: [reason.kind], asked: 2, end: 'completed' });
  });

  it.each([silent, reset, closed])('fails where the modem is gone: $kind', (reason) => {
    expect(asked(reason)).toMatchObject({ values: [], end: reason });
  });

  it('gives a long command ten seconds, and leaves a quick one as it is', () => {
    const limits: (number | undefined)[] = [];
    const channel = {
      ...talking().talk,
      send: (command: { timeoutMs?: number | undefined }) => (limits.push(command.timeoutMs), of()),
    };
    const long = { ...signal(), definition: { ...signal().definition, timeoutMs: 10_001 } };
    const quick = { ...signal(), definition: { ...signal().definition, timeoutMs: 10_000 } };
    seen(optionally(channel as never, long));
    seen(optionally(channel as never, quick));
    expect(limits).toEqual([10_000, undefined]);
  });

  it('sends a setting, and gives nothing', () => {
    expect(seen(optionalSetting(talking(refused).talk, signal()))).toMatchObject({
      values: [],
      end: 'completed',
    });
    expect(seen(optionalSetting(talking({ rssi: 1 }).talk, signal()))).toMatchObject({
      values: [],
      end: 'completed',
    });
  });
});

describe('inOrder', () => {
  it('sends the commands that are there, one after the other', () => {
    const modem = talking();
    const { values, end } = seen(inOrder(modem.talk, signal(), undefined, attached()));
    expect({ values, end }).toEqual({ values: [], end: 'completed' });
    expect(modem.said).toEqual([signal().text, attached().text]);
  });

  it('sends nothing behind one that is refused', () => {
    const modem = talking(refused);
    expect(seen(inOrder(modem.talk, signal(), attached())).end).toEqual(refused);
    expect(modem.said).toEqual([signal().text]);
  });
});

describe('onRefusal', () => {
  const NO: CodeRow = { means: 'no', look: 'look', transient: false, cause: 'unknown' };

  it.each([refused, cme, { kind: 'cms', command: 'AT+X', code: 1, text: '1' } as const])(
    'goes another way: $kind',
    (reason) => {
      const { values } = seen(
        talking(reason)
          .talk.send(signal())
          .pipe(onRefusal((error) => of(error.reason))),
      );
      expect(values).toEqual([reason]);
      expect(isRefusal(new ModemError(reason))).toBe(true);
    },
  );

  it.each([lost, reset, closed, corrupt])('lets other failures pass: $kind', (reason) => {
    const { values, end } = seen(
      talking(reason)
        .talk.send(signal())
        .pipe(onRefusal(() => of(1))),
    );
    expect({ values, end }).toMatchObject({ values: [], end: reason });
  });

  it('takes no other error for a refusal', () => {
    expect(isRefusal(new Error('refused'))).toBe(false);
    expect(isRefusal(undefined)).toBe(false);
  });

  it.each<[Reason, string]>([
    [{ kind: 'cme', command: 'AT+X', code: 3, text: '3' }, 'operation not allowed (CME error 3)'],
    [{ kind: 'cme', command: 'AT+X', code: undefined, text: 'SIM busy' }, 'SIM busy'],
    [{ kind: 'cme', command: 'AT+X', code: 9_999, text: '9999' }, '9999 (CME error 9999)'],
    [{ kind: 'cme', command: 'AT+X', code: 3, text: '3', row: NO }, 'no (CME error 3)'],
  ])('tells what was seen: %j', (reason, seen) => {
    expect(seenIn(new ModemError(reason)).toLowerCase()).toBe(seen.toLowerCase());
  });

  it('leaves out what to do next', () => {
    expect(seenIn(new ModemError(refused))).toBe('AT+X was refused (ERROR)');
  });
});

describe('a size that is asked for again', () => {
  const again = (answer: Reason | number) => {
    const files = {
      size: () => (typeof answer === 'number' ? of(answer) : talking(answer).talk.send(signal())),
    } as unknown as FilesDialect;
    return seen(sameSize(files, talking().talk, 'a', 70)).end;
  };

  it('completes where it is the same', () => {
    expect(again(70)).toBe('completed');
    expect(seen(of(5).pipe(expectSize(5)))).toMatchObject({ values: [], end: 'completed' });
  });

  it('fails where it is another', () => {
    expect(again(700)).toEqual({
      kind: 'length',
      expectedBytes: 70,
      gotBytes: 700,
      shownBy: 'statement',
    });
  });

  it.each([lost, corrupt, refused, cme, { kind: 'unreadable', command: 'AT+X', line: 'x' } as const])(
    'proves nothing where the modem does not say: $kind',
    (reason) => {
      expect(again(reason)).toBe('completed');
    },
  );

  it.each([reset, closed])('fails where the modem is gone: $kind', (reason) => {
    expect(again(reason)).toEqual(reason);
  });
});

describe('the name of a socket', () => {
  it.each([
    [{ protocol: 'tcp', host: 'example.com', port: 80 } as const, 'tcp://example.com:80'],
    [{ protocol: 'udp', host: '::1', port: 1 } as const, 'udp://[::1]:1'],
  ])('of %j is %s', (target, name) => {
    expect(socketName(target)).toBe(name);
    expect(socketFailure(target, 'refused', 'CONNECT FAIL').reason).toEqual({
      ...{ kind: 'socket', where: name, problem: 'refused', seen: 'CONNECT FAIL' },
    });
  });
});
