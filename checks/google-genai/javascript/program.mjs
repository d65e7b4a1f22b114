// Drives one release of Google's JavaScript SDK. Takes one request a line (mint, connect, send, close) and writes one answer to
// each; what comes of a connection is written as events: open, refused, message, closed. One session at a time.
import { createInterface } from 'node:readline';

const { GoogleGenAI } = await import(process.argv[2]);
const write = line => process.stdout.write(JSON.stringify(line) + '\n');
console.warn = () => {};

let session;

const client = request => new GoogleGenAI({
  apiKey: request.credential,
  httpOptions: { baseUrl: request.baseUrl, apiVersion: request.apiVersion },
});

const does = {
  mint: async request => (await client(request).authTokens.create({ config: request.config })).name,

  connect: async request => {
    session = undefined;
    const tell = (kind, body) => write({ event: kind, session: request.session, body });
    const callbacks = {
      onmessage: message => tell('message', message),
      onclose: close => tell('closed', { code: close.code, reason: close.reason }),
      onerror: error => tell('error', String(error.message)),
    };
    client(request).live.connect({ model: request.model, config: request.config, callbacks }).then(
      opened => { session = opened; tell('open', opened.setupComplete ?? {}); },
      refused => tell('refused', String(refused.message)));
  },

  send: async request => session['send' + request.member[0].toUpperCase() + request.member.slice(1)](request.body),

  close: async () => session.close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    write({ answer: await does[request.do](request) ?? null });
  } catch (failed) {
    write({ failure: String(failed.message) });
  }
}
process.exit();
