import { httpReadBlocks } from '../../../lib/families/a7600/http/a7600HttpCommands';
import { httpRead } from '../../../lib/families/sim800/http/sim800HttpCommands';
import type { Command } from '../../../lib/grammar/command';
import { COUNTED_PAUSE_MS, limitPause, pauseLimit } from '../../../lib/modem/line/pauseLimit';

describe('the pause among counted bytes', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const limited = () => {
    const failed = jest.fn();
    return { failed, pause: pauseLimit(failed) };
  };

  it('fails when it is too long, once', () => {
    const { failed, pause } = limited();
    pause.begin();
    jest.advanceTimersByTime(COUNTED_PAUSE_MS - 1);
    expect(failed).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(failed).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(10 * COUNTED_PAUSE_MS);
    expect(failed).toHaveBeenCalledTimes(1);
  });

  it('begins anew with each piece, and takes one timer for all of them', () => {
    const { failed, pause } = limited();
    for (let piece = 0; piece < 100; piece += 1) {
      pause.begin();
      jest.advanceTimersByTime(COUNTED_PAUSE_MS / 2);
      expect(jest.getTimerCount()).toBe(1);
    }
    expect(failed).not.toHaveBeenCalled();
    jest.advanceTimersByTime(COUNTED_PAUSE_MS / 2);
    expect(failed).toHaveBeenCalledTimes(1);
  });

  it('ends, and may begin again', () => {
    const { failed, pause } = limited();
    pause.begin();
    pause.end();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(2 * COUNTED_PAUSE_MS);
    expect(failed).not.toHaveBeenCalled();

    pause.begin();
    jest.advanceTimersByTime(COUNTED_PAUSE_MS);
    expect(failed).toHaveBeenCalledTimes(1);
  });
});

describe('what begins and ends the pause', () => {
  const acts = (
    command: Command,
    token: { kind: 'info' | 'payload' | 'final'; bytes?: number; left?: number },
  ) => {
    const pause = { begin: jest.fn(), end: jest.fn() };
    limitPause(pause, {
      ...token,
      command,
      ...(token.kind === 'payload' && { bytes: new Uint8Array(1) }),
    } as never);
    return [pause.begin.mock.calls.length, pause.end.mock.calls.length];
  };
  const read = httpRead({ offset: 0, size: 5 });
  const blocks = httpReadBlocks({ offset: 0, size: 5 });
  const fetching = { ...read, definition: { ...read.definition, fetches: true } } as Command;

  it('begins with an announcement, and with each piece', () => {
    expect(acts(read, { kind: 'info', bytes: 5 })).toEqual([1, 0]);
    expect(acts(read, { kind: 'payload', left: 3 })).toEqual([1, 0]);
    expect(acts(blocks, { kind: 'payload', left: 3 })).toEqual([1, 0]);
  });

  it('goes on behind the last byte, to the result code', () => {
    expect(acts(read, { kind: 'payload', left: 0 })).toEqual([1, 0]);
  });

  it('ends behind the last byte of a block where the modem fetches the next one itself', () => {
    expect(acts(fetching, { kind: 'payload', left: 0 })).toEqual([0, 1]);
    expect(acts(fetching, { kind: 'payload', left: 1 })).toEqual([1, 0]);
  });

  it('has nothing to do with what announces no bytes', () => {
    expect(acts(read, { kind: 'info', bytes: 0 })).toEqual([0, 0]);
    expect(acts(read, { kind: 'final' })).toEqual([0, 0]);
  });
});
