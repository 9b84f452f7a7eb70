import type { Bench } from './handler';
import { ok, type Reply } from './reply';
import { resultLine } from './resultLine';

/** The answer of a command that restarts the modem: `OK` at once, behind the boot URCs, or never, as the knobs say. */
export const restarting = ({ knobs, restart, say }: Bench): Reply => {
  if (knobs.restartOk === 'at-once') return { ...ok(), later: restart };
  // What it says then, it says as it does after a start.
  const late = (): void => say(resultLine(undefined, { verbose: true, errorReports: 0 }));
  return { ...ok(), mute: true, later: () => restart(knobs.restartOk === 'after' ? late : undefined) };
};
