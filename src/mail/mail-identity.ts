import type { PgpSigning } from "./pgp/open-signer.ts";

/** As whom a hotline's mails go out. Plain data, so that a worker thread can be told. */
export interface MailIdentity {
	readonly name: string;
	readonly website: string;
	/** Our own address, one addr-spec: From and Reply-To. */
	readonly from: string;
	/** Where bounces go, one addr-spec; each mail gets an address of its own under it (VERP). Null = `from`, for all mails alike. */
	readonly bounces: string | null;
	readonly dkim: DkimKey | null;
	/** What mails are signed with by OpenPGP: those that are encrypted, and `signsPlain` the others too. */
	readonly pgp: (PgpSigning & { readonly signsPlain: boolean }) | null;
}

/** What mails are signed with (RFC 6376). */
export interface DkimKey {
	readonly domain: string;
	readonly selector: string;
	/** PEM of an RSA key. */
	readonly privateKey: string;
}
