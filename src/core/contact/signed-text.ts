/** The lines of a text that may be signed. */
export interface SignedText {
	readonly signed: boolean;
	/** The content: of a signed text what the signature is about, else all of it. */
	readonly lines: readonly string[];
	/** It begins as a signed text and is none: a header, the signature or its end is missing. */
	readonly broken: boolean;
	/** Something stands before or after the signed part. */
	readonly outside: boolean;
}

const begin = "-----BEGIN PGP SIGNED MESSAGE-----";
const signature = "-----BEGIN PGP SIGNATURE-----";
const end = "-----END PGP SIGNATURE-----";

const isFilled = (line: string) => line.trim() !== "";

/**
 * Takes the content out of a text in OpenPGP's cleartext signature framework (RFC 9580, section 7: a header line, `Hash` headers,
 * an empty line, the content with `- ` before each line that begins with a dash, the signature). A text without that header
 * line is its own content. The signature itself is not verified: that takes a key that is known to be the right one.
 */
export function unwrapSigned(lines: readonly string[]): SignedText {
	const at = (marker: string, from: number) =>
		lines.findIndex((line, index) => index >= from && line.trimEnd() === marker);
	const first = at(begin, 0);
	if (first < 0) return { signed: false, lines, broken: false, outside: false };
	const broken = { signed: true, lines: [], broken: true, outside: false };
	const empty = lines.findIndex((line, index) => index > first && !isFilled(line));
	const signatureAt = at(signature, first);
	const last = at(end, first);
	const inOrder = first < empty && empty < signatureAt && signatureAt < last;
	if (!inOrder || !lines.slice(first + 1, empty).every((line) => /^[A-Za-z-]+: ?\S/.test(line))) return broken;
	return {
		signed: true,
		lines: lines.slice(empty + 1, signatureAt).map((line) => line.replace(/^- /, "")),
		broken: false,
		outside: lines.slice(0, first).some(isFilled) || lines.slice(last + 1).some(isFilled),
	};
}
