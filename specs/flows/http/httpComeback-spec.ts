import type { Observable } from 'rxjs';
import { a7600, type HttpRequest, ModemError, type Profile, type Reason, sim800 } from '../../../lib';
import { type HttpProgress, type HttpSession, noProgress } from '../../../lib/flows/http/httpProgress';
import { httpCallOf } from '../../../lib/flows/http/httpCallOf';
import { httpComeback } from '../../../lib/flows/http/httpComeback';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';

const HEAD = { status: 200, length: 9, headers: {} };

type Call = Pick<HttpSession, 'dialect' | 'call' | 'progress'>;

const attemptOf = (
  request: Partial<HttpRequest> = {},
  progress: Partial<HttpProgress> = {},
  profile: Profile = sim800,
): Call => ({
  dialect: profile.http as HttpSession['dialect'],
  call: httpCallOf(profile, { url: 'http://example.com/', ...request }),
  progress: { ...noProgress(), ...progress },
});

const after = (attempt: Call, reason: Reason, failures = 1) =>
  httpComeback(attempt, new ModemError(reason), failures);

/** What a comeback emits, and how long it takes. */
const seen = (comeback: Observable<unknown> | undefined) => {
  if (!comeback) return 'none';
  const { values, end, endedAt } = virtually(() => watch(comeback));
  return { values, end, waitedMs: endedAt };
};

const NETWORK: Reason = { kind: 'http', code: 601 };
const waits = (waitedMs: number) => ({ values: [], end: 'completed', waitedMs });

describe('httpComeback', () => {
  it('waits longer with every try, and gives up behind the last', () => {
    expect([1, 2, 3].map((failures) => seen(after(attemptOf(), NETWORK, failures)))).toEqual([
      waits(500),
      waits(1_000),
      'none',
    ]);
  });

  it('lets an error that is no ModemError stand', () => {
    expect(httpComeback(attemptOf(), new RangeError('mine'), 1)).toBeUndefined();
  });

  it('waits for as long as the server wishes, where that is longer', () => {
    const busy = (wish: string): Reason => ({
      kind: 'http-status',
      head: { status: 503, length: 0, headers: { 'retry-after': wish } },
      body: new Uint8Array(0),
    });

    expect(seen(after(attemptOf(), busy('9')))).toEqual(waits(9_000));
    expect(seen(after(attemptOf(), busy('0')))).toEqual(waits(500));
  });

  it('tells where it goes on, and why', () => {
    const going = attemptOf({}, { head: HEAD, loaded: 7, total: 9, validator: '"a"' });

    expect(seen(after(going, NETWORK))).toEqual({
      values: [{ kind: 'resumed', offset: 7, reason: NETWORK }],
      end: 'completed',
      waitedMs: 500,
    });
  });

  it('does not repeat a POST that may have arrived, and repeats one that did not', () => {
    const sent = () => attemptOf({ method: 'POST', body: 'x' }, { sent: true });

    expect(after(sent(), NETWORK)).toBeUndefined();
    expect(seen(after(sent(), { kind: 'http', code: 604 }))).toEqual(waits(500));
    expect(seen(after(attemptOf({ method: 'POST', body: 'x' }), NETWORK))).toEqual(waits(500));
    expect(
      seen(after(attemptOf({ method: 'POST', body: 'x', idempotent: true }, { sent: true }), NETWORK)),
    ).toEqual(waits(500));
  });

  it('takes a POST that did not arrive for one that was not sent', () => {
    const attempt = attemptOf({ method: 'POST', body: 'x' }, { sent: true });
    after(attempt, { kind: 'http', code: 604 });

    expect(seen(after(attempt, { kind: 'timeout', phase: 'answer', waitedMs: 5_000 }, 2))).toEqual(
      waits(1_000),
    );
  });

  it('does not ask a source again that has another length than was said', () => {
    const length: Reason = { kind: 'length', expectedBytes: 2, gotBytes: 1 };

    expect(after(attemptOf({ method: 'POST', body: 'x' }), length)).toBeUndefined();
    expect(seen(after(attemptOf(), length))).toEqual(waits(500));
  });

  it('asks a SIM800 for parts at once, and for smaller ones, down to what no server can mean', () => {
    const attempt = attemptOf();
    const parts: unknown[] = [];
    let end: unknown;
    for (let step = 0; step < 20 && end === undefined; step += 1) {
      const ended = seen(after(attempt, { kind: 'http', code: 602 }, step + 1));
      if (ended === 'none' || ended.end !== 'completed') end = ended;
      else parts.push([attempt.progress.partBytes, ended.waitedMs]);
    }

    expect(parts).toEqual([262_144, 131_072, 65_536, 32_768, 16_384, 8_192, 4_096].map((size) => [size, 0]));
    expect(end).toMatchObject({ end: 'range' });
  });

  it('takes an A7600’s 706 for either: it tries again, in parts, by the policy', () => {
    const attempt = attemptOf({}, {}, a7600);
    const failed: Reason = { kind: 'http', code: 706 };

    expect(seen(after(attempt, failed, 1))).toEqual(waits(500));
    expect(attempt.progress.partBytes).toBe(65_536);
    expect(seen(after(attempt, failed, 2))).toEqual(waits(1_000));
    expect(attempt.progress.partBytes).toBe(32_768);
    expect(seen(after(attempt, failed, 3))).toBe('none');
  });

  it('asks for no parts of a part', () => {
    const attempt = attemptOf({ headers: { range: 'bytes=0-9' } });

    expect(after(attempt, { kind: 'http', code: 602 })).toBeUndefined();
    expect(attempt.progress.partBytes).toBeUndefined();
  });

  it('does not go on where it is not to, or can not', () => {
    const going = { head: HEAD, loaded: 7, total: 9, validator: '"a"' };

    expect(after(attemptOf({ resume: false }, going), NETWORK)).toBeUndefined();
    expect(after(attemptOf({ method: 'POST', idempotent: true }, going), NETWORK)).toBeUndefined();
    expect(after(attemptOf({ headers: { Range: 'bytes=0-9' } }, going), NETWORK)).toBeUndefined();
  });
});
