/** The body of a `multipart/encrypted` (RFC 3156, 4), around what is encrypted. CRLF throughout. */
export function encryptedBody(boundary: string, armour: string): string {
	return [
		...[
			`--${boundary}`,
			"Content-Type: application/pgp-encrypted",
			"Content-Description: PGP/MIME version identification",
		],
		...["", "Version: 1", ""],
		...[`--${boundary}`, 'Content-Type: application/octet-stream; name="encrypted.asc"'],
		...["Content-Description: OpenPGP encrypted message", 'Content-Disposition: inline; filename="encrypted.asc"'],
		...["", armour, `--${boundary}--`, ""],
	].join("\r\n");
}

export function encryptedType(boundary: string): string {
	return `multipart/encrypted; protocol="application/pgp-encrypted"; boundary="${boundary}"`;
}

/** The body of a `multipart/signed` (RFC 3156, 5). `inner` and `signature` end without, and the signature is over exactly `inner`. */
export function signedBody(boundary: string, inner: string, signature: string): string {
	return [
		...[`--${boundary}`, inner],
		...[`--${boundary}`, 'Content-Type: application/pgp-signature; name="signature.asc"'],
		...["Content-Description: OpenPGP digital signature", 'Content-Disposition: attachment; filename="signature.asc"'],
		...["", signature, `--${boundary}--`, ""],
	].join("\r\n");
}

/** `micalg` is the hash in lower case, as `sha512`. */
export function signedType(boundary: string, micalg: string): string {
	return `multipart/signed; micalg="pgp-${micalg}"; protocol="application/pgp-signature"; boundary="${boundary}"`;
}
