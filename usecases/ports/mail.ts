/** An address as it goes on the wire; the name may be in any script. */
export type MailAddress = { readonly name?: string; readonly address: string };

export type MailAttachment = { readonly fileName: string; readonly mediaType: string; readonly content: Uint8Array };

export type OutgoingMail = {
  /** Ours, stable over retries: it becomes the Message-ID, so that a repeat is seen as one. */
  readonly id: string;
  /** Absent: the sender that the mailer was set up with. */
  readonly from?: MailAddress;
  readonly to: readonly MailAddress[];
  readonly replyTo?: MailAddress;
  readonly subject: string;
  readonly text: string;
  /** BCP 47, for Content-Language. */
  readonly language?: string;
  readonly attachments: readonly MailAttachment[];
};

export type AcceptedMail = { readonly messageId: string; readonly response: string };

export interface Mailer {
  /**
   * Resolves when the server has taken the mail. Throws mail.refused (it never will), mail.deferred (try again later), and
   * mail.bad_address, mail.bad_header or mail.too_large for what must not go on the wire.
   */
  send(mail: OutgoingMail): Promise<AcceptedMail>;
  close(): Promise<void>;
}
