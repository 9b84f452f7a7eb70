/**
 * A SIM800 on a port of the browser, as far as bring-up and the first questions need one; text, since it runs in the page.
 * The real thing differs in who answers.
 */
export const FAKE_SERIAL = `
  let toHost;
  const answerTo = (line) =>
    line === 'AT+CGMM' ? 'SIMCOM_SIM800L\\r\\n\\r\\nOK' : line === 'AT+CSQ' ? '+CSQ: 11,0\\r\\n\\r\\nOK' : line === 'AT+CPIN?' ? '+CPIN: READY\\r\\n\\r\\nOK' : line === 'AT+CREG?' ? '+CREG: 0,1\\r\\n\\r\\nOK' : 'OK';
  const listen = () => {
    let text = '';
    return new WritableStream({
      write: (bytes) => {
        text += new TextDecoder().decode(bytes);
        for (let end = text.indexOf('\\r'); end >= 0; end = text.indexOf('\\r')) {
          toHost.enqueue(new TextEncoder().encode('\\r\\n' + answerTo(text.slice(0, end)) + '\\r\\n'));
          text = text.slice(end + 1);
        }
      },
    });
  };
  class Port extends EventTarget {
    async open() {
      this.readable = new ReadableStream({ start: (controller) => (toHost = controller) });
      this.writable = listen();
    }
    async setSignals() {}
    getInfo() { return {}; }
    async close() { this.readable = this.writable = null; }
  }
  Object.defineProperty(navigator, 'serial', { value: { requestPort: async () => new Port() } });`;
