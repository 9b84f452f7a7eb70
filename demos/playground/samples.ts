/** A program to begin with. */
export interface Sample {
  readonly title: string;
  readonly source: string;
}

/** Programs to begin with: each is a module that runs outside of the page, too, with a transport of its own. */
export const samples: readonly Sample[] = [
  {
    title: 'Who are you?',
    source: `import { forkJoin, map, switchMap, take } from 'rxjs';
import { commands, openModem } from 'rxmodem';
import { transport, profile } from 'playground';

// Opens the port, brings the modem up, asks three questions.
// Then the port is closed.
export default openModem(transport, profile).pipe(
  take(1),
  switchMap((modem) =>
    forkJoin({
      model: modem.send(commands.model()),
      operator: modem.send(commands.operator()),
      signal: modem.send(commands.signal()),
    }),
  ),
  map(({ model, operator, signal }) => ({
    model: model.value.text,
    operator: operator.value.name,
    rssi: signal.value.rssi, // of 31
  })),
);
`,
  },
  {
    title: 'HTTP GET with progress',
    source: `import { switchMap, take, map } from 'rxjs';
import { http, openModem } from 'rxmodem';
import { transport, profile } from 'playground';

// Press Stop in the middle: the flow leaves, and the modem gets its AT+HTTPTERM.
export default openModem(transport, profile).pipe(
  take(1),
  switchMap((modem) => http.get(modem, 'http://example.com/firmware.bin')),
  map((event) => (event.kind === 'chunk' ? \`\${event.loaded} of \${event.total} bytes\` : event.kind)),
);
`,
  },
  {
    title: 'JSON in one line',
    source: `import { switchMap, take } from 'rxjs';
import { http, openModem } from 'rxmodem';
import { transport, profile } from 'playground';

export default openModem(transport, profile).pipe(
  take(1),
  switchMap((modem) => http.getJSON(modem, 'http://example.com/reading.json')),
);
`,
  },
  {
    title: 'Watch what it says',
    source: `import { merge, map, switchMap } from 'rxjs';
import { openModem } from 'rxmodem';
import { transport, profile } from 'playground';

// Move the signal, let it ring, take the SIM out: it runs until you press Stop.
export default openModem(transport, profile).pipe(
  switchMap((modem) =>
    merge(
      modem.state.registration.pipe(map((now) => ({ registration: now }))),
      modem.state.sim.pipe(map((now) => ({ sim: now }))),
      modem.urcs.pipe(map((token) => ({ said: token.text }))),
    ),
  ),
);
`,
  },
  {
    title: 'Messages',
    source: `import { merge, switchMap } from 'rxjs';
import { openModem, sms } from 'rxmodem';
import { transport, profile } from 'playground';

// It sends a message to itself, and reads its inbox until you press Stop.
export default openModem(transport, profile).pipe(
  switchMap((modem) =>
    merge(
      sms.inbox(modem, { remove: false }),
      sms.send(modem, { to: '+491700000001', text: 'Grüße an mich 😀' }),
    ),
  ),
);
`,
  },
  {
    title: 'Retry until the network is back',
    source: `import { switchMap, take } from 'rxjs';
import { exponential, http, openModem } from 'rxmodem';
import { transport, profile } from 'playground';

// Switch the fault registrationLost on, and run it.
export default openModem(transport, profile).pipe(
  take(1),
  switchMap((modem) =>
    http.getText(modem, 'http://example.com/', {
      retry: { attempts: 5, delay: exponential({ fromMs: 1000, upToMs: 8000 }) },
    }),
  ),
);
`,
  },
  {
    title: 'A command of your own',
    source: `import { switchMap, take, map } from 'rxjs';
import { at, command, openModem } from 'rxmodem';
import { transport, profile } from 'playground';

// One const: how it is written, and how its answer is read.
const battery = command('+CBC', {
  does: 'Reads the supply.',
  source: '27.007 § 8.4',
  answers: { status: at.integer, percent: at.integer, milliVolts: at.integer },
  timeoutMs: 5000,
  example: \`
    > AT+CBC
    < +CBC: 0,87,4014
    < OK\`,
});

export default openModem(transport, profile).pipe(
  take(1),
  switchMap((modem) => modem.send(battery())),
  map(({ value }) => value),
);
`,
  },
];
