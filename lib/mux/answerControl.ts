import { filter, ignoreElements, merge, type Observable, tap } from 'rxjs';
import { type ControlMessage, controlMessage } from './frames/controlMessage';
import { modemStatus } from './frames/modemStatus';
import type { MuxLink } from './muxLink';

/**
 * Answers what the modem says on channel 0, while subscribed to: MSC, FCon and FCoff hold data or let it go on, Test and PSC
 * are sent back, what is not known is answered with NSC (27.010 § 5.4.6.3). `left` is called where the modem closes the
 * multiplexer by itself.
 */
export const answerControl = (link: MuxLink, left: () => void): Observable<never> => {
  const commands = link.messages.pipe(
    filter(({ command }) => command),
    tap((message) => {
      apply(link, message);
      link.sayMessage(answerTo(message));
      if (message.type === 'cld') left();
    }),
  );
  const closing = link.frames.pipe(
    filter(({ channel, type }) => channel === 0 && (type === 'disc' || type === 'dm')),
    tap(({ type }) => {
      if (type === 'disc') link.say(0, 'ua');
      left();
    }),
  );
  return merge(commands, closing).pipe(ignoreElements());
};

const apply = ({ outbox }: MuxLink, { type, values }: ControlMessage): void => {
  if (type === 'fcoff') outbox.hold('all', true);
  else if (type === 'fcon') outbox.hold('all', false);
  else if (type === 'msc') {
    const status = modemStatus(values);
    if (status) outbox.hold(status.channel, status.stops);
  }
};

/** An answer carries the values of its question; NSC carries the type that is not known. */
const answerTo = (message: ControlMessage): ControlMessage =>
  message.type === 'other'
    ? controlMessage('nsc', Uint8Array.of((message.code << 2) | 3), false)
    : { ...message, command: false };
