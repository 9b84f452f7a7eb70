import type { Reason } from '../../../lib';
import { bearer } from '../../../lib/families/sim800/network/sim800Bearer';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';
import { talking } from '../../dialects/talking';

const state = (status: string) => ({ cid: 1, status, address: '10.0.0.1' });
const refusal: Reason = { kind: 'refused', command: 'AT+SAPBR=1,1' };
const ASK = 'AT+SAPBR=2,1';
const GPRS = 'AT+SAPBR=3,1,"Contype","GPRS"';
const OPEN = 'AT+SAPBR=1,1';

describe('bearer', () => {
  it('is content where it is connected', () => {
    const { talk: channel, said } = talking(state('connected'));

    expect(watch(bearer(channel, { apn: 'internet' })).end).toBe('completed');
    expect(said).toEqual([ASK]);
  });

  it('opens it where it is closed', () => {
    const { talk: channel, said } = talking(state('closed'));

    expect(watch(bearer(channel, {})).end).toBe('completed');
    expect(said).toEqual([ASK, GPRS, OPEN]);
  });

  it('waits while it is closing, and opens it then', () => {
    const { talk: channel, said } = talking(state('closing'), state('closing'), state('closed'));
    const { end, endedAt } = virtually(() => watch(bearer(channel, {})));

    expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 2_000 });
    expect(said).toEqual([ASK, ASK, ASK, GPRS, OPEN]);
  });

  it('waits while it is connecting, and is content then', () => {
    const { talk: channel, said } = talking(state('connecting'), state('connected'));
    const { end, endedAt } = virtually(() => watch(bearer(channel, {})));

    expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 1_000 });
    expect(said).toEqual([ASK, ASK]);
  });

  it('opens it where it does not come to an end by itself', () => {
    const { talk: channel, said } = talking(...Array.from({ length: 85 }, () => state('connecting')));
    const { end, endedAt } = virtually(() => watch(bearer(channel, {})));

    expect({ end, endedAt }).toEqual({ end: 'completed', endedAt: 84_000 });
    expect(said.slice(-2)).toEqual([GPRS, OPEN]);
  });

  it('sets what was given, and shows no password', () => {
    const { talk: channel, said } = talking(state('closed'));

    expect(watch(bearer(channel, { apn: 'internet', user: 'me', password: 'geheim' })).end).toBe('completed');
    expect(said).toEqual([
      ASK,
      GPRS,
      'AT+SAPBR=3,1,"APN","internet"',
      'AT+SAPBR=3,1,"USER",***',
      'AT+SAPBR=3,1,"PWD",***',
      OPEN,
    ]);
  });

  it('is content with a refusal where it turns out to be open', () => {
    const { talk: channel, said } = talking(state('closed'), 'OK', refusal, state('connected'));

    expect(watch(bearer(channel, {})).end).toBe('completed');
    expect(said).toEqual([ASK, GPRS, OPEN, ASK]);
  });

  it('fails with `network` where it is refused and not open', () => {
    const { talk: channel } = talking(state('closed'), 'OK', refusal, state('closed'));
    const { reason } = watch(bearer(channel, {}));

    expect(reason).toMatchObject({ kind: 'network', step: 'bearer' });
    expect(reason?.kind === 'network' && reason.seen).toContain('it is closed');
  });

  it('fails as a setting does', () => {
    const { talk: channel, said } = talking(state('closed'), 'OK', refusal);

    expect(watch(bearer(channel, { apn: 'internet' })).end).toBe('refused');
    expect(said).not.toContain(OPEN);
  });

  it('lets silence and a restart pass as they are', () => {
    const silence: Reason = { kind: 'timeout', phase: 'answer', waitedMs: 85_000 };
    const reset: Reason = { kind: 'reset', line: 'RDY' };

    expect(watch(bearer(talking(state('closed'), 'OK', silence).talk, {})).reason).toEqual(silence);
    expect(watch(bearer(talking(state('closed'), 'OK', reset).talk, {})).reason).toEqual(reset);
    expect(watch(bearer(talking(reset).talk, {})).reason).toEqual(reset);
  });

  it('says nothing before it is subscribed to', () => {
    const { talk: channel, said } = talking(state('closed'));
    const prepared = bearer(channel, {});

    expect(said).toEqual([]);
    expect(watch(prepared).end).toBe('completed');
  });
});
