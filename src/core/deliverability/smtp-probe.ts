import { bad, type Finding, good } from "../setup/finding.ts";
import type { DeliverabilityWords } from "./words.ts";

export interface SmtpTls {
	/** As Node names it: `TLSv1.3`. */
	readonly version: string;
	/** Whole days until the certificate ends; negative when it has. */
	readonly daysLeft: number;
	/** Why the certificate is not good for this server; null when it is. */
	readonly wrong: "expired" | "other-name" | "untrusted" | null;
}

/** What was seen of the SMTP server, without logging in and without a mail. */
export type SmtpProbe =
	| { readonly kind: "unreachable"; readonly why: "no-address" | "refused" | "time-out" | "no-greeting" | "tls-failed" }
	| {
			readonly kind: "reached";
			/** Null without TLS: it was not asked for, or the server has no STARTTLS (RFC 3207). */
			readonly tls: SmtpTls | null;
			/** Ways to log in that it announced last (RFC 4954), in capitals. */
			readonly auth: readonly string[];
			/** SIZE that it announced last (RFC 1870); null = none, or no limit. */
			readonly maxBytes: number | null;
	  };

/** What the settings ask of the server. */
export interface SmtpAsked {
	readonly host: string;
	readonly port: number;
	readonly tls: boolean;
	readonly logsIn: boolean;
}

/** A certificate that ends sooner is to be renewed now: most are renewed a month before. */
const shortDays = 14;
const bytesPerMb = 1_000_000;

/** Whether mail can be handed over there safely: reached, TLS (RFC 8314), a certificate that fits, a way to log in where that is needed. */
export function judgeSmtp(probe: SmtpProbe, asked: SmtpAsked, words: DeliverabilityWords): readonly Finding[] {
	const server = `${asked.host}:${asked.port}`;
	if (probe.kind === "unreachable") return [bad(words.serverUnreachable[probe.why]({ server }), words.checkServer)];
	const { tls, auth, maxBytes } = probe;
	if (asked.tls && tls === null) return [bad(words.noStartTls({ server }), words.askForTls)];
	const features = words.serverFeatures({ auth, maxMb: maxBytes === null ? null : Math.floor(maxBytes / bytesPerMb) });
	const login = asked.logsIn && auth.length === 0 ? [bad(words.noAuth({ server }), words.checkLogin)] : [];
	if (tls === null) return [good(`${words.serverWithoutTls({ server })} ${features}`), ...login];
	const wrong = judgeCertificate(tls, asked, words);
	const days = String(tls.daysLeft);
	const fine = good(`${words.serverGood({ server, tls: tls.version, days })} ${features}`);
	return [wrong ?? fine, ...login];
}

function judgeCertificate(
	{ daysLeft, wrong }: SmtpTls,
	{ host, port }: SmtpAsked,
	words: DeliverabilityWords,
): Finding | null {
	const server = `${host}:${port}`;
	if (wrong !== null) return bad(words.badCertificate[wrong]({ server, host }), words.fixCertificate[wrong]);
	if (daysLeft < shortDays) return bad(words.certificateEnds({ server, days: daysLeft }), words.renewCertificate);
	return null;
}
