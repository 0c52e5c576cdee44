const maxShape = 30;

/**
 * A target with at least half of it hidden, for places that everybody sees: `192.0.x.x`, `2001:db8:x`, `e…e.nl`.
 * Works on any text and never gives it back whole.
 */
export function maskTarget(text: string): string {
	const dotted = /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}/.exec(text);
	if (dotted !== null) return `${dotted[1]}.x.x`;
	const url = /^([a-z]+:\/\/)(?:[^/?#@]*@)?([^/?#]*)/i.exec(text);
	if (url !== null) return `${url[1]}${maskTarget(url[2] as string)}`;
	if ((text.match(/:/g) ?? []).length >= 2) {
		const groups = text.replace(/^\[/, "").split(":");
		return `${groups.slice(0, Math.min(2, Math.floor(groups.length / 2))).join(":")}:x`;
	}
	const dot = text.lastIndexOf(".");
	if (dot > 0 && text.length - dot <= 7 && dot >= text.length - dot) return `${text.charAt(0)}…${text.slice(dot)}`;
	return `${text.slice(0, Math.min(1, Math.floor(text.length / 2)))}…`;
}

/** The shape of a cell without its content: digits become 0, letters a; at most 30 characters. */
export function maskShape(text: string): string {
	const shape = text
		.slice(0, maxShape)
		.replace(/\p{N}/gu, "0")
		.replace(/[\p{L}\p{M}]/gu, "a");
	return shape.slice(0, maxShape);
}
