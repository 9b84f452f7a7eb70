import { Observable } from 'rxjs';
import type { DataCall } from '../../../core/dataCall';
import type { HandlerContext } from '../../../core/handler';
import { ok, type Reply } from '../../../core/reply';
import { connectLine } from '../../../core/resultLine';
import type { ModemState } from '../../../core/state';
import { spokenLine } from '../../../core/utterance';
import type { Link } from '../../../sockets/link';
import type { LinkReports } from './runLink';
import { sendOver } from './sendOver';

/** How a family reports a connection in data mode. */
export interface TransparentReports {
  /** It is open: data mode begins by `enter`. */
  readonly opened: (enter: () => void) => void;
  readonly failed: LinkReports['failed'];
  /** The peer closed it; the port is a command line again. */
  readonly ended: LinkReports['ended'];
}

/** The most bytes that are kept for the host while the port is a command line, and sent when data mode begins again. */
const MAX_HELD = 65_536;

const dataCall = (modem: HandlerContext, link: Link): DataCall => ({
  kind: 'socket',
  entered: () => {
    const held = link.read(MAX_HELD);
    if (held.length > 0) modem.sayData(held);
    link.resume();
  },
  send: (bytes) => void sendOver(modem, link, bytes),
});

/** The reports of a connection in data mode (`CIPMODE=1`, mode 2 of `QIOPEN`): its bytes cross the port without headers. */
export const transparentLink = (modem: HandlerContext, reports: TransparentReports): LinkReports => ({
  opened: (link) => {
    const call = dataCall(modem, link);
    const { state } = modem;
    link.gone.subscribe(() => {
      if (state.dataCall !== call) return;
      state.dataCall = undefined;
      modem.leaveData();
    });
    reports.opened(() => modem.enterData(call));
  },
  failed: reports.failed,
  arrived: (link, bytes, from) => {
    if (modem.sayData(bytes)) link.receivedBytes += bytes.length;
    else link.keep(bytes, from);
  },
  ended: reports.ended,
});

/** `CONNECT` in place of `OK`; data mode begins behind it. */
export const connectReply = (state: ModemState, enter: () => void): Reply => ({
  ...ok(connectLine(state)),
  mute: true,
  later: enter,
});

/** How a family opens a connection in data mode. */
export interface TransparentOpening {
  /** Opens it, with the given reports. */
  readonly run: (reports: LinkReports) => void;
  /** The answer of the command if it could not be opened. */
  readonly failed: (...how: Parameters<LinkReports['failed']>) => Reply;
  readonly ended: LinkReports['ended'];
}

/** Opens a connection in data mode, and answers the command with `CONNECT`, or with `failed`. */
export const openTransparent = (
  modem: HandlerContext,
  { run, failed, ended }: TransparentOpening,
): Observable<Reply> =>
  new Observable((out) => {
    const reply = (result: Reply): void => {
      out.next(result);
      out.complete();
    };
    run(
      transparentLink(modem, {
        opened: (enter) => reply(connectReply(modem.state, enter)),
        failed: (...how) => reply(failed(...how)),
        ended,
      }),
    );
  });

/**
 * Begins a data call of the packet service, `ATD*99#`. It does not answer PPP, so LCP of the host times out. `+++` leaves data mode,
 * `ATH` ends the call, and so does the network when it takes the bearer away.
 */
export const packetCall = (modem: HandlerContext): (() => void) => {
  const call: DataCall = { kind: 'call', entered: () => undefined, send: () => undefined };
  return () => {
    modem.enterData(call);
    modem.inBackground(modem.lost, () => {
      if (modem.state.dataCall !== call) return;
      modem.state.dataCall = undefined;
      modem.leaveData();
      modem.say(spokenLine('NO CARRIER', 'result'));
    });
  };
};
