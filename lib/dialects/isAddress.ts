/** Tells whether a modem has got an address: none is told by nothing, or by zeros. */
export const isAddress = (address: string | undefined): address is string =>
  address !== undefined && address !== '' && address !== '0.0.0.0';
