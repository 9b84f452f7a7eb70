/** What a dashboard may ask for. */
export type Order =
  /** Starts a GET. */
  | { readonly kind: 'start'; readonly modem: string; readonly url: string }
  /** Sends a short message. */
  | { readonly kind: 'sms'; readonly modem: string; readonly to: string; readonly text: string }
  /** Cancels a transfer: the modem is told (`AT+HTTPTERM`). */
  | { readonly kind: 'cancel'; readonly transfer: string };
