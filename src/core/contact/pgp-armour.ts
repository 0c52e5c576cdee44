/** One public key block (RFC 9580, 6.2), as the directory keeps it. */
const block = /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g;
const comment = /^Comment: ([0-9A-F]{4}(?: [0-9A-F]{4}){9,15})$/m;

/** The keys of an entry, each in an armour of its own. Empty for what is none. */
export function keyBlocks(pgpKey: string): string[] {
	return pgpKey.match(block) ?? [];
}

/**
 * The fingerprint that stands in an armour's `Comment` header, in groups of four hexadecimal digits (`1A2B 3C4D …`); null when there
 * is none. `MailKeys.read` writes it there, so that a key can be shown without reading it.
 */
export function fingerprintOf(keyBlock: string): string | null {
	return comment.exec(keyBlock)?.[1] ?? null;
}

/** The keys of an entry on one line, for a cell: the base64 of each, with a blank between. `MailKeys.read` reads it back. */
export function keyCell(pgpKey: string): string {
	return keyBlocks(pgpKey)
		.map((text) => {
			const lines = text.split("\n").slice(1, -1);
			// What has a colon is a header, and what begins with `=` the checksum.
			return lines.filter((line) => !/:|^=/.test(line)).join("");
		})
		.join(" ");
}

/** A fingerprint in groups of four, from its digits. */
export function groupedFingerprint(digits: string): string {
	return (
		digits
			.toUpperCase()
			.match(/.{1,4}/g)
			?.join(" ") ?? ""
	);
}
