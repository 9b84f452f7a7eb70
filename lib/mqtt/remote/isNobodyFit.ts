import type { WireReason } from '../wireReason';

/** No modem of that gateway was fit: another one may have one. */
export const isNobodyFit = (reason: WireReason): boolean =>
  reason.kind === 'network' && reason['step'] === 'pool';
