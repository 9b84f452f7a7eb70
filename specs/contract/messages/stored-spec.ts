import { concat, map, type Observable, switchMap, take, toArray } from 'rxjs';
import { commands, type Modem, openModem, sim800, sms, type StoredMessage } from '../../../lib';
import { faults } from '../../../lib/emulator';
import { encodeSubmit } from '../../../lib/pdu/encodeSubmit';
import { latin1Bytes } from '../../../lib/grammar/latin1';
import { line, OK, scripted } from '../../modem/scripted';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';
import { ADA, BEN, FAMILIES, messagesDesk } from './messagesDesk';

const LONG = 'Every part of this text waits for the others. '.repeat(9);

const textsOf = (messages: readonly StoredMessage[]): readonly unknown[] =>
  messages.map((message) => ('text' in message ? message.text : message.kind));

describe.each(FAMILIES)('stored messages on a $title', (profile) => {
  it('are listed with their parts joined, the oldest first', () => {
    const desk = messagesDesk(profile);
    desk.virtual.network.sms({ from: BEN, text: 'later', sentAt: '2026-05-02T00:00:00+00:00' });
    desk.virtual.network.sms({ from: ADA, text: LONG, sentAt: '2026-05-01T09:30:00+02:00' });
    const got = desk.run((modem) => sms.list(modem));

    expect(got.values).toMatchObject([
      {
        ...{ kind: 'message', from: ADA, text: LONG, sentAt: '2026-05-01T09:30:00+02:00', parts: 3 },
        places: [2, 3, 4].map((index) => ({ storage: 'SM', index })),
        status: 'unread',
      },
      { kind: 'message', from: BEN, text: 'later', places: [{ storage: 'SM', index: 1 }] },
    ]);
  });

  it('name what is missing of a long one', () => {
    const desk = messagesDesk(profile, { faults: [faults.lostSms()] });
    desk.virtual.network.sms({ from: ADA, text: LONG });

    expect(desk.held()).toMatchObject([{ parts: 3, missing: [1] }]);
  });

  it('are listed together with those of one’s own', () => {
    const desk = messagesDesk(profile);
    const [own] = encodeSubmit({ to: BEN, text: 'not sent yet' });
    const got = desk.run((modem) =>
      concat<readonly unknown[]>(
        modem.send(commands.messageWritePdu({ octets: own?.tpduLength ?? 0 }), ({ give }) =>
          give(latin1Bytes(`${own?.raw ?? ''}\x1a`)),
        ),
        sms.list(modem),
      ),
    );

    expect(got.values.at(-1)).toMatchObject({
      ...{ kind: 'own', to: BEN, text: 'not sent yet', status: 'stored-unsent' },
    });
  });

  it('are read by their places, and marked as read', () => {
    const desk = messagesDesk(profile);
    desk.virtual.network.sms({ from: ADA, text: LONG });
    desk.virtual.network.sms({ from: BEN, text: 'other' });
    const got = desk.run((modem) =>
      sms.read(modem, 'SM:1', { storage: 'SM', index: 2 }, 'SM:3', 'SM:9').pipe(toArray()),
    );

    expect(got.values.map(textsOf)).toEqual([[LONG]]);
    expect(desk.held().map((message) => 'status' in message && message.status)).toEqual(['read', 'unread']);
  });

  it('are deleted by their places; an empty one does no harm', () => {
    const desk = messagesDesk(profile);
    for (const text of ['a', 'b', 'c']) desk.virtual.network.sms({ from: ADA, text });
    const got = desk.run((modem) => sms.remove(modem, ['SM:1', 'SM:3', 'SM:30']));

    expect(got.end).toBe('completed');
    expect(textsOf(desk.held())).toEqual(['b']);
  });

  it('are deleted all, or as far as they were read', () => {
    const desk = messagesDesk(profile);
    for (const text of ['a', 'b', 'c']) desk.virtual.network.sms({ from: ADA, text });
    desk.run((modem) => concat(sms.read(modem, 'SM:2'), sms.remove(modem, 'read')));
    const left = textsOf(desk.held());
    desk.run((modem) => sms.remove(modem, 'all'));

    expect(left).toEqual(['a', 'c']);
    expect(desk.held()).toEqual([]);
  });

  it.each([-1, 1.5, 10_000, 'SM', 'SM:', '"SM":1', 'SM:1\r\nAT', ''])(
    'refuse the place %j before anything is written',
    (place) => {
      const desk = messagesDesk(profile);
      const got = desk.run((modem) =>
        concat(sms.read(modem, place), sms.remove(modem, place)).pipe(map((message) => message.kind)),
      );

      expect(got.reason).toMatchObject({ kind: 'invalid-argument', name: 'place' });
      expect(desk.heard.filter((line) => line.startsWith('AT+CMG'))).toEqual([]);
    },
  );
});

describe.each(FAMILIES)('an index without a storage on a $title', (profile) => {
  it('is one of the storage in which messages are received', () => {
    const desk = messagesDesk(profile);
    desk.virtual.network.sms({ from: ADA, text: 'here' });
    desk.held();

    expect(desk.run((modem) => sms.read(modem, 1)).values).toMatchObject([{ text: 'here' }]);
  });
});

describe('a stored message that was damaged on the line', () => {
  const PDU = '07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07';
  /** A flipped bit makes the text longer than the message. */
  const BROKEN = PDU.replace('080CC8', '080FC8');
  /** The modem prints it broken so many times. */
  const read = (broken: number, ask: (modem: Modem) => Observable<StoredMessage>, header: string) => {
    const modem = scripted((text, time) => {
      if (text === 'AT+CPMS=?') return line('+CPMS: ("SM"),("SM"),("SM")') + OK;
      if (text.startsWith('AT+CPMS=')) return line('+CPMS: 1,50,1,50,1,50') + OK;
      if (text.startsWith('AT+CMG'))
        return text.startsWith('AT+CMGF') ? OK : line(header, time <= broken ? BROKEN : PDU) + OK;
      return OK;
    });
    return virtually(() => watch(openModem(modem.transport, sim800).pipe(take(1), switchMap(ask)))).values;
  };

  it.each([
    { verb: 'read', ask: (modem: Modem) => sms.read(modem, 'SM:1'), header: '+CMGR: 1,,30' },
    { verb: 'listed', ask: (modem: Modem) => sms.list(modem), header: '+CMGL: 1,1,,30' },
  ])('is $verb once more, and keeps its digits where that does not help', ({ ask, header }) => {
    expect(read(1, ask, header)).toMatchObject([{ kind: 'message', text: 'How are you?' }]);
    expect(read(9, ask, header)).toMatchObject([{ kind: 'malformed', raw: BROKEN }]);
  });

  it.each([
    { verb: 'read', ask: (modem: Modem) => sms.read(modem, 'SM:1'), header: '+CMGR: 97,,30' },
    { verb: 'listed', ask: (modem: Modem) => sms.list(modem), header: '+CMGL: 1,7,,30' },
  ])('is $verb in a state that no table has, and not taken as read', ({ ask, header }) => {
    expect(read(0, ask, header)).toMatchObject([{ text: 'How are you?', status: 'unread' }]);
  });
});
