import type { SentMessageInfo, SMTPError } from "nodemailer/lib/smtp-connection";
import type { HandOver } from "../ports/mail.ts";
import { redactResponse } from "./redact-response.ts";

/** What is known when a delivery ends. */
export interface Delivery {
	/** True from the moment that the end of the message was given to the network: from then on it may have arrived. */
	readonly handedOver: boolean;
	/** Domains whose names may stand in a response. */
	readonly domains: readonly string[];
}

/**
 * 5xx replies that are about our session (bad sequence, log in first, wrong password, encryption needed; RFC 5321, 4.2.2 and
 * RFC 4954, 6): the same mail can go out once that is mended.
 */
const sessionCodes = new Set([503, 530, 534, 535, 538]);

/** Words for what went wrong without a reply, by nodemailer's error code. */
const causes: Readonly<Record<string, string>> = {
	ECONNECTION: "the mail server ended the connection",
	ESOCKET: "no connection with the mail server",
	EDNS: "the mail server's name could not be found",
	ETIMEDOUT: "no answer from the mail server in time",
	ETLS: "no secure connection with the mail server",
	EAUTH: "the mail server did not accept our name and password",
	EPROTOCOL: "the mail server gave an answer that is no SMTP",
};

/** The server took the message, for all recipients or for some (it then says which it refused). */
export function classifyAccepted(info: SentMessageInfo, delivery: Delivery): HandOver {
	const code = replyCode(info.response);
	if (!delivery.handedOver)
		return { outcome: "unknown", code, response: "the mail server answered before the message was complete" };
	const refused = (info.rejectedErrors ?? []).map((error) => `${error.recipient}: ${oneLine(error.response)}`);
	const words = [oneLine(info.response).replace(/^\d{3}[ -]/, "")];
	if (refused.length > 0) words.unshift(`not for ${refused.join("; ")}; for the others:`);
	const gone = goneOf(info.rejectedErrors);
	return { outcome: "accepted", code, response: redactResponse(words.join(" "), delivery.domains), ...gone };
}

/**
 * A delivery that failed. A reply is definite: 4xx deferred, 5xx refused, but for those about our session. Where recipients
 * were refused for different reasons, one 4xx among them makes it deferred. Without a reply it is `deferred` when the
 * message cannot have arrived, and `unknown` when it can.
 */
export function classifyFailure(error: SMTPError, delivery: Delivery): HandOver {
	const replies = error.rejectedErrors?.length ? error.rejectedErrors : [error];
	const codes = replies.map((reply) => reply.responseCode).filter((code) => code !== undefined);
	const deciding = codes.find((code) => code < 500 || sessionCodes.has(code)) ?? codes[0];
	const ofThisMail = error.code === "EENVELOPE" || error.code === "EMESSAGE";
	if (deciding !== undefined && ofThisMail) {
		const each = error.rejectedErrors?.length
			? replies.map((reply) => `${reply.recipient}: ${oneLine(reply.response)}`)
			: [oneLine(error.response)];
		const words = each.join("; ");
		const refused = deciding >= 500 && !sessionCodes.has(deciding);
		return {
			outcome: refused ? "refused" : "deferred",
			code: deciding,
			response: redactResponse(words, delivery.domains),
			...goneOf(error.rejectedErrors),
		};
	}
	if (delivery.handedOver) return unknownOutcome();
	if (error.code === "EMESSAGE" && error.command === "MAIL FROM")
		return { outcome: "refused", code: null, response: "the message is larger than the mail server takes" };
	const cause = causes[error.code ?? ""] ?? "the mail could not be handed over";
	const said = typeof error.response === "string" ? `${cause}: ${oneLine(error.response)}` : cause;
	return { outcome: "deferred", code: error.responseCode ?? null, response: redactResponse(said, delivery.domains) };
}

/** No such mailbox, no such domain, a domain that takes no mail (RFC 3463, 3.2; RFC 7505): another try cannot help. */
function goneOf(rejected: readonly SMTPError[] | undefined): Pick<HandOver, "gone"> {
	const gone = (rejected ?? []).flatMap(({ recipient, response }) =>
		recipient !== undefined && /^55\d[ -]5\.1\.(?:1|2|10)\b/.test(response ?? "") ? [recipient] : [],
	);
	return gone.length === 0 ? {} : { gone };
}

/** The line went after the message and before the answer. */
export function unknownOutcome(): HandOver {
	return {
		outcome: "unknown",
		code: null,
		response: "the connection was lost after the message was handed over and before the mail server answered",
	};
}

/** A reply of several lines says its code on each; once is enough. */
function oneLine(response: string | undefined): string {
	return (response ?? "").replace(/\r?\n\d{3}[ -]/g, " ");
}

function replyCode(response: string): number | null {
	const match = /^(\d{3})(?!\d)/.exec(response);
	return match === null ? null : Number(match[1]);
}
