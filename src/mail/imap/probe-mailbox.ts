import { type ClientOptions, isLoginRefused, openClient } from "./open-client.ts";

/** What came of looking into a mailbox. */
export type MailboxProbe =
	| { readonly kind: "well"; readonly mails: number }
	| { readonly kind: "not-reached" | "not-trusted" | "no-tls" | "login-refused" | "no-such-mailbox" };

const certificateCodes = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/;

/** Logs in and looks whether the mailbox is there; changes nothing. Never throws for what the server does. */
export async function probeMailbox(options: ClientOptions, mailbox: string): Promise<MailboxProbe> {
	const client = openClient(options);
	try {
		await client.connect();
	} catch (fault) {
		client.close();
		return { kind: isLoginRefused(fault) ? "login-refused" : whyNot(fault) };
	}
	try {
		const { exists } = await client.mailboxOpen(mailbox, { readOnly: true });
		return { kind: "well", mails: exists };
	} catch {
		return { kind: "no-such-mailbox" };
	} finally {
		client.close();
	}
}

function whyNot(fault: unknown): "not-reached" | "not-trusted" | "no-tls" {
	const code = fault instanceof Error && "code" in fault ? String(fault.code) : "";
	if (certificateCodes.test(code)) return "not-trusted";
	return fault instanceof Error && "tlsFailed" in fault ? "no-tls" : "not-reached";
}
