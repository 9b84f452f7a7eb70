/** Two modems message each other: a long text with an emoji, its parts, its report, and the inbox that joins them. */
import { filter, ignoreElements, map, merge, switchMap, take, tap } from 'rxjs';
import { a7600, openModem, sim800, sms } from 'rxmodem';
import { emulator, mobileNetwork, simulatedWeb } from 'rxmodem/emulator';

const network = mobileNetwork();
const origin = simulatedWeb({});
const ada = emulator({ family: 'sim800', origin, network, number: '+15550100001' });
const ben = emulator({ family: 'a7600', origin, network, number: '+15550100002' });

const text = 'Zwölf Meter über dem Hafen, und man sieht bis Dänemark 😀 — '.repeat(3);

const sending = openModem(ada.transport, sim800).pipe(
  take(1),
  switchMap((modem) => sms.send(modem, { to: '+15550100002', text, report: true })),
  tap((event) =>
    console.log(`ada   ${event.kind}${'part' in event ? ` ${event.part} of ${event.parts}` : ''}`),
  ),
  ignoreElements(),
);

const receiving = openModem(ben.transport, a7600).pipe(
  take(1),
  switchMap((modem) => sms.inbox(modem)), // deletes what it gave out
  filter((event) => event.kind === 'message'),
  take(1),
  map((message) => `ben   from ${message.from}, ${message.parts} parts: ${message.text ?? ''}`),
);

merge(receiving, sending).subscribe((line) => console.log(line));
