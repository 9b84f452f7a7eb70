import type { Reason } from '../../../lib';
import { context } from '../../../lib/families/a7600/network/a7600Bearer';
import { watch } from '../../modem/watch';
import { talking } from '../../dialects/talking';

const DEFINE = 'AT+CGDCONT=1,"IP","internet"';
const ASK = 'AT+CGACT?';
const ACTIVATE = 'AT+CGACT=1,1';
const access = { apn: 'internet' };

describe('context', () => {
  it('leaves the modem its own context where no APN is given', () => {
    const { talk: channel, said } = talking();

    expect(watch(context(channel, {})).end).toBe('completed');
    expect(said).toEqual([]);
  });

  it('defines the context and activates it', () => {
    const { talk: channel, said } = talking('OK', { cid: 1, on: false });

    expect(watch(context(channel, access)).end).toBe('completed');
    expect(said).toEqual([DEFINE, ASK, ACTIVATE]);
  });

  it('is content where it is active, whatever the others are', () => {
    const { talk: channel, said } = talking('OK', [
      { cid: 8, on: false },
      { cid: 1, on: true },
    ]);

    expect(watch(context(channel, access)).end).toBe('completed');
    expect(said).toEqual([DEFINE, ASK]);
  });

  it('activates it where only others are active, or none is known', () => {
    for (const answer of [{ cid: 8, on: true }, 'OK'] as const) {
      const { talk: channel, said } = talking('OK', answer);

      expect(watch(context(channel, access)).end).toBe('completed');
      expect(said).toEqual([DEFINE, ASK, ACTIVATE]);
    }
  });

  it('goes on where the activation is refused, and says so', () => {
    const refusals: readonly Reason[] = [
      { kind: 'refused', command: ACTIVATE },
      { kind: 'cme', command: ACTIVATE, code: 3, text: '3' },
    ];
    for (const refusal of refusals) {
      const { talk: channel, notes } = talking('OK', { cid: 1, on: false }, refusal);

      expect(watch(context(channel, access)).end).toBe('completed');
      expect(notes).toEqual([expect.stringContaining('HTTPINIT activates the context')]);
    }
  });

  it('goes on where the activation meets silence, and fails where the definition is refused', () => {
    const silence: Reason = { kind: 'timeout', phase: 'answer', waitedMs: 120_000 };

    expect(watch(context(talking('OK', { cid: 1, on: false }, silence).talk, access)).end).toBe('completed');
    expect(watch(context(talking({ kind: 'refused', command: DEFINE }).talk, access)).end).toBe('refused');
  });
});
