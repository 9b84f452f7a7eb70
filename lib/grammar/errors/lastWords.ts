import type { Reason } from './reason';

/**
 * What the modem said, as it stood on the line, where a reason shows it.
 *
 *     { kind: 'cme', text: '3' }  →  +CME ERROR: 3
 */
export const lastWords = (reason: Reason): string | undefined => {
  switch (reason.kind) {
    case 'refused':
      return 'ERROR';
    case 'cme':
      return `+CME ERROR: ${reason.text}`;
    case 'cms':
      return `+CMS ERROR: ${reason.text}`;
    case 'ended':
      return reason.result;
    default:
      return undefined;
  }
};
