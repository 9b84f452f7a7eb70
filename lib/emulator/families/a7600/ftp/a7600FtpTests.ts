import type { FamilyFacts } from '../../../core/family';

/** Answers to `=?` of the A76XX's FTP(S): A76XX AT manual V1.09 pages 373–391. */
export const a7600FtpTests: FamilyFacts['tests'] = {
  '+CFTPSLOGIN': ['+CFTPSLOGIN: "ADDRESS",(1-65535),"USERNAME","PASSWORD"[,(0-3)]'],
  '+CFTPSMKD': ['+CFTPSMKD: "DIR"'],
  '+CFTPSRMD': ['+CFTPSRMD: "DIR"'],
  '+CFTPSCWD': ['+CFTPSCWD: "DIR"'],
  '+CFTPSPWD': ['+CFTPSPWD:'],
  '+CFTPSDELE': ['+CFTPSDELE: "FILENAME"'],
  '+CFTPSGETFILE': ['+CFTPSGETFILE: "FILEPATH"[,(1-2)]'],
  '+CFTPSPUTFILE': ['+CFTPSPUTFILE: "FILEPATH"[,(1-2),(0-2147483647)]'],
  '+CFTPSGET': ['+CFTPSGET: "FILEPATH"[,<rest_size>]'],
  '+CFTPSPUT': ['+CFTPSPUT: "FILEPATH"[,<data_len>[,<rest_size>]]'],
  '+CFTPSSIZE': ['+CFTPSSIZE: "FILEPATH"'],
  '+CFTPSSINGLEIP': ['+CFTPSSINGLEIP: (0,1)'],
  '+CFTPSTYPE': ['+CFTPSTYPE: (A,I)'],
  '+CFTPSSLCFG': ['+CFTPSSLCFG: (0,1),(0-9)'],
  '+CFTPSMODE': ['+CFTPSMODE: (0,1)'],
};
