/** Where and how to hand mail over. */
export interface SmtpServer {
	readonly host: string;
	readonly port: number;
	/** TLS from the first byte; otherwise STARTTLS. */
	readonly implicitTls: boolean;
	/** False only when the URL says `?tls=off`. */
	readonly tls: boolean;
	readonly login: { readonly user: string; readonly pass: string } | null;
}

/** An SMTP URL that cannot be used. Says what it must be; never holds the URL, which may hold a password. */
export class BadSmtpUrl extends Error {
	constructor(reason: string) {
		super(`SMTP_URL ${reason}`);
		this.name = "BadSmtpUrl";
	}
}

/**
 * Reads `smtp://[user:password@]host[:587][?tls=off]` and `smtps://…[:465]` (RFC 8314: 465 is TLS from the start, 587 STARTTLS). User
 * and password are percent-encoded. With `smtp://` STARTTLS is required; `tls=off` is for a server on this machine only.
 */
export function parseSmtpUrl(text: string): SmtpServer {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "")
		throw new BadSmtpUrl("must be like smtp://user:password@mail.example:587 or smtps://…");
	const tlsSetting = url.searchParams.get("tls") ?? "on";
	const unknown = [...url.searchParams.keys()].some((key) => key !== "tls") || !["on", "off"].includes(tlsSetting);
	if (unknown || (url.pathname !== "" && url.pathname !== "/")) throw new BadSmtpUrl("takes no options but tls=off");
	const implicitTls = url.protocol === "smtps:";
	const tls = tlsSetting === "on";
	if (implicitTls && !tls) throw new BadSmtpUrl("cannot be smtps:// with tls=off");
	if ((url.username === "") !== (url.password === ""))
		throw new BadSmtpUrl("needs both a user and a password, or neither");
	if (!tls && url.username !== "") throw new BadSmtpUrl("with tls=off would send the password in the open");
	return {
		host: url.hostname.replace(/^\[|\]$/g, ""),
		port: url.port === "" ? (implicitTls ? 465 : 587) : Number(url.port),
		implicitTls,
		tls,
		login: url.username === "" ? null : { user: decode(url.username), pass: decode(url.password) },
	};
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch (cause) {
		if (cause instanceof URIError) throw new BadSmtpUrl("must have its user and password percent-encoded");
		throw cause;
	}
}
