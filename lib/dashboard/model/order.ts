/** What can be done to a modem by hand. */
export type Action = 'restart' | 'reregister' | 'raw';

/** What a dashboard may ask for. */
export type Order =
  /** Starts a GET. */
  | { readonly kind: 'start'; readonly modem: string; readonly url: string }
  /** Sends a short message. */
  | { readonly kind: 'sms'; readonly modem: string; readonly to: string; readonly text: string }
  /** Sends a USSD code, or a reply where the network asks for one. */
  | { readonly kind: 'ussd'; readonly modem: string; readonly code: string }
  /** Restarts a modem, registers it anew, or sends it a command line. */
  | { readonly kind: 'act'; readonly modem: string; readonly action: Action; readonly line?: string }
  /** Cancels a transfer: the session ends on the modem, too (`AT+HTTPTERM`). */
  | { readonly kind: 'cancel'; readonly transfer: string };
