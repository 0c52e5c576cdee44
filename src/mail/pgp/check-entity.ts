/**
 * Throws unless `inner` is a MIME entity that no relay has a reason to change (RFC 3156, 3 and 5): lines of ASCII that end in CRLF, none longer
 * than 998 octets (RFC 5322, 2.1.1), none with blanks at its end. A fault of the caller.
 */
export function checkEntity(inner: Uint8Array): void {
	const text = Buffer.from(inner.buffer, inner.byteOffset, inner.byteLength).toString("latin1");
	const lines = text.split("\r\n");
	const bad = lines.some((line) => line.length > 998 || /[^\t\x20-\x7e]|[\t ]$/.test(line));
	if (bad || !text.includes("\r\n\r\n")) throw new Error("a MIME entity for OpenPGP must be lines of plain ASCII");
}
