/** Where mail is read. */
export interface ImapServer {
	readonly host: string;
	readonly port: number;
	/** TLS from the first byte; otherwise STARTTLS. */
	readonly implicitTls: boolean;
	/** False only when the URL says `?tls=off`. */
	readonly tls: boolean;
	readonly login: { readonly user: string; readonly pass: string };
}

/** An IMAP URL that cannot be used. Says what it must be; never holds the URL, which holds a password. */
export class BadImapUrl extends Error {
	constructor(reason: string) {
		super(`IMAP_URL ${reason}`);
		this.name = "BadImapUrl";
	}
}

/**
 * Reads `imaps://user:password@host[:993]` and `imap://…[:143][?tls=off]` (RFC 8314: 993 is TLS from the start; on 143 STARTTLS is required).
 * User and password are percent-encoded. `tls=off` is taken for a server on this machine only. Throws `BadImapUrl`.
 */
export function parseImapUrl(text: string): ImapServer {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || !/^imaps?:$/.test(url.protocol) || url.hostname === "")
		throw new BadImapUrl("must be like imaps://user:password@mail.example or imap://…");
	const tlsSetting = url.searchParams.get("tls") ?? "on";
	const unknown = [...url.searchParams.keys()].some((key) => key !== "tls") || !["on", "off"].includes(tlsSetting);
	if (unknown || (url.pathname !== "" && url.pathname !== "/")) throw new BadImapUrl("takes no options but tls=off");
	const implicitTls = url.protocol === "imaps:";
	const tls = tlsSetting === "on";
	if (implicitTls && !tls) throw new BadImapUrl("cannot be imaps:// with tls=off");
	if (url.username === "" || url.password === "") throw new BadImapUrl("needs a user and a password");
	const host = url.hostname.replace(/^\[|\]$/g, "");
	if (!tls && !/^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host))
		throw new BadImapUrl("with tls=off would send the password in the open; that is for this machine only");
	return {
		...{ host, implicitTls, tls },
		port: url.port === "" ? (implicitTls ? 993 : 143) : Number(url.port),
		login: { user: decode(url.username), pass: decode(url.password) },
	};
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch (cause) {
		if (cause instanceof URIError) throw new BadImapUrl("must have its user and password percent-encoded");
		throw cause;
	}
}
