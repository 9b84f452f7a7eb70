import type { Knobs } from './knobs';
import { freshSession, type ModemState } from './state';

/** Opens what somebody left open before this host came. */
export const leaveOpen = (state: ModemState, { bearerOpen, httpOpen }: Knobs): void => {
  if (bearerOpen) state.bearers.set(1, { open: true, parameters: new Map() });
  const context = state.contexts.get(1);
  if (context) context.active = bearerOpen;
  if (httpOpen) state.http = freshSession();
};
