import { asyncScheduler, defer, EMPTY, Observable, Subject, timer, concat, ignoreElements } from 'rxjs';
import type { Frame } from '../../lib/mux/frames/frame';
import { controlBytes, type ControlMessage, controlMessages } from '../../lib/mux/frames/controlMessage';
import { frameBytes } from '../../lib/mux/frames/frameBytes';
import { frameStep, noFrames } from '../../lib/mux/frames/frameStep';
import type { Transport } from '../../lib/wire/transport';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';

/** A modem that does nothing but multiplex: what is on its channels is the spec's. */
export interface FakeMux {
  readonly transport: Transport;
  /** Data frames and messages that it heard, as text: `1 "AT\r"`, `msc C 07 8d`. */
  readonly heard: readonly string[];
  readonly say: (frame: Partial<Frame>) => void;
  readonly sayMessage: (message: ControlMessage) => void;
  readonly sayBytes: (bytes: Uint8Array) => void;
  /** Answers nothing from now on. */
  mute: boolean;
  /** Refuses these channels. */
  refuses: readonly number[];
}

const CLOSES = 'cld';

/** Makes one; each write takes this time. */
export const fakeMux = (writeMs = 0): FakeMux => {
  const incoming = new Subject<Uint8Array>();
  const heard: string[] = [];
  let isInMux = false;
  let state = noFrames;
  const later = (bytes: Uint8Array): unknown => asyncScheduler.schedule(() => incoming.next(bytes), 1);
  const frame = (given: Partial<Frame>): Uint8Array =>
    frameBytes({ channel: 0, type: 'uih', command: false, poll: false, bytes: new Uint8Array(0), ...given });
  const message = (said: ControlMessage): Uint8Array => frame({ bytes: controlBytes(said) });
  const takeMessage = (said: ControlMessage): void => {
    heard.push(
      `${said.type} ${said.command ? 'asked' : 'answered'} ${Buffer.from(said.values).toString('hex')}`,
    );
    if (!said.command) return;
    later(message({ ...said, command: false }));
    if (said.type === CLOSES) isInMux = false;
  };
  const take = ({ channel, type, bytes }: Frame): void => {
    if (type === 'sabm' || type === 'disc') {
      heard.push(`${type} ${channel}`);
      later(
        frame({ channel, type: fake.refuses.includes(channel) ? 'dm' : 'ua', command: true, poll: true }),
      );
    } else if (type === 'uih' && channel === 0) controlMessages(bytes).forEach(takeMessage);
    else heard.push(type === 'uih' ? `${channel} ${JSON.stringify(latin1(bytes))}` : `${type} ${channel}`);
  };
  const hear = (bytes: Uint8Array): void => {
    if (fake.mute) return;
    if (!isInMux) {
      const line = latin1(bytes);
      heard.push(line.trim());
      if (/^AT.*\r$/.test(line)) later(latin1Bytes('\r\nOK\r\n'));
      if (line.startsWith('AT+CMUX')) isInMux = true;
      return;
    }
    const [next, events] = frameStep()(state, bytes);
    state = next;
    for (const event of events) if (event.kind === 'frame') take(event.frame);
  };
  const write = (bytes: Uint8Array): Observable<never> =>
    concat(
      defer(() => (hear(bytes), EMPTY)),
      writeMs === 0 ? EMPTY : timer(writeMs).pipe(ignoreElements()),
    );
  const fake: FakeMux = {
    transport: new Observable((host) => {
      host.next({ name: 'fake', incoming, write });
      return () => {
        isInMux = false;
      };
    }),
    heard,
    say: (given) => incoming.next(frame(given)),
    sayMessage: (said) => incoming.next(message(said)),
    sayBytes: (bytes) => incoming.next(bytes),
    mute: false,
    refuses: [],
  };
  return fake;
};
