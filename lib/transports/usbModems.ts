/** What a USB device is, by the numbers of its maker and product. */
export interface UsbModem {
  /** Four hexadecimal digits, lower case. */
  readonly vendorId: string;
  /** Missing: all products of the maker. */
  readonly productId?: string;
  readonly name: string;
  /** A serial adapter: a modem may be behind it, at any rate. Otherwise the modem itself is on USB, where the rate does not matter. */
  readonly isAdapter?: true;
}

/** Modems and serial adapters on USB, as Linux (`option.c`) and ModemManager know them. The first row that fits wins. */
export const USB_MODEMS: readonly UsbModem[] = [
  { vendorId: '1e0e', productId: '9001', name: 'SIMCom SIM7500/SIM7600' },
  { vendorId: '1e0e', productId: '9011', name: 'SIMCom A76XX' },
  { vendorId: '1e0e', productId: '9018', name: 'SIMCom A76XX' },
  { vendorId: '1e0e', productId: '9205', name: 'SIMCom SIM7070/SIM7080' },
  { vendorId: '1e0e', productId: '9206', name: 'SIMCom SIM7070/SIM7080' },
  { vendorId: '1e0e', name: 'SIMCom' },
  { vendorId: '2c7c', productId: '0121', name: 'Quectel EC21' },
  { vendorId: '2c7c', productId: '0125', name: 'Quectel EC25' },
  { vendorId: '2c7c', productId: '0191', name: 'Quectel EG91' },
  { vendorId: '2c7c', productId: '0195', name: 'Quectel EG95' },
  { vendorId: '2c7c', productId: '0296', name: 'Quectel BG96' },
  { vendorId: '2c7c', productId: '0306', name: 'Quectel EP06' },
  { vendorId: '2c7c', productId: '0700', name: 'Quectel BG95' },
  { vendorId: '2c7c', productId: '6001', name: 'Quectel EC100' },
  { vendorId: '2c7c', productId: '6002', name: 'Quectel EC200S' },
  { vendorId: '2c7c', name: 'Quectel' },
  { vendorId: '1bc7', name: 'Telit' },
  { vendorId: '1199', name: 'Sierra Wireless' },
  { vendorId: '12d1', name: 'Huawei' },
  { vendorId: '19d2', name: 'ZTE' },
  { vendorId: '1546', name: 'u-blox' },
  { vendorId: '10c4', productId: 'ea60', name: 'CP210x serial adapter', isAdapter: true },
  { vendorId: '1a86', name: 'CH34x serial adapter', isAdapter: true },
  { vendorId: '0403', name: 'FTDI serial adapter', isAdapter: true },
  { vendorId: '067b', name: 'PL2303 serial adapter', isAdapter: true },
];

/** The row for a device; `undefined` for others. */
export const usbModem = (vendorId: string | undefined, productId: string | undefined): UsbModem | undefined =>
  USB_MODEMS.find(
    (row) =>
      row.vendorId === vendorId?.toLowerCase() &&
      (row.productId === undefined || row.productId === productId?.toLowerCase()),
  );
