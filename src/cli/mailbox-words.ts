import type { Language } from "../core/language.ts";
import type { MailboxProbe } from "../mail/imap/probe-mailbox.ts";
import { count } from "../text/count.ts";

/** What the doctor says of the mailbox that bounces come to; of a problem what is so, and what to do. */
export interface MailboxWords {
	readonly none: string;
	readonly noneAdvice: string;
	readonly well: (mailbox: string, mails: string) => string;
	readonly noBounceAddress: string;
	readonly fixSetting: string;
	readonly problems: Readonly<Record<Exclude<MailboxProbe["kind"], "well">, readonly [what: string, todo: string]>>;
}

const words: Readonly<Record<Language, MailboxWords>> = {
	en: {
		none: "Bounces and answers are not read: IMAP_URL is empty.",
		noneAdvice: "With IMAP_URL the bot tells in the thread which mails came back, and who answered.",
		well: (mailbox, mails) => `Bounces and answers are read from ${mailbox} (${count(mails, "mail", "mails")}).`,
		noBounceAddress:
			"With BOUNCE_ADDRESS each notice gets an address of its own for bounces, and every bounce finds its notice.",
		fixSetting: "Put this setting right.",
		problems: {
			"not-reached": ["The IMAP server can't be reached.", "Check the host and port in IMAP_URL, and the firewall."],
			"not-trusted": [
				"The IMAP server's certificate is not trusted.",
				"If it is an authority of your own, put its certificate in SMTP_CA.",
			],
			"no-tls": ["The IMAP server offers no TLS.", "Use imaps:// in IMAP_URL, or turn STARTTLS on at the server."],
			"login-refused": [
				"The IMAP server refused the login.",
				"Check user and password in IMAP_URL; both percent-encoded.",
			],
			"no-such-mailbox": ["The mailbox of IMAP_MAILBOX can't be opened.", "Check its name, as the server lists it."],
		},
	},
	nl: {
		none: "Teruggekomen mail en antwoorden worden niet gelezen: IMAP_URL is leeg.",
		noneAdvice: "Met IMAP_URL zegt de bot in de thread welke mail terugkwam en wie er antwoordde.",
		well: (mailbox, mails) =>
			`Teruggekomen mail en antwoorden worden gelezen uit ${mailbox} (${count(mails, "mail", "mails")}).`,
		noBounceAddress:
			"Met BOUNCE_ADDRESS krijgt elke melding een eigen adres voor wat terugkomt, en vindt elke teruggekomen mail zijn melding.",
		fixSetting: "Zet deze instelling goed.",
		problems: {
			"not-reached": [
				"De IMAP-server is niet te bereiken.",
				"Kijk naar host en poort in IMAP_URL, en naar de firewall.",
			],
			"not-trusted": [
				"Het certificaat van de IMAP-server wordt niet vertrouwd.",
				"Is het een uitgever van jullie zelf, zet dan zijn certificaat in SMTP_CA.",
			],
			"no-tls": ["De IMAP-server biedt geen TLS.", "Gebruik imaps:// in IMAP_URL, of zet STARTTLS aan op de server."],
			"login-refused": [
				"De IMAP-server weigert de inlog.",
				"Kijk naar gebruiker en wachtwoord in IMAP_URL; allebei met procenttekens gecodeerd.",
			],
			"no-such-mailbox": [
				"De mailbox van IMAP_MAILBOX is niet te openen.",
				"Kijk naar de naam, zoals de server die toont.",
			],
		},
	},
};

export function mailboxWords(language: Language): MailboxWords {
	return words[language];
}
