// A mail server for the tests: takes letters over a socket and writes down each one, read by an independent parser, as one line of JSON.
// A line on the standard input answers: "reject 550" or "defer 451" for all recipients from then on, "accept". After "hold 2" the third letter from
// then on is taken and not acknowledged until "release", which writes down "acknowledged".
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

const [port, mode, certificate] = process.argv.slice(2);
let answer = 0;
let left = Infinity;
let held = null;

const server = new SMTPServer({
  secure: mode === 'tls',
  key: readFileSync(certificate),
  cert: readFileSync(certificate),
  authOptional: mode === 'none',
  disabledCommands: mode === 'none' ? ['STARTTLS', 'AUTH'] : [],
  authMethods: mode === 'tls' ? ['LOGIN'] : ['PLAIN'],
  onAuth: (auth, session, done) =>
    auth.username === 'clinic' && auth.password === 'пароль 42' && session.secure ? done(null, { user: auth.username }) : done(new Error('no')),
  onRcptTo: (_, session, done) => {
    if (answer) {
      done(Object.assign(new Error(`no <${session.envelope.mailFrom.address}>`), { responseCode: answer }));
    } else {
      done();
    }
  },
  onData: async (stream, session, done) => {
    const chunks = [];
    for await (const chunk of stream) {
      chunks.push(chunk);
    }
    const raw = Buffer.concat(chunks).toString('latin1');
    const mail = await simpleParser(raw);
    console.log(JSON.stringify({
      from: session.envelope.mailFrom.address,
      to: session.envelope.rcptTo.map((r) => r.address),
      secure: session.secure,
      user: session.user ?? '',
      id: mail.messageId,
      sender: mail.from.text,
      subject: mail.subject,
      date: mail.date,
      language: mail.headers.get('content-language'),
      text: mail.text,
      html: mail.html,
      longest: Math.max(...raw.split('\r\n').map((l) => l.length)),
      bare: /[^\r]\n/.test(raw),
      attachments: mail.attachments.map((a) => ({ type: a.contentType, name: a.filename, content: a.content.toString('utf8') })),
    }));
    if (left-- > 0) {
      done();
    } else {
      held = done;
    }
  },
});
server.on('error', () => {});
server.listen(Number(port), '127.0.0.1', () => console.log('"ready"'));

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word, number] = line.split(' ');
  if (word === 'release') {
    left = Infinity;
    held?.();
    held = null;
    console.log('"acknowledged"');
    return;
  }
  if (word === 'hold') {
    left = Number(number);
  } else {
    answer = word === 'accept' ? 0 : Number(number);
  }
  console.log('"noted"');
}).on('close', () => process.exit(0));
