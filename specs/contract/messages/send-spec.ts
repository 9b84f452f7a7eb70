import { concat, merge, Subject, switchMap, take, takeUntil, timer } from 'rxjs';
import { type Modem, type SendEvent, sms, type SmsRequest } from '../../../lib';
import { faults, mobileNetwork, type SentSms } from '../../../lib/emulator';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';
import { ADA, BEN, FAMILIES, messagesDesk, type MessagesDesk } from './messagesDesk';

/** The events in short: their kinds, with the part where there are several. */
const kindsOf = ({ values }: Watched<SendEvent>): readonly string[] =>
  values.map((event) => ('part' in event && event.parts > 1 ? `${event.kind} ${event.part}` : event.kind));

const sentBy = ({ virtual }: MessagesDesk): readonly SentSms[] => {
  const all: SentSms[] = [];
  virtual.network.sent.subscribe((message) => all.push(message));
  return all;
};

const hello: SmsRequest = { to: ADA, text: 'hello' };

const reading = (modem: Modem) => sms.inbox(modem).pipe(takeUntil(timer(60_000)));

describe.each(FAMILIES)('sms.send on a $title', (profile) => {
  it('sends a text, and says what became of it', () => {
    const desk = messagesDesk(profile);
    const sent = sentBy(desk);
    const got = desk.run((modem) => sms.send(modem, hello));

    expect(got.values).toEqual([
      { kind: 'queued', to: ADA, parts: 1, encoding: 'gsm7', forcedBy: undefined },
      { kind: 'sent', part: 1, parts: 1, reference: 1 },
    ]);
    expect(got.end).toBe('completed');
    expect(sent).toMatchObject([{ to: ADA, text: 'hello' }]);
  });

  it('says which letter made it longer', () => {
    const got = messagesDesk(profile).run((modem) => sms.send(modem, { to: ADA, text: 'it’s' }));

    expect(got.values[0]).toMatchObject({ encoding: 'ucs2', forcedBy: { letter: '’', at: 2 } });
  });

  it('sends a long text in parts that another modem joins again', () => {
    const network = mobileNetwork();
    const ada = messagesDesk(profile, { network, number: ADA });
    const ben = messagesDesk(profile, { network, number: BEN });
    const text = 'Grüße aus Žižkov, {€} – 👩‍👩‍👧‍👦 und 🇨🇿! '.repeat(9);
    const received = virtually(() => {
      const inbox = watch(ben.connected().pipe(take(1), switchMap(reading)));
      watch(
        ada.connected().pipe(
          take(1),
          switchMap((modem) => sms.send(modem, { to: BEN, text })),
        ),
      );
      return inbox;
    });

    expect(received.values).toMatchObject([{ kind: 'message', from: ADA, text, missing: [] }]);
  });

  it('takes a number as people write it', () => {
    const desk = messagesDesk(profile);
    const got = desk.run((modem) => sms.send(modem, { to: ADA.replace(/(\d\d)$/, ' (0)-$1'), text: 'a' }));

    expect(got.values[0]).toMatchObject({ kind: 'queued', to: ADA.replace(/(\d\d)$/, '0$1') });
  });

  it('tells when each part was delivered', () => {
    const got = messagesDesk(profile).run((modem) =>
      sms.send(modem, { to: ADA, text: 'a'.repeat(200), report: true }),
    );

    expect(kindsOf(got)).toEqual(['queued', 'sent 1', 'sent 2', 'delivered 1', 'delivered 2']);
    expect(got.end).toBe('completed');
  });

  it('takes a report that comes in front of the number that it names', () => {
    const desk = messagesDesk(profile, { faults: [faults.earlyReports()] });
    const got = desk.run((modem) => sms.send(modem, { ...hello, report: true }));

    expect(kindsOf(got)).toEqual(['queued', 'sent', 'delivered']);
  });

  it('waits for the last report while the service centre goes on trying', () => {
    const network = mobileNetwork({ outcome: () => ({ statuses: [0x21, 0x20, 0] }) });
    const got = messagesDesk(profile, { network }).run((modem) =>
      sms.send(modem, { ...hello, report: true }),
    );

    expect(kindsOf(got)).toEqual(['queued', 'sent', 'pending', 'pending', 'delivered']);
  });

  it('says that a message was not delivered, which is no failure of sending', () => {
    const network = mobileNetwork({ outcome: () => ({ statuses: [0x46] }) });
    const got = messagesDesk(profile, { network }).run((modem) =>
      sms.send(modem, { ...hello, report: true }),
    );

    expect(got.values.at(-1)).toMatchObject({
      kind: 'failed',
      status: { meaning: 'validity period expired' },
    });
    expect(got.end).toBe('completed');
  });

  it('says that no report came in its time', () => {
    const network = mobileNetwork({ outcome: () => ({ isLost: true }) });
    const got = messagesDesk(profile, { network }).run((modem) =>
      sms.send(modem, { ...hello, report: true, reportMs: 60_000 }),
    );

    expect(kindsOf(got)).toEqual(['queued', 'sent', 'unreported']);
    expect(got.end).toBe('completed');
  });

  it('tries again after a passing refusal', () => {
    const desk = messagesDesk(profile, { faults: [faults.failedSms({ codes: [500, 42] })] });
    const sent = sentBy(desk);
    const got = desk.run((modem) => sms.send(modem, hello));

    expect(kindsOf(got)).toEqual(['queued', 'waiting', 'waiting', 'sent']);
    expect(got.values.map((event) => (event.kind === 'waiting' ? event.pauseMs : 0))).toEqual([
      0, 10_000, 30_000, 0,
    ]);
    expect(sent).toHaveLength(1);
  });

  it('fails with the code of a refusal that lasts, and sends nothing more', () => {
    const desk = messagesDesk(profile, { faults: [faults.failedSms({ codes: [28] })] });
    const sent = sentBy(desk);
    const got = desk.run((modem) => sms.send(modem, { to: ADA, text: 'a'.repeat(200) }));

    expect(kindsOf(got)).toEqual(['queued', 'failed 1']);
    expect(got.reason).toMatchObject({ kind: 'cms', code: 28 });
    expect(sent).toEqual([]);
  });

  it('takes the refusal of a double for sent', () => {
    const desk = messagesDesk(profile, { faults: [faults.failedSms({ codes: [197] })] });
    const got = desk.run((modem) => sms.send(modem, hello));

    expect(got.values.at(-1)).toEqual({ kind: 'sent', part: 1, parts: 1, reference: undefined });
  });

  it('goes on with the part that failed, not with those that were sent', () => {
    const desk = messagesDesk(profile, { faults: [faults.failedSms({ codes: [0, 42] })] });
    const sent = sentBy(desk);
    const got = desk.run((modem) => sms.send(modem, { to: ADA, text: 'a'.repeat(400) }));

    expect(kindsOf(got)).toEqual(['queued', 'sent 1', 'waiting 2', 'sent 2', 'sent 3']);
    expect(sent.map(({ pdu }) => pdu.concat?.part)).toEqual([1, 2, 3]);
  });

  it('leaves the prompt that did not come by ESC, and tries again', () => {
    const desk = messagesDesk(profile, { faults: [faults.missingPrompt()] });
    const sent = sentBy(desk);
    const got = desk.run((modem) => sms.send(modem, hello));

    expect(kindsOf(got)).toEqual(['queued', 'waiting', 'sent']);
    expect(got.values[1]).toMatchObject({ reason: { kind: 'timeout', phase: 'input' } });
    expect(sent).toHaveLength(1);
  });

  it('gives a late number to the message that it belongs to', () => {
    const desk = messagesDesk(profile, { faults: [faults.lateSms({ ms: 160_000 })] });
    const sent = sentBy(desk);
    const got = desk.run((modem) =>
      concat(sms.send(modem, hello), sms.send(modem, { to: BEN, text: 'second' })),
    );

    expect(got.end).toBe('completed');
    expect(got.values.map((event) => (event.kind === 'sent' ? event.reference : event.kind))).toEqual([
      ...['queued', 1],
      ...['queued', 2],
    ]);
    expect(sent.map(({ text }) => text)).toEqual(['hello', 'second']);
  });

  it('says of a message without an answer that it may have been sent, and does not send it again', () => {
    const desk = messagesDesk(profile, { faults: [faults.lateSms({ ms: 500_000 })] });
    const sent = sentBy(desk);
    const got = desk.run((modem) => sms.send(modem, hello));

    expect(kindsOf(got)).toEqual(['queued', 'unknown']);
    expect(got.reason).toMatchObject({ kind: 'timeout', phase: 'answer', mayBeDone: true });
    expect(sent).toHaveLength(1);
  });

  it('learns from a report that a message without an answer was sent', () => {
    const desk = messagesDesk(profile, { faults: [faults.lateSms({ ms: 240_000 })] });
    const got = desk.run((modem) => sms.send(modem, { ...hello, report: true }));

    expect(kindsOf(got)).toEqual(['queued', 'unknown', 'delivered']);
    expect(got.end).toBe('completed');
  });

  it('does not send more in a minute than it may', () => {
    const desk = messagesDesk(profile);
    const got = desk.run((modem) =>
      merge(...['a', 'b', 'c', 'd', 'e'].map((text) => sms.send(modem, { to: ADA, text, maxPerMinute: 2 }))),
    );

    expect(got.endedAt).toBeGreaterThanOrEqual(120_000);
    expect(got.values.filter(({ kind }) => kind === 'sent')).toHaveLength(5);
  });

  it('sends nothing if it is left in front of the prompt', () => {
    const desk = messagesDesk(profile, { latencyMs: 50 });
    const sent = sentBy(desk);
    const leave = new Subject<void>();
    desk.virtual.heard.subscribe((line) => line.startsWith('AT+CMGS') && leave.next());
    const got = desk.run((modem) =>
      concat(sms.send(modem, hello).pipe(takeUntil(leave)), sms.send(modem, { to: BEN, text: 'after' })),
    );

    expect(got.end).toBe('completed');
    expect(sent.map(({ text }) => text)).toEqual(['after']);
  });

  it('notes that a message was on its way when it was left', () => {
    const desk = messagesDesk(profile, { smsSendMs: 5_000 });
    const notes: string[] = [];
    const sent = sentBy(desk);
    desk.run((modem) => {
      modem.trace.subscribe(({ sign, text }) => sign === '#' && notes.push(text));
      return sms.send(modem, hello).pipe(takeUntil(timer(3_000)));
    });

    expect(sent).toHaveLength(1);
    expect(notes).toContain(
      'the reader of AT+CMGS=18 left when the message was on its way: it may have been sent',
    );
  });

  it('says plainly that a firmware has no messages', () => {
    const desk = messagesDesk(profile, { faults: [faults.withoutSms()] });

    for (const flow of [sms.send, sms.inbox, sms.list] as const)
      expect(desk.run<unknown>((modem) => flow(modem, hello)).reason).toEqual({
        ...{ kind: 'unsupported', family: profile.title, feature: 'short messages in this firmware' },
      });
  });

  it.each<readonly [what: string, name: string, request: SmsRequest]>([
    ['a number with a command in it', 'to', { to: '12"\r\nAT+CFUN=0', text: 'a' }],
    ['no number', 'to', { to: '', text: 'a' }],
    ['a word of letters that the codec has for digits', 'to', { to: 'abc', text: 'a' }],
    ['too many parts', 'text', { to: ADA, text: 'a'.repeat(3_000) }],
    ['half a letter', 'text', { to: ADA, text: '\ud800' }],
    ['neither text nor data', 'text', { to: ADA }],
    ['no message a minute', 'maxPerMinute', { to: ADA, text: 'a', maxPerMinute: 0 }],
    ['no try', 'retry.attempts', { to: ADA, text: 'a', retry: { attempts: 0 } }],
  ])('refuses %s before anything is written', (_, name, request) => {
    const desk = messagesDesk(profile);
    const got = desk.run((modem) => sms.send(modem, request));

    expect(got.reason).toMatchObject({ kind: 'invalid-argument', name });
    expect(desk.heard.filter((line) => line.includes('CM'))).toEqual(['AT+CMEE=1']);
  });
});
