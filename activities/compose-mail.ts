// A letter as an Internet message. The same letter is the same message, down to its Message-ID, however often it is sent.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Claimed } from '../record/claim-letter.ts';

export function composeMail(letter: Claimed & { readonly address: string }, from: string): Promise<Buffer> {
  const { letterId, subject, text, address, language, madeAt } = letter;
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '');
  const mail = new MailComposer({
    from,
    to: address,
    subject,
    text,
    date: new Date(madeAt),
    messageId: `<${letterId}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}
