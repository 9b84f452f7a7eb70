/** What `multiplex` tells of the line, for a log: it holds no data of any channel. */
export type MuxReport =
  /** The modem carries frames: it was just entered, or entered again. */
  | { readonly kind: 'entered' }
  | { readonly kind: 'opened' | 'closed'; readonly channel: number }
  /** Bytes between frames were dropped. */
  | { readonly kind: 'noise'; readonly length: number }
  /** A frame with a wrong check sum was dropped. */
  | { readonly kind: 'damaged'; readonly length: number }
  /** A frame that was longer than agreed was dropped. */
  | { readonly kind: 'refused'; readonly length: number }
  /** The modem is no longer in the multiplexer: it restarted, or left. It is entered again. */
  | { readonly kind: 'lost'; readonly why: string }
  /** The modem answers AT again. */
  | { readonly kind: 'left' }
  /** The modem did not come back to AT. */
  | { readonly kind: 'stuck'; readonly problem: string };
