import { config, NEVER, queueScheduler, Subject } from 'rxjs';
import { integer } from '../../../lib/grammar/codecs/integer';
import { latin1Bytes } from '../../../lib/grammar/latin1';
import { urc } from '../../../lib/grammar/urc';
import { vocabulary } from '../../../lib/grammar/vocabulary';
import { portTraffic } from '../../../lib/modem/line/portTraffic';

const broken = urc('+BROKEN', {
  tells: 'Is read by code that throws.',
  source: 'none',
  gives: {
    level: {
      ...integer,
      read: () => {
        throw new TypeError('a reader of an author');
      },
    },
  },
  example: '+BROKEN: 1',
});
const whole = urc('+WHOLE', {
  tells: 'Is read.',
  source: 'none',
  gives: { level: integer },
  example: '+WHOLE: 1',
});

describe('the traffic of a port', () => {
  afterEach(() => {
    config.onUnhandledError = null;
  });

  it('goes on where the code of an author throws, which is reported as an unhandled error', () => {
    jest.useFakeTimers();
    const reported: unknown[] = [];
    config.onUnhandledError = (error) => reported.push(error);
    const incoming = new Subject<Uint8Array>();
    const traffic = portTraffic(
      { name: 'test', incoming, write: () => NEVER },
      vocabulary([], [broken, whole]),
      false,
    );
    const heard: unknown[] = [];
    traffic.news.subscribe((token) => heard.push(token.kind === 'urc' ? token.values : token.kind));

    incoming.next(latin1Bytes('\r\n+BROKEN: 1\r\n'));
    incoming.next(latin1Bytes('\r\n+WHOLE: 2\r\n'));
    jest.runAllTimers();
    jest.useRealTimers();

    expect(reported).toEqual([new TypeError('a reader of an author')]);
    expect(heard).toEqual([{ level: 2 }]);
  });

  it('is silent when it was stopped, also for what was on its way', () => {
    const incoming = new Subject<Uint8Array>();
    const traffic = portTraffic(
      { name: 'test', incoming, write: () => NEVER },
      vocabulary([], [whole]),
      false,
    );
    const heard: string[] = [];
    traffic.news.subscribe((token) => {
      heard.push(token.kind);
      traffic.subscription.unsubscribe();
      incoming.next(latin1Bytes('\r\n+WHOLE: 2\r\n'));
    });

    incoming.next(latin1Bytes('\r\n+WHOLE: 1\r\n'));

    expect(heard).toEqual(['urc']);
  });

  it('reads what a token provokes behind the tokens that came with it', () => {
    const incoming = new Subject<Uint8Array>();
    const traffic = portTraffic(
      { name: 'test', incoming, write: () => NEVER },
      vocabulary([], [whole]),
      false,
    );
    const heard: unknown[] = [];
    traffic.news.subscribe((token) => {
      if (heard.length === 0) incoming.next(latin1Bytes('\r\n+WHOLE: 3\r\n'));
      heard.push(token.kind === 'urc' && token.values);
    });

    incoming.next(latin1Bytes('\r\n+WHOLE: 1\r\n\r\n+WHOLE: 2\r\n'));

    expect(heard).toEqual([{ level: 1 }, { level: 2 }, { level: 3 }]);
  });

  it('loses nothing where an action of somebody else throws, which empties the queue', () => {
    const incoming = new Subject<Uint8Array>();
    const traffic = portTraffic(
      { name: 'test', incoming, write: () => NEVER },
      vocabulary([], [whole]),
      false,
    );
    const heard: unknown[] = [];
    traffic.news.subscribe((token) => heard.push(token.kind === 'urc' && token.values));
    const say = (level: number) => incoming.next(latin1Bytes(`\r\n+WHOLE: ${level}\r\n`));

    say(1);
    const failing = () =>
      queueScheduler.schedule(() => {
        say(2);
        say(3);
        throw new TypeError('of a user');
      });
    expect(failing).toThrow('of a user');
    for (const level of [4, 5]) say(level);

    expect(heard).toEqual([1, 2, 3, 4, 5].map((level) => ({ level })));
  });
});
