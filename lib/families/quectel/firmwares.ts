import type { Firmware } from '../../dialects/firmware';

/** Firmware of Quectel’s modems that does otherwise than the manual. */
export const quectelFirmwares: readonly Firmware[] = [
  {
    match: /BG96MAR0[2-9]A0[7-9]/i,
    does: 'AT+CGACT hangs the module: only AT+QIACT opens a context',
    source: 'observed: mbed-os issue 9749, BG96MAR02A07M1G',
  },
  {
    match: /EG800KCN/i,
    does: 'it prints the drive in front of names of files ("UFS:a.txt"), and words beside numbers under AT+CMEE=2',
    source: 'observed: NuModem test reports, EG800KCNGCR07A06M04',
  },
  {
    match: /EG800Q/i,
    does: 'it needs 500 ms after AT+IPR before it answers at the new rate',
    source: 'observed: Particle device-os',
  },
];
