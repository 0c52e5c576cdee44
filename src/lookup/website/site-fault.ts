import { errors } from "undici";
import type { WebsiteFailure } from "../../core/contact/website-answer.ts";

/** A website was not asked, or did not answer in a way that says something. */
export class SiteFault extends Error {
	readonly reason: WebsiteFailure;
	constructor(reason: WebsiteFailure, options?: ErrorOptions) {
		super(`a website could not be asked: ${reason}`, options);
		this.name = "SiteFault";
		this.reason = reason;
	}
}

const slow = [errors.ConnectTimeoutError, errors.HeadersTimeoutError, errors.BodyTimeoutError];
/** OpenSSL's codes of certificates, as Node names them. */
const ofCertificate = /CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|UNABLE_TO_(?:GET|VERIFY|DECODE)_/;
/** No HTTP, or more of it than is read. */
const garbled = [errors.HTTPParserError, errors.HeadersOverflowError, errors.ResponseContentLengthMismatchError];

/** What an error of the connection says about the website. */
export function toSiteFault(error: unknown): SiteFault {
	if (error instanceof SiteFault) return error;
	const cause = { cause: error };
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	if (slow.some((kind) => error instanceof kind) || code === "ETIMEDOUT") return new SiteFault("time-out", cause);
	if (ofCertificate.test(code)) return new SiteFault("site-certificate", cause);
	if (garbled.some((kind) => error instanceof kind)) return new SiteFault("changed-shape", cause);
	return new SiteFault("unreachable", cause);
}
