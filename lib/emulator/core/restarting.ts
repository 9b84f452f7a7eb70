import type { HandlerContext } from './handler';
import { ok, type Reply } from './reply';
import { resultLine } from './resultLine';

/** The answer of a command that restarts the modem: `OK` at once, after the boot URCs, or never, as `restartOk` selects. */
export const restarting = ({ settings, restart, say }: HandlerContext): Reply => {
  if (settings.restartOk === 'at-once') return { ...ok(), later: restart };
  // A restart resets ATV and CMEE.
  const late = (): void => say(resultLine(undefined, { verbose: true, errorReports: 0 }));
  return { ...ok(), mute: true, later: () => restart(settings.restartOk === 'after' ? late : undefined) };
};
