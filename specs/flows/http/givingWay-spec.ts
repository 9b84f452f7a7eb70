import { BehaviorSubject, concat, EMPTY, NEVER, of, timer } from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { givingWay } from '../../../lib/flows/http/givingWay';
import { ModemError } from '../../../lib/grammar/errors/modemError';

const unread = new ModemError({ kind: 'timeout', phase: 'reader', waitedMs: 5 });
const CHUNK = Uint8Array.of(1);
const waits = { t: true, f: false };

const run = (test: (helpers: RunHelpers) => void): void => {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(test);
};

describe('givingWay', () => {
  it.each([
    ['a flow waited before the chunk came', 't', '5ms #'],
    ['a flow begins to wait within the limit', 'f 2ms t', '5ms #'],
    ['a flow begins to wait after the limit', 'f 19ms t', '20ms #'],
    ['no flow waits any more when the limit passes', 't 2ms f 10ms t', '14ms #'],
    ['no flow ever waits', 'f', '-'],
  ])('with a sink that never takes its chunk, where %s', (_, awaited, result) => {
    run(({ cold, expectObservable }) => {
      // As a modem does, it replays whether a flow waits.
      const replayed = new BehaviorSubject(false);
      cold(awaited, waits).subscribe(replayed);
      const sink = givingWay(() => NEVER, 5, replayed);
      expectObservable(concat(sink(CHUNK))).toBe(result, undefined, unread);
    });
  });

  it('lets a sink take its time while no flow waits', () => {
    run(({ cold, expectObservable }) => {
      const sink = givingWay(() => timer(1_000), 5, cold('f', waits));
      expectObservable(concat(sink(CHUNK))).toBe('1s |');
    });
  });

  it('does not touch a sink that takes its chunk in time, or fails by itself', () => {
    run(({ cold, expectObservable }) => {
      const awaited = cold<boolean>('t', waits);
      expectObservable(concat(givingWay(() => timer(4), 5, awaited)(CHUNK))).toBe('4ms |');
      expectObservable(concat(givingWay(() => EMPTY, 5, of(true))(CHUNK))).toBe('|');
      expectObservable(concat(givingWay(() => cold('-#'), 5, awaited)(CHUNK))).toBe('-#');
    });
  });
});
