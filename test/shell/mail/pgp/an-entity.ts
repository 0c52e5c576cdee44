import type { PgpEntity } from "../../../../src/mail/pgp/encrypt-mime.ts";

/** A MIME entity: what is encrypted and signed. */
export const inner = Buffer.from(
	[
		...['Content-Type: multipart/mixed; boundary="b"', "", "--b", "Content-Type: text/plain; charset=utf-8"],
		...["Content-Transfer-Encoding: quoted-printable", "", "L.S.,=20", "", "-- ", "From =C3=A9", "--b--", ""],
	]
		.map((line) => line.replace(/ $/, "=20"))
		.join("\r\n"),
);

/** A whole message around an entity. */
export function mailOf({ contentType, body }: PgpEntity): Buffer {
	return Buffer.from(`From: a@hotline.example\r\nMIME-Version: 1.0\r\nContent-Type: ${contentType}\r\n\r\n${body}`);
}

/** The content of the part of a type. */
export function partOf({ contentType, body }: PgpEntity, type: string): string {
	const boundary = /boundary="([^"]+)"/.exec(contentType)?.[1] ?? "";
	const part = body.split(`--${boundary}`).find((some) => some.includes(`Content-Type: ${type}`)) ?? "";
	return part.slice(part.indexOf("\r\n\r\n") + 4);
}
