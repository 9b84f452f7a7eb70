import { concat, filter, first, ignoreElements, map, of, take, timeout, timer } from 'rxjs';
import { commands, sms } from '../../../lib';
import { emulator, simulatedWeb } from '../../../lib/emulator';
import { runModem } from '../../../lib/testing';
import { ADA, FAMILIES, messagesDesk } from './messagesDesk';

// A program that waits for the code of a login: what lies in the SIM does not count, and a code that does not come is a time-out.

describe.each(FAMILIES)('a code for a login, by a $title', (profile) => {
  const virtualModem = () => emulator({ family: profile.name, origin: simulatedWeb({}), latencyMs: 0 });

  it('is the one that comes from now on', () => {
    const virtual = virtualModem();
    virtual.network.sms({ from: 'Bank', text: 'Your code is 111111' });
    runModem(
      virtual.transport,
      (modem, expectObservable) => {
        timer(5_000).subscribe(() => virtual.network.sms({ from: 'Bank', text: 'Your code is 222222' }));
        const code = sms.inbox(modem, { stored: false }).pipe(
          filter((event) => event.kind === 'message'),
          map(({ text = '' }) => /\d{6}/.exec(text)?.[0]),
          first(),
        );

        expectObservable(code).toBe('5s (c|)', { c: '222222' });
      },
      { profile },
    );
  });

  it('is waited for no longer than its reader wants', () => {
    runModem(
      virtualModem().transport,
      (modem, expectObservable) => {
        const late = sms.inbox(modem).pipe(
          filter((event) => event.kind === 'message'),
          timeout({ first: 60_000, with: () => of('late') }),
          take(1),
        );

        expectObservable(late).toBe('60s (l|)', { l: 'late' });
      },
      { profile },
    );
  });
});

describe.each(FAMILIES)('modem.state.messages of a $title', (profile) => {
  it('tells how full the storage is in which messages are received', () => {
    const desk = messagesDesk(profile, { simPlaces: 2 });
    desk.virtual.network.sms({ from: ADA, text: 'a' });
    desk.virtual.network.sms({ from: ADA, text: 'b' });
    const got = desk.run((modem) =>
      concat(
        modem.send(commands.messageStoresSet()).pipe(ignoreElements()),
        modem.state.messages.pipe(take(1)),
      ),
    );

    expect(got.values).toEqual([{ storage: 'SM', used: 2, total: 2, isFull: true }]);
  });
});
