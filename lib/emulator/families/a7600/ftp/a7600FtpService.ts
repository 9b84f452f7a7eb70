import type { Subscription } from 'rxjs';
import type { FtpSession } from '../../../origins/ftpOrigin';
import type { HandlerContext } from '../../../core/handler';
import type { ModemState } from '../../../core/state';

/** The FTP(S) service of an A76XX, from CFTPSSTART to CFTPSSTOP, and what is set for it. */
export interface FtpService {
  started: boolean;
  /** There from LOGIN on. */
  session: FtpSession | undefined;
  /** The connection to the server, from the LOGIN command on. */
  connection: Subscription | undefined;
  /** What is under way in the session. */
  running: Subscription | undefined;
  type: 'ascii' | 'binary';
  mode: 'active' | 'passive';
  singleIp: boolean;
  /** The current directory, if one is chosen. */
  directory: string;
}

const services = new WeakMap<ModemState, FtpService>();

/** The service of a modem; a restart forgets it with all other state. */
export const a7600FtpService = ({ state }: Pick<HandlerContext, 'state'>): FtpService => {
  const known = services.get(state);
  if (known) return known;
  const fresh: FtpService = {
    started: false,
    session: undefined,
    connection: undefined,
    running: undefined,
    type: 'binary',
    mode: 'passive',
    singleIp: false,
    directory: '',
  };
  services.set(state, fresh);
  return fresh;
};
