import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Mailer, OutgoingMail } from '#usecases/ports/mail.ts';
import { createSmtpMailer } from './smtp.ts';

type Box = { readonly url: string; readonly received: ParsedMail[]; readonly envelopes: { from: string; to: string[] }[] };
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function mailbox(options: { readonly refuse?: number } = {}): Promise<Box> {
  const received: ParsedMail[] = [];
  const envelopes: Box['envelopes'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_, session, done) {
      void session;
      if (options.refuse) return done(Object.assign(new Error('no such box'), { responseCode: options.refuse }));
      done();
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        received.push(mail);
        const { mailFrom, rcptTo } = session.envelope;
        envelopes.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((one) => one.address) });
        done();
      }, done);
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  open.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, received, envelopes };
}

const house = { name: '清偿 Quittance', address: 'letters@quittance.example' };

function mailTo(url: string): Mailer {
  const mail = createSmtpMailer(url, { from: house, timeoutMs: 3000 });
  open.push(() => mail.close());
  return mail;
}

const letter: OutgoingMail = {
  id: '0199c5d0-7a3e-7000-8000-000000000001',
  from: { name: '上海华兴贸易有限公司', address: 'finance@huaxing.example' },
  to: [{ name: 'Nordhafen Logistik GmbH', address: 'office@nordhafen.example' }],
  replyTo: { address: 'li.min@huaxing.example' },
  subject: '催款函 QT-2026-0042：请于 2026年12月7日 前付款 – “44,383.07 EUR”',
  text: '请见附件。\nPlease see the enclosed letter.',
  language: 'zh-CN',
  attachments: [{ fileName: '催款函 QT-2026-0042.pdf', mediaType: 'application/pdf', content: new Uint8Array([37, 80, 68, 70, 0, 255]) }],
};

describe('mail by SMTP', () => {
  it('delivers subject, names, text and attachment unchanged', async () => {
    const box = await mailbox();
    const outcome = await mailTo(box.url).send(letter);
    expect(outcome.messageId).toBe(`<${letter.id}@huaxing.example>`);
    const [mail] = box.received;
    expect(mail?.subject).toBe(letter.subject);
    expect(mail?.from?.value[0]).toMatchObject(letter.from ?? {});
    expect(mail?.replyTo?.value[0]?.address).toBe('li.min@huaxing.example');
    expect(mail?.text?.trim()).toBe(letter.text);
    expect(mail?.headers.get('content-language')).toBe('zh-CN');
    expect(mail?.attachments[0]?.filename).toBe('催款函 QT-2026-0042.pdf');
    expect([...(mail?.attachments[0]?.content ?? [])]).toEqual([37, 80, 68, 70, 0, 255]);
    expect(box.envelopes).toEqual([{ from: 'finance@huaxing.example', to: ['office@nordhafen.example'] }]);
  });

  it('writes in the house name when a mail names no sender', async () => {
    const box = await mailbox();
    const { from: _, ...unsigned } = letter;
    await mailTo(box.url).send(unsigned);
    expect(box.received[0]?.from?.value[0]).toMatchObject(house);
  });

  it('gives a repeat the same Message-ID', async () => {
    const box = await mailbox();
    const mail = mailTo(box.url);
    await mail.send(letter);
    await mail.send(letter);
    expect(new Set(box.received.map((one) => one.messageId))).toEqual(new Set([`<${letter.id}@huaxing.example>`]));
  });

  it.each<[string, Partial<OutgoingMail>]>([
    ['a subject with a line break', { subject: 'Invoice\r\nBcc: everyone@example.org' }],
    ['a subject with a bare line feed', { subject: 'a\nb' }],
    ['a subject that turns its letters round', { subject: 'pay \u202eEUR 1' }],
    ['an empty subject', { subject: '' }],
    ['a name with a line break', { to: [{ name: 'x\r\nCc: y@z.example', address: 'a@b.example' }] }],
    ['an address with a line break', { to: [{ address: 'a@b.example\r\nRCPT TO:<c@d.example>' }] }],
    ['two addresses in one', { to: [{ address: 'a@b.example, c@d.example' }] }],
    ['a group address', { to: [{ address: 'team:a@b.example;' }] }],
    ['no addressee', { to: [] }],
    ['a file name that is a path', { attachments: [{ fileName: '../../x.pdf', mediaType: 'application/pdf', content: new Uint8Array() }] }],
    ['a media type with a header', { attachments: [{ fileName: 'x.pdf', mediaType: 'a/b\r\nX: y', content: new Uint8Array() }] }],
    ['an id that would break the Message-ID', { id: 'x>\r\nBcc: y' }],
  ])('refuses %s and puts nothing on the wire', async (_, change) => {
    const box = await mailbox();
    await expect(mailTo(box.url).send({ ...letter, ...change })).rejects.toMatchObject({ code: expect.stringMatching(/^mail\.bad_/) });
    expect(box.received).toEqual([]);
  });

  it('tells a final refusal from a passing one', async () => {
    const never = await mailbox({ refuse: 550 });
    await expect(mailTo(never.url).send(letter)).rejects.toMatchObject({ code: 'mail.refused' });
    const later = await mailbox({ refuse: 451 });
    await expect(mailTo(later.url).send(letter)).rejects.toMatchObject({ code: 'mail.deferred' });
    await expect(mailTo('smtp://127.0.0.1:9').send(letter)).rejects.toMatchObject({ code: 'mail.deferred' });
  });

  it('refuses a URL that is not SMTP, without repeating its password', () => {
    expect(() => createSmtpMailer('https://user:secret@mail.example', { from: house })).toThrowError(/SMTP_URL/);
    try {
      createSmtpMailer('https://user:secret@mail.example', { from: house });
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain('secret');
    }
  });
});
