import { createTransport } from 'nodemailer';
import { DomainError } from '#domain/kernel/error.ts';
import type { MailAddress, Mailer, OutgoingMail } from '#usecases/ports/mail.ts';

/** Characters that would end a header line, or hide what a reader sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** RFC 5321 4.5.3.1: local part 64, domain 255 octets; one plain mailbox, no lists, groups or source routes. */
const mailbox = /^[^\s@<>()[\],;:\\"]{1,64}@[^\s@<>()[\],;:\\"]{1,255}$/u;

const longestSubject = 500;
const mostBytes = 25_000_000;

export type SmtpOptions = {
  /** Who sends when a mail names nobody (MAIL_FROM). */
  readonly from: MailAddress;
  readonly timeoutMs?: number;
  readonly connections?: number;
};

/**
 * SMTP by `smtp://user:password@host:587` or `smtps://host:465` (SMTP_URL). STARTTLS is used where offered; `?requireTLS=true` insists on it.
 * Sends are pooled; the same mail id gives the same Message-ID.
 */
export function createSmtpMailer(url: string, options: SmtpOptions): Mailer {
  const target = smtpUrl(url);
  const timeout = options.timeoutMs ?? 20_000;
  const transport = createTransport({
    pool: true,
    maxConnections: options.connections ?? 3,
    host: target.hostname.replace(/^\[|\]$/g, ''),
    port: target.port === '' ? (target.protocol === 'smtps:' ? 465 : 587) : Number(target.port),
    secure: target.protocol === 'smtps:',
    requireTLS: target.searchParams.get('requireTLS') === 'true',
    ...(target.username ? { auth: { user: decodeURIComponent(target.username), pass: decodeURIComponent(target.password) } } : {}),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const from = mail.from ?? options.from;
      refuseUnsafe(mail, from);
      const messageId = `<${mail.id}@${from.address.split('@')[1] ?? 'localhost'}>`;
      try {
        const info = await transport.sendMail({
          messageId,
          from: wire(from),
          to: mail.to.map(wire),
          ...(mail.replyTo ? { replyTo: wire(mail.replyTo) } : {}),
          subject: mail.subject,
          text: mail.text,
          ...(mail.language ? { headers: { 'Content-Language': mail.language } } : {}),
          attachments: mail.attachments.map((part) => ({ filename: part.fileName, contentType: part.mediaType, content: Buffer.from(part.content) })),
        });
        return { messageId, response: info.response };
      } catch (cause) {
        throw refusalOf(cause);
      }
    },
    async close() {
      transport.close();
    },
  };
}

function smtpUrl(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (!target || (target.protocol !== 'smtp:' && target.protocol !== 'smtps:') || target.hostname === '') {
    // The value may hold a password: it is not repeated.
    throw new DomainError('mail.bad_smtp_url', 'expected SMTP_URL like smtp://user:password@mail.example:587 or smtps://mail.example:465', {
      protocol: target?.protocol ?? 'none',
    });
  }
  return target;
}

function refuseUnsafe(mail: OutgoingMail, from: MailAddress): void {
  if (mail.to.length === 0) throw new DomainError('mail.bad_address', 'expected at least one addressee, got none');
  for (const one of [from, ...mail.to, ...(mail.replyTo ? [mail.replyTo] : [])]) {
    if (unsafe.test(one.address) || !mailbox.test(one.address)) {
      throw new DomainError('mail.bad_address', 'expected one plain mailbox like name@example.org', { length: one.address.length });
    }
    if (one.name !== undefined && (unsafe.test(one.name) || one.name.length > 200)) {
      throw new DomainError('mail.bad_header', 'expected a name of one line without control characters', { field: 'name' });
    }
  }
  if (mail.subject === '' || unsafe.test(mail.subject) || mail.subject.length > longestSubject) {
    throw new DomainError('mail.bad_header', `expected a subject of one line, 1 to ${longestSubject} characters, without control characters`, {
      field: 'subject',
      length: mail.subject.length,
    });
  }
  for (const [field, value] of [
    ['id', mail.id],
    ['language', mail.language ?? 'und'],
  ] as const) {
    if (!/^[A-Za-z0-9.-]{1,100}$/.test(value))
      throw new DomainError('mail.bad_header', `expected letters, digits, point and hyphen in ${field}`, { field });
  }
  let bytes = 0;
  for (const part of mail.attachments) {
    bytes += part.content.length;
    if (part.fileName === '' || unsafe.test(part.fileName) || /[\\/]/.test(part.fileName) || !/^[\w.+-]+\/[\w.+-]+$/.test(part.mediaType)) {
      throw new DomainError('mail.bad_header', 'expected a plain file name and a media type like application/pdf', { field: 'attachment' });
    }
  }
  if (bytes > mostBytes) throw new DomainError('mail.too_large', `expected at most ${mostBytes} bytes of attachments, got ${bytes}`, { bytes });
}

const wire = (one: MailAddress): string | { name: string; address: string } => (one.name ? { name: one.name, address: one.address } : one.address);

/** A 5yz reply is final, a 4yz reply or a broken connection is not (RFC 5321 4.2.1). */
function refusalOf(cause: unknown): DomainError {
  const { responseCode, response, message } = cause as { responseCode?: number; response?: string; message?: string };
  const said = (response ?? message ?? String(cause)).slice(0, 500);
  const final = responseCode !== undefined && responseCode >= 500;
  return final
    ? new DomainError('mail.refused', `the mail server refused the mail: ${said}`, { responseCode }, cause)
    : new DomainError(
        'mail.deferred',
        `the mail server did not take the mail now: ${said}`,
        responseCode === undefined ? {} : { responseCode },
        cause,
      );
}
