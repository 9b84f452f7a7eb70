import { EMPTY, filter, ignoreElements, merge, mergeMap, Subject, tap, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { ModemError, type UssdAnswer } from '../../lib';
import type { News } from '../../lib/dashboard/model/news';
import { orderOf } from '../../lib/dashboard/model/orderOf';
import type { DashboardModel } from '../../lib/dashboard/model/dashboardModel';
import type { Acted, Coded, Orders } from '../../lib/dashboard/model/orders';
import { problemOf } from '../../lib/dashboard/model/problemOf';
import { actNews } from '../../lib/dashboard/modems/actNews';
import { networkOf } from '../../lib/dashboard/modems/networkOf';
import { type Ask, ussdNews } from '../../lib/dashboard/modems/ussdNews';
import { keptBoard } from '../../lib/dashboard/model/keptBoard';
import { emptyBoard } from '../../lib/dashboard/model/emptyBoard';

/** What a dashboard is asked to do, and what it answers. */

describe('orders', () => {
  it('are read from JSON, and nothing else is taken', () => {
    expect(orderOf({ kind: 'act', modem: 'a', action: 'raw', line: ' AT+CSQ ' })).toEqual({
      kind: 'act',
      modem: 'a',
      action: 'raw',
      line: 'AT+CSQ',
    });
    expect(orderOf({ kind: 'ussd', modem: 'a', code: '*100#' })).toEqual({
      kind: 'ussd',
      modem: 'a',
      code: '*100#',
    });
    expect(() => orderOf({ kind: 'act', modem: 'a', action: 'format' })).toThrow('restart, reregister, raw');
    expect(() => orderOf({ kind: 'act', modem: 'a', action: 'raw' })).toThrow('invalid line');
    expect(() => orderOf({ kind: 'dance' })).toThrow('start, sms, ussd, act or cancel');
  });

  it('to act are refused where the dashboard allows none', () => {
    const came: News = { kind: 'came', modem: { id: 'a', name: 'a', title: 'SIM800', where: '', pages: [] } };
    const there: News = { kind: 'connection', modem: 'a', at: 0, connection: 'connected' };
    const act = { kind: 'act', modem: 'a', action: 'restart' } as const;
    for (const mayAct of [false, true]) {
      const news = new Subject<News>();
      const acted: string[] = [];
      const problems: string[] = [];
      const happenings = ({ acts }: Orders) => {
        acts.subscribe(({ action }) => acted.push(action));
        return news;
      };
      const models: DashboardModel[] = [];
      const board = keptBoard({ ...emptyBoard, mayAct }, happenings).subscribe((one) => models.push(one));
      news.next(came);
      news.next(there);
      models[0]?.tell(act).subscribe({ error: (error: unknown) => problems.push(problemOf(error)) });
      board.unsubscribe();
      expect(acted).toEqual(mayAct ? ['restart'] : []);
      expect(problems).toEqual(
        mayAct ? [] : [expect.stringContaining('does not allow actions (--allow-actions)')],
      );
    }
  });
});

describe('what is done by hand', () => {
  it('is shown from its begin to its end, with what the modem answers', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ hot, cold, expectObservable }) => {
        const acted = { id: 'act-1', modem: 'a', action: 'raw', line: 'AT+CSQ' } as const;
        const acts = hot('-o-------', { o: acted });
        const news = actNews('a', acts, () => cold('--(ab|)', { a: '+CSQ: 1,0', b: 'OK' }));
        const face = (state: string, ...lines: readonly string[]) => ({
          kind: 'act',
          modem: 'a',
          act: { id: 'act-1', at: 1, words: 'AT+CSQ', state, lines },
        });
        expectObservable(news).toBe('-r-(xyd)-', {
          r: face('running'),
          x: face('running', '+CSQ: 1,0'),
          y: face('running', '+CSQ: 1,0', 'OK'),
          d: face('done', '+CSQ: 1,0', 'OK'),
        });
      },
    );
  });

  it('says why it failed, and goes on with the next', () => {
    const acts = new Subject<Acted>();
    const seen: News[] = [];
    actNews('a', acts, ({ id }) =>
      id === 'act-1' ? throwError(() => new ModemError({ kind: 'cancelled' })) : EMPTY,
    ).subscribe((news) => seen.push(news));
    acts.next({ id: 'act-1', modem: 'a', action: 'restart', line: '' });
    acts.next({ id: 'act-2', modem: 'a', action: 'restart', line: '' });
    const states = seen.map((news) => (news.kind === 'act' ? `${news.act.id} ${news.act.state}` : ''));
    expect(states).toEqual(['act-1 running', 'act-1 failed', 'act-2 running', 'act-2 done']);
    expect(seen[1]).toMatchObject({
      act: { words: 'Restart', problem: expect.stringContaining('cancelled') },
    });
  });
});

describe('USSD on the board', () => {
  it('sends a code, shows what the network asks, and replies with the next code', () => {
    const codes = new Subject<Coded>();
    const answers = new Subject<UssdAnswer>();
    const replies: string[] = [];
    const seen: News[] = [];
    const ask: Ask = (_code, reply) =>
      merge(
        answers,
        answers.pipe(
          filter(({ state }) => state === 'asks'),
          mergeMap((answer) => reply(answer)),
          tap((text) => replies.push(text)),
          ignoreElements(),
        ),
      );
    ussdNews('a', codes, ask).subscribe((news) => seen.push(news));
    codes.next({ modem: 'a', code: '*123#' });
    codes.next({ modem: 'b', code: '*999#' });
    answers.next({ text: '1 Balance', state: 'asks' });
    codes.next({ modem: 'a', code: '1' });
    answers.next({ text: '5.00', state: 'done' });
    answers.complete();
    expect(replies).toEqual(['1']);
    expect(seen.map((news) => (news.kind === 'ussd' ? news.ussd.state : ''))).toEqual([
      'waiting',
      'asks',
      'waiting',
      'over',
    ]);
    expect(seen.at(-1)).toMatchObject({
      ussd: {
        lines: [
          { isSent: true, text: '*123#' },
          { isSent: false, text: '1 Balance' },
          { isSent: true, text: '1' },
          { isSent: false, text: '5.00' },
        ],
      },
    });
  });
});

describe('words for people', () => {
  it('have seconds and minutes', () => {
    const late = (waitedMs: number) =>
      problemOf(new ModemError({ kind: 'timeout', phase: 'answer', waitedMs }));
    expect(late(20_000)).toContain('within 20 s;');
    expect(late(1_500)).toContain('within 1.5 s;');
    expect(late(180_000)).toContain('within 3 min;');
    expect(late(500)).toContain('within 500 ms;');
  });

  it.each([
    ['LTE,Online,460-00,0x333C,39589680,308,EUTRAN-BAND3,1350,5', { technology: '4G', band: 'B3' }],
    ['GSM,Online,460-00,0x182d,12401,27 EGSM 900,-64,2110,42-42', { technology: '2G', band: 'EGSM 900' }],
    ['NO SERVICE,Online', {}],
    ['constructor,Online', {}],
  ])('have the network of %s', (text, network) => {
    expect(networkOf.system(text)).toEqual(network);
  });

  it('have the operator, and its technology where it is there', () => {
    expect(networkOf.operator({ name: 'CHINA MOBILE', technology: 7 })).toEqual({
      operator: 'CHINA MOBILE',
      technology: '4G',
    });
    expect(networkOf.operator({ name: undefined, technology: undefined })).toEqual({});
  });
});
