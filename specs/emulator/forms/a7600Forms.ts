import { type Form, setting, testsAlone } from './form';

const RATES =
  '(0,300,600,1200,2400,4800,9600,19200,38400,57600,115200,230400,460800,921600,3000000,3200000,3686400)';

/** Forms that the A76XX and the SIM7600 share: A76XX AT manual V1.09 (pages at the rows). */
export const a7600Forms: readonly Form[] = [
  ...testsAlone('+CICCID', '+CBC', '+CPOF', '+CRESET', '+HTTPPARA', '+HTTPREAD', '+HTTPHEAD', '+CCERTLIST'),
  ['AT+CICCID', '+ICCID: 89860112851012345678', 'OK'],
  ['AT+CBC', '+CBC: 3.749V', 'OK'],
  // Execution sets the default: pages 64, 83–85, 106–110, 141–148, 218–232, 258–262.
  ['AT+CREG=2;+CREG;+CREG?', '+CREG: 0,1', 'OK'],
  ['AT+CEREG=2;+CEREG;+CEREG?', '+CEREG: 0,1', 'OK'],
  ['AT+CGEREP=0,0;+CGEREP;+CGEREP?', '+CGEREP: 2,0', 'OK'],
  ['AT+CSCS="GSM";+CSCS;+CSCS?', '+CSCS: "IRA"', 'OK'],
  ['AT+CMGF=1;+CMGF;+CMGF?', '+CMGF: 0', 'OK'],
  ['AT+CSDH=1;+CSDH;+CSDH?', '+CSDH: 0', 'OK'],
  ['AT+IPR=9600;+IPR;+IPR?', '+IPR: 115200', 'OK'],
  ['AT+CMEE;+CMEE?', '+CMEE: 2', 'OK'],
  // Device and network: pages 67–70, 95–105, 258–266.
  ['AT+CFUN=?', '+CFUN: (0-1,4-8),(0-1)', 'OK'],
  // Pages 67–69: after 7 only 6 or a restart helps.
  ['AT+CFUN=7;+CFUN=1', 'ERROR'],
  ['AT+CFUN=4;+CFUN=0', '+CPIN: NOT READY', 'OK'],
  ['AT+IPREX=?', `+IPREX: ${RATES}`, 'OK'],
  ['AT+IPREX=7', 'ERROR'],
  ...setting('+CTZU', '(0,1)', '0', '1', '2'),
  ...setting('+CTZR', '(0,1)', '0', '1', '2'),
  ...setting('+CATR', '(0-4)', '0', '1', '9'),
  ...setting('+AUTOCSQ', '(0,1),(0,1)', '0,0', '1,1', '2'),
  ['AT+AUTOCSQ=1;+AUTOCSQ?', '+AUTOCSQ: 1,0', 'OK'],
  ...setting('+CGEREP', '(0-2),(0,1)', '2,0', '1,1', '3,0'),
  ['AT+CNMP=38;+CNMP?', '+CNMP: 38', 'OK'],
  ['AT+CNMP=3', 'ERROR'],
  ['AT+CNSMOD=1;+CNSMOD?', '+CNSMOD: 1,8', 'OK'],
  ['AT+CPSI=?', '+CPSI: (0-255)', 'OK'],
  ['AT+CPSI=5', 'OK'],
  ['AT+CPSI=256', 'ERROR'],
  // Messages: pages 228–232.
  ['AT+CNMI=2,1,0,2,1', 'OK'],
  ['AT+CNMI=3', 'ERROR'],
  ['AT+CNMI=2,1,1', 'ERROR'],
  // TLS: pages 422–430.
  [
    'AT+CSSLCFG=?',
    '+CSSLCFG: "sslversion",(0-9),(0-4)',
    '+CSSLCFG: "authmode",(0-9),(0-3)',
    '+CSSLCFG: "ignorelocaltime",(0-9),(0,1)',
    '+CSSLCFG: "negotiatetime",(0-9),(10-300)',
    '+CSSLCFG: "cacert",(0-9),(5-108)',
    '+CSSLCFG: "clientcert",(0-9),(5-108)',
    '+CSSLCFG: "clientkey",(0-9),(5-108)',
    '+CSSLCFG: "password",(0-9),(5-108)',
    '+CSSLCFG: "enableSNI",(0-9),(0,1)',
    'OK',
  ],
  ['AT+CSSLCFG=6', '+CSSLCFG: 6,4,0,1,300,"","","","",0', 'OK'],
  ['AT+CSSLCFG="cacert",0,"ca.pem";+CSSLCFG=0', '+CSSLCFG: 0,4,0,1,300,"ca.pem","","","",0', 'OK'],
  ['AT+CSSLCFG="cacert",0,"ca.txt"', 'ERROR'],
  ['AT+CSSLCFG="sslversion",0,5', 'ERROR'],
  ['AT+CSSLCFG="negotiatetime",0,9', 'ERROR'],
  // Files: pages 287–309.
  ...testsAlone('+FSCD', '+FSMKDIR', '+FSRMDIR', '+FSDEL', '+FSRENAME', '+FSATTRI', '+FSMEM'),
  ['AT+FSLS=?', '+FSLS: (0-2)', 'OK'],
  ['AT+FSLS?', '+FSLS: SUBDIRECTORIES:0,FILES:0', 'OK'],
  ['AT+FSLS=3', 'ERROR'],
  ['AT+CFTRANTX=?', '+CFTRANTX: [{non-ascii}]"FILEPATH"', 'OK'],
  // HTTP: pages 354–368.
  ['AT+HTTPACTION=?', '+HTTPACTION: (0-4)', 'OK'],
  ['AT+HTTPREADFILE=?', '+HTTPREADFILE: <filename>[,(1-2)]', 'OK'],
  ['AT+HTTPINIT;+HTTPPARA="CONNECTTO",19', 'ERROR'],
  ['AT+HTTPINIT;+HTTPPARA="READMODE",1', 'OK'],
  ['AT+HTTPINIT;+HTTPPARA="SSLCFG",10', 'ERROR'],
  ['AT+HTTPINIT;+HTTPDATA=5,9', 'ERROR'],
  ['AT+HTTPINIT;+HTTPREAD?', 'ERROR'],
  // FTP(S): pages 373–391.
  ...testsAlone('+CFTPSSTART', '+CFTPSSTOP', '+CFTPSLOGOUT', '+CFTPSLIST'),
  ['AT+CFTPSLOGIN=?', '+CFTPSLOGIN: "ADDRESS",(1-65535),"USERNAME","PASSWORD"[,(0-3)]', 'OK'],
  ['AT+CFTPSLOGIN?', '+CFTPSLOGIN: 0', 'OK'],
  ['AT+CFTPSGET="f",0,4096', '+CFTPSGET: 11', 'ERROR'],
  ['AT+CFTPSSINGLEIP=1;+CFTPSSINGLEIP?', '+CFTPSSINGLEIP: 1', 'OK'],
  ['AT+CFTPSSLCFG=2,0', 'ERROR'],
];
