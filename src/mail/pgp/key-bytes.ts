const armoured = /-----BEGIN PGP (PUBLIC|PRIVATE) KEY BLOCK-----([\s\S]*?)-----END PGP \1 KEY BLOCK-----/g;
const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The bytes of each block of keys in what somebody gave: armour (RFC 9580, 6.2; also when its lines were run together), base64 with
 * blanks between, or the bytes themselves. Empty when it is neither.
 */
export function keyBytes(given: string | Uint8Array): Uint8Array[] {
	// The first bit of a packet is set (RFC 9580, 4.2); that of a text in ASCII never is.
	if (typeof given !== "string" && (given[0] ?? 0) >= 0x80) return [given];
	const text = typeof given === "string" ? given : Buffer.from(given).toString("latin1");
	const blocks = [...text.matchAll(armoured)].map(([, , inner = ""]) => bodyOf(inner));
	const words = blocks.length > 0 ? blocks : text.trim().split(/\s+/);
	return words.every((word) => base64.test(word)) ? words.map((word) => Buffer.from(word, "base64")) : [];
}

/** Without the header lines, the checksum and the line ends. */
function bodyOf(inner: string): string {
	const lines = inner.replace(/^[\t ]*(?:Version|Comment|Charset|Hash|MessageID):.*$/gim, "");
	return lines.replace(/(?<=\s)=[A-Za-z0-9+/]{4}\s*$/, "").replace(/\s+/g, "");
}
