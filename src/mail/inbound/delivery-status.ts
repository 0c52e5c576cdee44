import type { FailedRecipient } from "../../ports/inbound-mail.ts";
import { mailAddresses } from "./mail-addresses.ts";
import { statusCode } from "./status-code.ts";

const maxRecipients = 100;

/** What a delivery report says of each recipient; null when the text is no such report. */
export interface DeliveryStatus {
	/** Those that were not reached, or not yet. Empty when the mail arrived. */
	readonly failed: readonly FailedRecipient[];
	/** A recipient is named, and in no way that can be read as a mail address. */
	readonly unreadable: boolean;
}

/**
 * Reads the fields of a `message/delivery-status` part (RFC 3464, 2; RFC 6533, 3 and 6 for addresses beyond ASCII), in any order and with
 * the slips that are seen: text before the fields, no blank line between recipients, comments behind a status.
 */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
	const groups = recipientFields(text);
	if (groups.length === 0) return null;
	const failed: FailedRecipient[] = [];
	let unreadable = false;
	for (const fields of groups.slice(0, maxRecipients)) {
		const action = /^[a-z]+/.exec((fields.get("action") ?? "").toLowerCase())?.[0] ?? null;
		const status = statusOf(fields);
		const isFailure = action === null ? /^[45]/.test(status ?? "") : action === "failed" || action === "delayed";
		if (!isFailure) continue;
		const final = addressOf(fields.get("final-recipient"));
		const mailbox = addressOf(fields.get("original-recipient")) ?? final;
		if (mailbox === null) unreadable = true;
		else {
			const permanent = action === null ? (status?.startsWith("5") ?? false) : action === "failed";
			failed.push({ mailbox, status, permanent, forwarded: final !== null && final !== mailbox });
		}
	}
	return { failed, unreadable };
}

type Fields = ReadonlyMap<string, string>;

const perRecipient = /^(?:original-recipient|final-recipient|action|status)$/;

/** The groups of fields that are about a recipient. A field that repeats begins the next group, too. */
function recipientFields(text: string): Fields[] {
	const groups: Map<string, string>[] = [];
	let fields = new Map<string, string>();
	const next = () => {
		if ([...fields.keys()].some((name) => perRecipient.test(name))) groups.push(fields);
		fields = new Map();
	};
	for (const line of text.replace(/\r?\n[ \t]+(?=\S)/g, " ").split(/\r?\n/)) {
		if (line.trim() === "") next();
		const [, name, value] = /^\s*([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.{0,4000})/.exec(line) ?? [];
		if (name === undefined || value === undefined) continue;
		const key = name.toLowerCase();
		if (fields.has(key) && perRecipient.test(key)) next();
		fields.set(key, value.trim());
	}
	next();
	return groups.filter((group) => group.has("final-recipient") || group.has("original-recipient"));
}

/** A status that says only that it failed is made better by the server's own words. */
function statusOf(fields: Fields): string | null {
	const said = statusCode(fields.get("status") ?? "");
	if (said !== null && !said.endsWith(".0.0")) return said;
	return statusCode(fields.get("diagnostic-code") ?? "") ?? said;
}

/** `rfc822; a@b` or `utf-8; …`, with what xtext (RFC 3461, 4) and RFC 6533 (3) write otherwise put back. Other kinds of address are none. */
function addressOf(field: string | undefined): string | null {
	const [, type, value] = /^\s*([A-Za-z0-9-]{1,20})\s*;\s*(.*)$/.exec(field ?? "") ?? [];
	if (type !== undefined && !/^(?:rfc822|utf-8|smtp|local|dns|unknown)$/i.test(type)) return null;
	const plain = (value ?? field ?? "")
		.replace(/\\x\{([0-9A-Fa-f]{2,5})\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
		.replace(/\+2B/gi, "+")
		.replace(/\+3D/gi, "=");
	return mailAddresses(plain)[0] ?? null;
}
